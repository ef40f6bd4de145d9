import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from './cannot-start.ts'

const UNKNOWN = 'unknown'

/**
 * When the process with this id began, in the system's own words; null when there is none, or only
 * a zombie. Id and birth together name a process for good: ids are given out again.
 */
export function processBirth(pid: number): string | null {
  if (!isThere(pid)) return null
  const seen = process.platform === 'linux' ? birthFromProc(pid) : birthFromPs(pid)
  if (seen === null) return isThere(pid) ? UNKNOWN : null
  return seen.state.startsWith('Z') ? null : seen.birth
}

/** Is the process that had this id and this birth still running? In doubt, yes. */
export function isSameProcess(pid: number, birth: string): boolean {
  const now = processBirth(pid)
  return now !== null && (now === birth || now === UNKNOWN)
}

/** The command line of a process, words apart by spaces; empty when it cannot be seen. */
export function processCommand(pid: number): string {
  try {
    if (process.platform !== 'linux') return ps(pid, 'command=')
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** The host and process namespace in which our process ids mean something. */
export function processPlace(): string {
  if (process.platform !== 'linux') return hostname()
  return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
}

// Zero and below would name groups of processes, our own among them.
function isThere(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

// proc(5): the name stands in parentheses and may hold anything, so fields count from the last one;
// then the state is the first and the start, in clock ticks since boot, the twentieth.
function birthFromProc(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    return { state: fields[0]!, birth: `${boot} ${fields[19]}` }
  } catch {
    return null
  }
}

function birthFromPs(pid: number) {
  try {
    return { state: ps(pid, 'stat='), birth: ps(pid, 'lstart=') }
  } catch {
    return null
  }
}

function ps(pid: number, column: string): string {
  return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim()
}
