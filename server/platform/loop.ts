import type { System } from './system.ts'

export interface Loop {
  stop(): Promise<void>
}

export interface Waking extends Loop {
  /** Turns again at once, on this node only. */
  rouse(): void
}

/**
 * Runs `turn` again and again: at once while it finds work, after a wake-up, and at the latest after `idleMs`. A wake-up
 * that comes between "found nothing" and "begin to wait" is kept, so polling never hides a lost one.
 */
export function startLoop(
  system: System,
  { name, idleMs, turn }: { name: string; idleMs: number; turn: () => Promise<number> },
): Waking {
  const state = { stopped: false }
  let pending = false
  let rouse: (() => void) | null = null
  let failures = 0
  const wake = () => {
    pending = true
    rouse?.()
  }
  const forget = system.live.onWake(name, wake)

  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const running = (async () => {
    while (!state.stopped) {
      pending = false
      const found = await turn().then(
        (count) => {
          failures = 0
          return count
        },
        (error: unknown) => {
          // The database may be away: what is due stays due, and is found when it is back.
          failures += 1
          system.log.error({ err: error, loop: name }, 'A turn failed; it will be tried again')
          return 0
        },
      )
      if (found === 0 && !pending && !state.stopped)
        await wait(failures > 0 ? Math.min(100 * 2 ** failures, 2000) : idleMs)
      rouse = null
    }
  })()

  return {
    rouse: wake,
    async stop() {
      state.stopped = true
      forget()
      rouse?.()
      await running
    },
  }
}
