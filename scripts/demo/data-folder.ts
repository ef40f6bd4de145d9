import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { knownHome } from '../../server/platform/postgres-folder.ts'
import { takePostgresLock } from '../../server/platform/postgres-lock.ts'

export const FOLDER = resolve('.watchdesk/demo')
const mark = (folder: string) => join(folder, 'demo-is-complete')

/** Whether a whole company lives there. One that was cut off while it was made does not count. */
export const isComplete = (folder: string) => existsSync(mark(folder))
export const markComplete = (folder: string) =>
  writeFileSync(mark(folder), `${new Date().toISOString()}\n`)

/** Removes the demo's data. Refuses (CannotStart) while another process uses it. */
export async function removeData(folder: string): Promise<void> {
  const home = existsSync(folder) ? knownHome(folder) : null
  if (home) {
    const lock = await takePostgresLock(join(home, 'postgres-lock'))
    try {
      rmSync(join(home, 'postgres'), { recursive: true, force: true })
    } finally {
      lock.release()
    }
    // Root keeps the database elsewhere, in a folder that names its owner.
    if (
      home !== folder &&
      existsSync(join(home, 'belongs-to')) &&
      readFileSync(join(home, 'belongs-to'), 'utf8').trim() === folder
    )
      rmSync(home, { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
}
