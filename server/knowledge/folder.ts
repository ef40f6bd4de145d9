import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Refusal } from '../platform/errors.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork } from '../platform/work.ts'
import { saveFile, unpublishMissing } from './actions.ts'
import { readArticleFile } from './front-matter.ts'

const MOST_FILES = 5000
const LARGEST_FILE = 1024 * 1024

export interface Synced {
  changed: number
  unpublished: number
  /** Files that could not be read, and why. Their last good version stays. */
  problems: { path: string; why: string }[]
}

/**
 * Makes the help centre what the folder says. Doing it again changes nothing. A folder that cannot be read at all
 * unpublishes nothing: a disk that is away for a minute must not empty the help centre.
 */
export async function syncFolder(system: System, folder: string): Promise<Synced> {
  const paths = await markdownIn(folder)
  const result: Synced = { changed: 0, unpublished: 0, problems: [] }
  for (const path of paths) {
    const why = await syncFile(system, folder, path, result)
    if (why) result.problems.push({ path, why })
  }
  result.unpublished = await inWork(system, machine('help centre'), (work) =>
    unpublishMissing(work, paths),
  )
  return result
}

async function syncFile(system: System, folder: string, path: string, result: Synced) {
  const file = join(folder, path)
  if ((await stat(file)).size > LARGEST_FILE) return 'It is larger than 1 MB.'
  const read = readArticleFile(path, await readFile(file, 'utf8'))
  if (typeof read === 'string') return read
  try {
    const changed = await inWork(system, machine('help centre'), (work) =>
      saveFile(work, path, read),
    )
    if (changed) result.changed += 1
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/** Files below the folder, by their path from it; nothing that is hidden, and no link out of it. */
async function markdownIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.md$/i.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort()
    .slice(0, MOST_FILES)
}

/** Once a minute, where a folder is set. */
export async function syncKnowledge(system: System): Promise<void> {
  const folder = system.config.KNOWLEDGE_FOLDER
  if (!folder) return
  try {
    const { changed, unpublished, problems } = await syncFolder(system, folder)
    if (changed + unpublished > 0)
      system.log.info({ changed, unpublished }, 'The help centre follows its folder')
    for (const problem of problems)
      system.log.warn(problem, 'A file of the help centre could not be read')
  } catch (error) {
    system.log.warn({ err: error, folder }, 'The folder of the help centre could not be read')
  }
}
