import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import {
  DeliveryFailed,
  type Net,
  type NetAnswer,
  type NetRequest,
  type PageRequest,
} from './connector.ts'

/**
 * For tests: an outside world on this machine that remembers what it was asked and answers what it
 * is told.
 */
export interface FakeOutside {
  url: string
  calls: { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer }[]
  /** Of every call from now on. */
  answers: (answer: FakeAnswer) => void
  net: Net
  close(): Promise<void>
}

export interface FakeAnswer {
  status: number
  headers?: Record<string, string>
  body?: string | ((headers: IncomingHttpHeaders) => string)
}

export async function startFakeOutside(): Promise<FakeOutside> {
  let answer: FakeAnswer = { status: 200 }
  const calls: FakeOutside['calls'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      calls.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      })
      const { status, headers, body } = answer
      response
        .writeHead(status, headers)
        .end(typeof body === 'function' ? body(request.headers) : body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : address
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    answers(next) {
      answer = next
    },
    net: {
      post: (url, request) => ask('POST', url, request),
      get: (url, request) => ask('GET', url, request),
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** A network without any of the limits of the real one. */
function ask(
  method: string,
  url: string,
  { json, form, body, headers = {}, basicAuth, timeoutMs = 5000 }: NetRequest = {},
): Promise<NetAnswer> {
  const [type, sent] =
    json === undefined
      ? [
          form && 'application/x-www-form-urlencoded',
          body ?? (form && new URLSearchParams(form).toString()),
        ]
      : ['application/json', JSON.stringify(json)]
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      method,
      headers: { ...(type && { 'content-type': type }), ...headers },
      timeout: timeoutMs,
      ...(basicAuth && { auth: basicAuth.join(':') }),
    })
    request.on('error', reject)
    request.on('timeout', () =>
      request.destroy(new Error(`${url} took longer than ${timeoutMs} ms`)),
    )
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const status = response.statusCode ?? 0
        const text = Buffer.concat(chunks).toString()
        const isJson = response.headers['content-type']?.includes('json') ?? false
        resolve({
          status,
          ok: status >= 200 && status < 300,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          ),
          text,
          json: isJson ? JSON.parse(text) : null,
        })
      })
    })
    request.end(sent)
  })
}

/** A page as the sender would hand it over; two minutes fresh. */
export function pageTo(address: string, change: Partial<PageRequest> = {}): PageRequest {
  return {
    key: 'page-key-1',
    pageId: '01932f4e-7c1a-7d5e-9b3f-2a4c6e8f0a1b',
    address,
    title: 'All pushes fail',
    body: 'Kim of Acme: every git push is refused since 03:12.',
    incidentNumber: 12,
    urgency: 'high',
    links: {
      page: 'https://desk.test/p/abc',
      acknowledge: 'https://desk.test/api/v1/pages/acknowledgement',
    },
    acknowledgeToken: 'token-of-this-page',
    receiptUrl: 'https://desk.test/api/v1/pages/receipt?t=abc',
    sendBefore: new Date(Date.now() + 120_000),
    level: 1,
    ...change,
  }
}

/** The failure a delivery ended in; anything else, success too, fails the test. */
export async function failureOf(delivery: Promise<unknown>): Promise<DeliveryFailed> {
  const outcome = await delivery.catch((error: unknown) => error)
  if (outcome instanceof DeliveryFailed) return outcome
  throw new Error('This was to end in a DeliveryFailed', { cause: outcome })
}
