import { connect, type Socket } from 'node:net'

export interface Answer {
  status: number
  body: string
}

export interface HttpClient {
  send(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer>
  close(): void
}

let addresses = 0
/** Below the limit of requests that one address may make in a minute, whoever it is. */
const PER_ADDRESS = 1000

/**
 * One kept connection that speaks just enough HTTP/1.1 for answers with a Content-Length. The generator shares the
 * machine with the server, so it must be light. It stands in for many callers: the addresses it names change.
 */
export async function openHttp(port: number, token?: string): Promise<HttpClient> {
  const socket = await connected(port)
  let received: Buffer = Buffer.alloc(0)
  let sent = 0
  let address = ''
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null
  const fail = (error: Error) => {
    waiting?.reject(error)
    waiting = null
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The server closed the connection')))
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const end = received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = received.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
    // Only refusals come without one, and a refusal ends the measurement.
    if (Number.isNaN(length)) return fail(new Error(received.toString()))
    if (received.length < end + 4 + length) return
    const answer = {
      status: Number(head.slice(9, 12)),
      body: received.toString('utf8', end + 4, end + 4 + length),
    }
    received = received.subarray(end + 4 + length)
    const { resolve } = waiting!
    waiting = null
    resolve(answer)
  })
  const nextAddress = () => {
    if (sent++ % PER_ADDRESS === 0) {
      addresses += 1
      address = `10.9.${addresses >> 8}.${addresses & 255}`
    }
    return address
  }
  return {
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        const words = body ? JSON.stringify(body) : ''
        const lines = [
          `${method} ${path} HTTP/1.1`,
          'host: 127.0.0.1',
          `x-forwarded-for: ${nextAddress()}`,
          ...(token ? [`authorization: Bearer ${token}`] : []),
          ...(body
            ? ['content-type: application/json', `content-length: ${Buffer.byteLength(words)}`]
            : []),
        ]
        socket.write(`${lines.join('\r\n')}\r\n\r\n${words}`)
      }),
    close: () => void socket.removeAllListeners('close').end(),
  }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Sends and insists on the status. */
export async function insist(
  client: HttpClient,
  status: number,
  ...request: Parameters<HttpClient['send']>
): Promise<string> {
  const answer = await client.send(...request)
  if (answer.status === status) return answer.body
  throw new Error(`${request[0]} ${request[1]} gave ${answer.status}: ${answer.body.slice(0, 300)}`)
}
