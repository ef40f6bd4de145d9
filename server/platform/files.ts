import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat, unlink, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import type { Config } from './config.ts'
import { Refusal } from './errors.ts'
import type { OpenNet } from './net.ts'

/** Keeps bytes under their own SHA-256. Keeping the same twice is harmless, so it may be done again after a crash. */
export interface FileStore {
  /** Resolves when the bytes are safe. Throws a Refusal in words when there is no room. */
  keep(bytes: Uint8Array): Promise<string>
  read(sha256: string): Promise<Buffer>
  /**
   * Lets the bytes go unless somebody has kept them (again) since `before`: their row may be on its way. Whether they are
   * gone; what cannot be deleted throws.
   */
  forget(sha256: string, before: Date): Promise<boolean>
}

/** The largest file there is, here and in mail. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024

export function openFiles(config: Config, net: OpenNet): FileStore {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION } = config
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY || !S3_SECRET_KEY)
    return diskFiles(join(config.dataFolder, 'files'))
  const address = `${S3_ENDPOINT.replace(/\/$/, '')}/${S3_BUCKET}`
  return s3Files(address, { id: S3_ACCESS_KEY, secret: S3_SECRET_KEY, region: S3_REGION }, net)
}

/** The name under which bytes are kept. */
export const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pathOf = (sha256: string) => join(sha256.slice(0, 2), sha256.slice(2, 4), sha256)

export function diskFiles(folder: string): FileStore {
  return {
    async keep(bytes) {
      const sha256 = digest(bytes)
      const path = join(folder, pathOf(sha256))
      const known = await stat(path).catch(ignoreMissing)
      if (known?.size === bytes.length) {
        await utimes(path, new Date(), new Date())
        return sha256
      }
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const draft = `${path}.${randomUUID()}`
      try {
        await writeDurably(draft, bytes)
        // Whoever reads sees the whole file or none: a name never points at half of one.
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true })
        throw noRoom(error)
      }
      return sha256
    },
    read: (sha256) => readFile(join(folder, pathOf(sha256))),
    async forget(sha256, before) {
      const path = join(folder, pathOf(sha256))
      const known = await stat(path).catch(ignoreMissing)
      if (known && known.mtime >= before) return false
      if (known) await unlink(path).catch(ignoreMissing)
      return true
    },
  }
}

async function writeDurably(path: string, bytes: Uint8Array) {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

function ignoreMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null
  throw error
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? error.code : undefined

function noRoom(error: unknown): unknown {
  if (codeOf(error) !== 'ENOSPC' && codeOf(error) !== 'EDQUOT') return error
  return new Refusal(
    'unavailable',
    'The disk is full, so the file was not kept. Make room on it, then try again.',
  )
}

/** Any S3-compatible store, by path-style addresses. Requests are signed as AWS Signature Version 4 says. */
export function s3Files(
  address: string,
  { id, secret, region }: { id: string; secret: string; region: string },
  net: OpenNet,
): FileStore {
  const signer = new AwsClient({
    accessKeyId: id,
    secretAccessKey: secret,
    region,
    service: 's3',
  })
  const ask = async (method: string, sha256: string, bytes?: Uint8Array) => {
    const url = `${address}/${pathOf(sha256)}`
    const signed = await signer.sign(url, { method, ...(bytes && { body: new Uint8Array(bytes) }) })
    return net.request(method, url, {
      headers: Object.fromEntries(signed.headers),
      timeoutMs: 60_000,
      maxBytes: MAX_FILE_BYTES + 1024,
      ...(bytes && { body: bytes }),
    })
  }
  const refused = (what: string, status: number) =>
    new Error(`The file store refused to ${what} a file: it answered ${status}`)
  return {
    async keep(bytes) {
      const sha256 = digest(bytes)
      const answer = await ask('PUT', sha256, bytes)
      if (!answer.ok) throw refused('keep', answer.status)
      return sha256
    },
    async read(sha256) {
      const answer = await ask('GET', sha256)
      if (!answer.ok) throw refused('give', answer.status)
      return answer.bytes
    },
    async forget(sha256, before) {
      const kept = await ask('HEAD', sha256)
      if (kept.status === 404) return true
      if (new Date(kept.headers['last-modified'] ?? Date.now()) >= before) return false
      const answer = await ask('DELETE', sha256)
      if (!answer.ok && answer.status !== 404) throw refused('forget', answer.status)
      return true
    },
  }
}
