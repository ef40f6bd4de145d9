/** Decides whether a message is encrypted or signed, and by which kind of program. Checks nothing. */
import type { IncomingMail } from '../connector.ts'
import type { RawFile } from './body.ts'
import type { Part } from './mime.ts'

type Kind = IncomingMail['encrypted']

const ARMOUR = /^-----BEGIN PGP MESSAGE-----\s*$/m
const SIGNED = /^-----BEGIN PGP SIGNED MESSAGE-----\s*$/m

/** Only what we cannot read: a signature around readable text is not encryption. */
export function encryptionOf(parts: Part[], text: string, files: RawFile[]): Kind {
  if (
    parts.some(
      ({ type }) => isSmime(type.value) && !isOnlySigned(type.parameters.get('smime-type')),
    )
  )
    return 'smime'
  if (
    parts.some(({ type }) => /^(multipart\/encrypted|application\/pgp-encrypted)$/.test(type.value))
  )
    return 'pgp'
  if (ARMOUR.test(text)) return 'pgp'
  return files.some(isPgpFile) ? 'pgp' : null
}

/** Armoured, or raw packets in a file that says so by its name or type (RFC 9580 4.2: tag 1, version 3). */
function isPgpFile({ name, contentType, content }: RawFile): boolean {
  if (ARMOUR.test(content.toString('latin1', 0, 200))) return true
  if (!/\.(asc|pgp|gpg)$/i.test(name) && !/pgp/.test(contentType)) return false
  const [first = 0, second, third, fourth] = content
  return (
    (first === 0x85 && fourth === 3) ||
    ((first === 0x84 || first === 0xc1) && third === 3 && second !== 0)
  )
}

/** Clear-signed, signed as a multipart (RFC 1847), or signed around the whole message (RFC 8551 3.5.2). */
export function signatureOf(parts: Part[], text: string): Kind {
  for (const { type } of parts) {
    const protocol = type.parameters.get('protocol') ?? ''
    if (/^application\/pgp-signature$/.test(type.value)) return 'pgp'
    if (type.value === 'multipart/signed' && /pgp-signature/i.test(protocol)) return 'pgp'
    if (/^application\/(x-)?pkcs7-signature$/.test(type.value)) return 'smime'
    if (isSmime(type.value) && isOnlySigned(type.parameters.get('smime-type'))) return 'smime'
  }
  return SIGNED.test(text) ? 'pgp' : null
}

const isSmime = (type: string) => /^application\/(x-)?pkcs7-mime$/.test(type)
const isOnlySigned = (type: string | undefined) => /signed-data|certs-only/i.test(type ?? '')
