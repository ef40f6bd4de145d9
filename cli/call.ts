import { Refused, Unreachable, type Problem } from './errors.ts'

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** What the server answered; throws Refused when it said no, and Unreachable when nobody said anything. */
export async function take<T>(server: string, call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await reached(server, call)
  if (!response.ok) throw new Refused(problemOf(server, response, error))
  // A proxy's sign-in page answers 200 too.
  if (typeof data !== 'object' || data === null)
    throw new Refused(stranger(server, response.status))
  return data
}

/** Waits for a connection of any kind; one that fails becomes Unreachable, in words. */
export async function reached<T>(server: string, call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused(stranger(server, 200))
    throw new Unreachable(`${server} cannot be reached: ${why(error)}`, error)
  }
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no machine has that name',
  EAI_AGAIN: 'names cannot be looked up right now',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no network',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'nobody vouches for its certificate (NODE_EXTRA_CA_CERTS names a file with your own authority)',
  SELF_SIGNED_CERT_IN_CHAIN:
    'nobody vouches for its certificate (NODE_EXTRA_CA_CERTS names a file with your own authority)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'nobody vouches for its certificate (NODE_EXTRA_CA_CERTS names a file with your own authority)',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https; try http://',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak https; try http://',
}

function why(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'it did not answer in time'
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? String(cause.code) : ''
  return WORDS[code] ?? cause.message
}

function problemOf(server: string, response: Response, error: unknown): Problem {
  return isProblem(error)
    ? { ...error, status: response.status }
    : stranger(server, response.status)
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false
  return 'title' in value && 'detail' in value && 'errors' in value && Array.isArray(value.errors)
}

const stranger = (server: string, status: number): Problem => ({
  title: 'not_watchdesk',
  status,
  detail: `What answers at ${server} is not Watchdesk (HTTP ${status}). Check the address; a proxy in between may also have said this.`,
  errors: [],
})
