import type { System } from './system.ts'

const QUIETER = { error: 'warn', warn: 'info', info: 'debug', debug: 'trace' } as const

/**
 * What the sign-in has to say goes to our log. Its words alone, one level quieter: a wrong password is nobody's error, and
 * beside the words stands what strangers typed. Only what really broke is an error, with its stack.
 */
export const signInLog = ({ log }: Pick<System, 'log'>) => ({
  level: 'warn' as const,
  log: (level: keyof typeof QUIETER, message: string, ...more: unknown[]) => {
    const broke = more.find((one) => one instanceof Error)
    if (level === 'error' && broke) log.error({ reason: broke.stack }, `Sign-in: ${message}`)
    else log[QUIETER[level]](`Sign-in: ${message}`)
  },
})
