import pino from 'pino'
import { expect, it } from 'vitest'
import { signInLog } from './sign-in-log.ts'

it('keeps what strangers typed out of the log, and what broke in it', () => {
  const lines: Record<string, unknown>[] = []
  const log = pino(
    { level: 'trace' },
    { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  )
  const { log: say } = signInLog({ log })
  say('error', 'Provider not found', { provider: 'my password by mistake' })
  say('error', 'Failed to create session', new Error('the database is gone'))
  say('warn', 'Invalid password')
  expect(lines).toMatchObject([
    { level: 40, msg: 'Sign-in: Provider not found' },
    { level: 50, reason: expect.stringContaining('the database is gone') },
    { level: 30, msg: 'Sign-in: Invalid password' },
  ])
  expect(JSON.stringify(lines)).not.toContain('by mistake')
})
