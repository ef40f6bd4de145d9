import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Signs what leaves the house and must be believed when it comes back (links, reply addresses, codes), and encrypts what
 * is stored and must not be read there (passwords of other machines).
 */
export interface Secrets {
  /** A token of `parts` that only we can make; `purpose` keeps a token of one kind from serving as another. */
  sign(purpose: string, ...parts: string[]): string
  /** The parts, or null when the token was not made by us for this purpose. */
  verify(purpose: string, token: string): string[] | null
  /** A short keyed mark (128 bit, hex) for places that cannot carry a whole token, such as a mail address. */
  mark(purpose: string, value: string): string
  keyFor(purpose: string): Buffer
  /** Encrypts for the database (AES-256-GCM). `place` names the row: moved to another one it cannot be opened. */
  seal(purpose: string, place: string, text: string): string
  /** Throws when it was not sealed for this purpose and place, or with another SECRET. */
  open(purpose: string, place: string, sealed: string): string
}

export function secretsFrom(master: string): Secrets {
  const keys = new Map<string, Buffer>()
  const keyFor = (purpose: string) => {
    const known = keys.get(purpose)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', master, 'watchdesk', purpose, 32))
    keys.set(purpose, key)
    return key
  }
  const macOf = (purpose: string, text: string) =>
    createHmac('sha256', keyFor(purpose)).update(text).digest()

  return {
    keyFor,
    mark: (purpose, value) => macOf(purpose, value).subarray(0, 16).toString('hex'),
    seal(purpose, place, text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal ${purpose}`), nonce)
      cipher.setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(purpose, place, sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const key = keyFor(`seal ${purpose}`)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    sign(purpose, ...parts) {
      const text = Buffer.from(JSON.stringify(parts)).toString('base64url')
      return `${text}.${macOf(purpose, text).subarray(0, 24).toString('base64url')}`
    },
    verify(purpose, token) {
      const [text = '', given = ''] = token.split('.')
      if (!isSame(macOf(purpose, text).subarray(0, 24), Buffer.from(given, 'base64url')))
        return null
      return JSON.parse(Buffer.from(text, 'base64url').toString()) as string[]
    },
  }
}

/** The secret of this installation: given, or made once and kept where only its owner reads it. */
export async function loadSecret(given: string | undefined, dataFolder: string): Promise<string> {
  if (given) return given
  const file = join(dataFolder, 'secret')
  await mkdir(dataFolder, { recursive: true })
  try {
    await writeFile(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
    await chmod(file, 0o600)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return (await readFile(file, 'utf8')).trim()
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest()

export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
