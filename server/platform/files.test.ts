import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diskFiles, s3Files, type FileStore } from './files.ts'
import { createNet } from './net.ts'

const log = Buffer.from('ERROR: unauthorized\n')
const SHA256_OF_LOG = /^[0-9a-f]{64}$/

describe('files on disk', () => {
  let folder = ''
  let files: FileStore
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchdesk-files-'))
    files = diskFiles(folder)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('come back byte for byte, and the same twice lies there once', async () => {
    const [one, two] = await Promise.all([files.keep(log), files.keep(log)])
    expect(one).toMatch(SHA256_OF_LOG)
    expect(two).toBe(one)
    expect(await files.read(one)).toEqual(log)
    const path = join(folder, one.slice(0, 2), one.slice(2, 4))
    expect(await readdir(path)).toEqual([one])
  })

  it('are only forgotten when nobody has kept them again', async () => {
    const sha256 = await files.keep(Buffer.from('unsent'))
    const path = join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
    const yesterday = new Date(Date.now() - 86_400_000)
    await files.forget(sha256, yesterday)
    expect(await files.read(sha256)).toEqual(Buffer.from('unsent'))
    await utimes(path, new Date(0), new Date(0))
    await files.keep(Buffer.from('unsent'))
    await files.forget(sha256, yesterday)
    expect(await files.read(sha256)).toEqual(Buffer.from('unsent'))
    await utimes(path, new Date(0), new Date(0))
    await files.forget(sha256, yesterday)
    await expect(files.read(sha256)).rejects.toThrow('ENOENT')
  })
})

describe('files in an S3-compatible store', () => {
  const kept = new Map<string, Buffer>()
  const asked: { method: string; authorization: string }[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    asked.push({ method, authorization: headers.authorization ?? '' })
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (method === 'PUT') kept.set(url, Buffer.concat(parts))
      const found = kept.get(url)
      if (method === 'DELETE') kept.delete(url)
      response.setHeader('last-modified', new Date(0).toUTCString())
      response.writeHead(found ? 200 : 404)
      response.end(method === 'GET' ? found : undefined)
    })
  })
  const net = createNet({ allowPrivate: true })
  let files: FileStore
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const account = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI', region: 'eu-central-1' }
    files = s3Files(`http://127.0.0.1:${port}/bucket`, account, net)
  })
  afterAll(() => {
    net.close()
    server.close()
  })

  it('are put, given and forgotten by signed requests', async () => {
    const sha256 = await files.keep(log)
    expect(await files.read(sha256)).toEqual(log)
    await files.forget(sha256, new Date())
    await expect(files.read(sha256)).rejects.toThrow('it answered 404')
    expect(asked.map(({ method }) => method)).toEqual(['PUT', 'GET', 'HEAD', 'DELETE', 'GET'])
    for (const { authorization } of asked)
      expect(authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/s3\/aws4_request, /,
      )
  })

  it('may hold any byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    expect(await files.read(await files.keep(bytes))).toEqual(bytes)
  })
})
