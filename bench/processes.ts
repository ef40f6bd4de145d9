import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second (USER_HZ). */
const TICKS_PER_SECOND = 100

/** A process and everything it started. */
export function familyOf(pid: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = statOf(Number(name))
        return stat ? [[Number(name), Number(stat[1])] as const] : []
      }),
  )
  const family = [pid]
  for (const one of family)
    for (const [child, parent] of parents) if (parent === one) family.push(child)
  return family
}

/** Memory in MiB: RSS counts shared pages in full, PSS by the share of each process. */
export function memoryOf(pids: readonly number[]): { rss: number; pss: number } {
  const sum = { rss: 0, pss: 0 }
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    const kilobytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
    sum.rss += kilobytes('Rss') / 1024
    sum.pss += kilobytes('Pss') / 1024
  }
  return sum
}

/** Processor seconds used so far, of those that still live. */
export function processorSecondsOf(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const stat = statOf(pid)
    return stat ? Number(stat[11]) + Number(stat[12]) : 0
  })
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND
}

/** The fields of /proc/<pid>/stat after the name, which may hold spaces; null when the process is gone. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ESRCH'].includes(String(error.code))
    )
      return null
    throw error
  }
}
