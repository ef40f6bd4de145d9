import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'
import { leaveToOwnerOf } from './postgres-account.ts'
import { isSameProcess, processBirth, processPlace } from './process-identity.ts'

const Claim = z.object({ pid: z.int(), birth: z.string(), place: z.string(), since: z.string() })
type Claim = z.output<typeof Claim>
type FoundClaim = Claim & { path: string }
export type PostgresLock = { release: () => void }

const BEAT_MS = 2_000
const SILENT_MS = 15_000

/**
 * Keeps a second Watchdesk off the same data. Each process writes a claim of its own and only then
 * looks for others: of two at once at least one sees the other, so never do both go on, and there is
 * no moment at which removing a dead claim could remove a living one. Throws CannotStart naming the
 * process that holds the data.
 */
export async function takePostgresLock(
  folder: string,
  silentMs = SILENT_MS,
): Promise<PostgresLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  leaveToOwnerOf(dirname(folder), folder)
  for (let attempt = 0; ; attempt++) {
    const mine = writeClaim(folder)
    const holder = await livingHolder(folder, mine, silentMs)
    if (holder === null) return keepBeating(mine)
    rmSync(mine, { force: true })
    // Two that came in the same instant both step back: try again, at different moments.
    const cameTogether = Date.now() - Date.parse(holder.since) < 1_000
    if (!cameTogether || attempt === 5) throw new CannotStart(refusal(folder, holder))
    await pause(20 + Math.random() * 100)
  }
}

function writeClaim(folder: string): string {
  const claim: Claim = {
    pid: process.pid,
    birth: processBirth(process.pid) ?? '',
    place: processPlace(),
    since: new Date().toISOString(),
  }
  const path = join(folder, `${crypto.randomUUID()}.json`)
  writeFileSync(`${path}.new`, JSON.stringify(claim), { mode: 0o600 })
  leaveToOwnerOf(folder, `${path}.new`)
  renameSync(`${path}.new`, path)
  return path
}

async function livingHolder(
  folder: string,
  mine: string,
  silentMs: number,
): Promise<FoundClaim | null> {
  for (const path of readdirSync(folder).map((name) => join(folder, name))) {
    if (path === mine || !path.endsWith('.json')) continue
    const claim = readClaim(path)
    if (claim === null) continue
    if (await isLiving(claim, silentMs)) return claim
    rmSync(path, { force: true })
  }
  return null
}

function readClaim(path: string): FoundClaim | null {
  try {
    return { ...Claim.parse(JSON.parse(readFileSync(path, 'utf8'))), path }
  } catch (error) {
    if (lastBeat(path) === null) return null
    throw new CannotStart(
      `${path} cannot be read (${String(error)}). If no Watchdesk runs, delete it.`,
    )
  }
}

// A container that shares our folder has process ids of its own, so only its heartbeat tells. Two
// clocks may differ: watch for a beat here instead of reading its time.
async function isLiving(claim: FoundClaim, silentMs: number): Promise<boolean> {
  if (claim.place === processPlace()) return isSameProcess(claim.pid, claim.birth)
  const first = lastBeat(claim.path)
  for (let waited = 0; waited < silentMs; waited += BEAT_MS / 4) {
    const beat = lastBeat(claim.path)
    if (beat === null) return false
    if (beat !== first) return true
    await pause(BEAT_MS / 4)
  }
  return false
}

function lastBeat(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}

function keepBeating(path: string): PostgresLock {
  const beat = setInterval(() => {
    const now = new Date()
    if (lastBeat(path) !== null) utimesSync(path, now, now)
  }, BEAT_MS).unref()
  return {
    release() {
      clearInterval(beat)
      rmSync(path, { force: true })
    },
  }
}

function refusal(folder: string, holder: Claim): string {
  const where = holder.place === processPlace() ? '' : ` on ${holder.place}`
  return (
    `Another Watchdesk, process ${holder.pid}${where}, has used this data since ${holder.since}. ` +
    `Stop it (kill ${holder.pid}) and start again, or give this one a data folder of its own. ` +
    `(The claim is in ${folder}.)`
  )
}
