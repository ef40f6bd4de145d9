import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../platform/cannot-start.ts'
import { isPublic } from '../platform/public-address.ts'
import { problem, trouble, warning, well, type Check } from './check.ts'

const GIGABYTE = 1024 ** 3
const LITTLE_SPACE = 2 * GIGABYTE
const TOO_LITTLE_SPACE = GIGABYTE / 2

const disk: Check = {
  key: 'disk',
  name: 'Disk',
  async look({ config }) {
    const { bavail, bsize, blocks } = await statfs(config.dataFolder)
    const free = bavail * bsize
    const says = `${gigabytes(free)} of ${gigabytes(blocks * bsize)} free at ${config.dataFolder}`
    if (free >= LITTLE_SPACE) return well(says)
    const holds = config.DATABASE_URL
      ? 'Secrets of this server are kept there.'
      : 'The database is there and stops when the disk is full.'
    return trouble(
      free < TOO_LITTLE_SPACE,
      says,
      `${holds} Make room, or move WATCHDESK_DATA to a larger disk.`,
    )
  },
}

const gigabytes = (bytes: number) => `${(bytes / GIGABYTE).toFixed(1)} GB`

const secret: Check = {
  key: 'secret',
  name: 'Secret',
  async look({ config }) {
    if (config.SECRET) return well('From SECRET')
    const file = join(config.dataFolder, 'secret')
    const found = await stat(file).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    })
    if (!found)
      return problem(
        `${file} is gone; this program still has it in memory`,
        'Restore it from a backup before the next start, or every link and session ends.',
      )
    if ((found.mode & 0o077) !== 0)
      return problem(`Others on this machine can read ${file}`, `Run: chmod 600 ${file}`)
    if (config.DATABASE_URL)
      return warning(
        `From ${file}, while the database is shared`,
        'Every server needs the same one: set SECRET to what the file says.',
      )
    return well(`From ${file}; back it up with the database`)
  },
}

const publicUrl: Check = {
  key: 'public-url',
  name: 'Public address',
  async look({ config }) {
    const { protocol, hostname } = new URL(config.publicUrl)
    const says = `Links begin with ${config.publicUrl}`
    const remedy = 'Set PUBLIC_URL to an https address that phones reach from anywhere.'
    if (isLoopback(hostname))
      return warning(
        `${says}, which only this machine opens: the links in pages lead nowhere on a phone`,
        remedy,
      )
    if (isPrivate(hostname)) return warning(`${says}, which opens inside this network only`, remedy)
    if (protocol !== 'https:')
      return warning(
        `${says}, unencrypted; browsers then refuse push messages and passkeys`,
        remedy,
      )
    return well(says)
  },
}

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

function isLoopback(hostname: string): boolean {
  return (
    /^(?:.+\.)?localhost$/.test(hostname) || hostname.startsWith('127.') || bare(hostname) === '::1'
  )
}

function isPrivate(hostname: string): boolean {
  const name = bare(hostname)
  const isAddress = name.includes(':') || /^[\d.]+$/.test(name)
  return !isAddress ? !name.includes('.') || name.endsWith('.local') : !isPublic(name)
}

export const surroundingsChecks: readonly Check[] = [disk, secret, publicUrl]
