import {
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'

/**
 * A key and a certificate for `hostname`, made on the spot and valid for ten years, both PEM. Good
 * for STARTTLS between mail servers, which encrypt without asking who is there (RFC 7435); whoever
 * must be sure needs a real certificate. Node makes keys and signatures but no certificates, hence
 * the few lines of DER (RFC 5280 4.1) here.
 */
export function selfSigned(hostname: string): { key: string; cert: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signed = toBeSigned(hostname, privateKey, new Date())
  const signature = sign('sha256', signed, privateKey)
  const certificate = sequence(signed, ECDSA_WITH_SHA256, bitString(signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: new X509Certificate(certificate).toString(),
  }
}

const TEN_YEARS_MS = 10 * 365 * 86_400_000

function toBeSigned(hostname: string, key: KeyObject, now: Date): Buffer {
  const name = sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from(hostname)))))
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const alternativeName = sequence(
    SUBJECT_ALT_NAME,
    der(0x04, sequence(der(0x82, Buffer.from(hostname, 'latin1')))),
  )
  return sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(now), time(new Date(now.getTime() + TEN_YEARS_MS))),
    name,
    publicKey,
    der(0xa3, sequence(alternativeName)),
  )
}

const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes))
const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const COMMON_NAME = oid(0x55, 0x04, 0x03)
const SUBJECT_ALT_NAME = oid(0x55, 0x1d, 0x11)

function der(tag: number, content: Buffer): Buffer {
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function set(...parts: Buffer[]): Buffer {
  return der(0x31, Buffer.concat(parts))
}

function bitString(content: Buffer): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([0]), content]))
}

/** GeneralizedTime, YYYYMMDDHHMMSSZ: good for years past 2049 as well. */
function time(at: Date): Buffer {
  return der(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]|\.\d+Z/g, '')}Z`))
}
