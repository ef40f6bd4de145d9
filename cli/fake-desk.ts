/** For tests: the command line, a terminal that remembers, and a server that knows the contract. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { operations } from '../api/types.ts'
import { run } from './main.ts'
import type { Terminal } from './terminal.ts'

/** A server that answers what it is told to, and refuses every request the contract does not describe. */
interface FakeServer {
  url: string
  requests: { method: string; path: string; body: unknown; headers: IncomingMessage['headers'] }[]
  /** `PUT /api/v1/tickets/2/assignee` → the answer to give. */
  answer(request: string, body: unknown, status?: number): void
  close(): Promise<void>
}

interface Operation {
  requestBody?: {
    content: {
      'application/json': { schema: { required?: string[]; properties: Record<string, unknown> } }
    }
  }
  parameters?: { name: string; in: string }[]
}

const contract = JSON.parse(
  readFileSync(new URL('../api/openapi.json', import.meta.url), 'utf8'),
) as { paths: Record<string, Record<string, Operation>> }

async function startFakeServer(): Promise<FakeServer> {
  const answers = new Map<
    string,
    { body: unknown; status: number; headers: Record<string, string[]> }
  >()
  const requests: FakeServer['requests'] = []
  const server = createServer((request, response) => void respond(request, response))
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString()
    const body: unknown = text === '' ? null : JSON.parse(text)
    const { method = '', url = '' } = request
    requests.push({ method, path: url, body, headers: request.headers })
    const wrong = url.startsWith('/api/v1/') ? outsideContract(method, url, body) : null
    const known = answers.get(`${method} ${url.split('?')[0]}`)
    const found =
      wrong || !known
        ? {
            status: 418,
            body: problem(418, wrong ?? `Nothing was prepared for ${method} ${url}`),
            headers: {},
          }
        : known
    response.writeHead(found.status, {
      'content-type': 'application/json',
      connection: 'close',
      ...found.headers,
    })
    response.end(typeof found.body === 'string' ? found.body : JSON.stringify(found.body))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    requests,
    answer(request, body, status = 200) {
      const headers: Record<string, string[]> = {}
      if (request.includes('/api/auth/'))
        headers['set-cookie'] = [`watchdesk.${request.split('/').at(-1)}=yes; Path=/; HttpOnly`]
      answers.set(request, { body, status, headers })
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export const problem = (status: number, detail: string, title = 'refused') => ({
  type: 'about:blank',
  title,
  status,
  detail,
  requestId: 'r-1',
  errors: [] as object[],
})

/** Says what the contract does not know about a request; null when it knows all of it. */
function outsideContract(method: string, url: string, body: unknown): string | null {
  const { pathname, searchParams } = new URL(url, 'http://fake.test')
  const path = Object.keys(contract.paths).find((path) =>
    new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  )
  const operation = path === undefined ? undefined : contract.paths[path]?.[method.toLowerCase()]
  if (!operation) return `The contract has no ${method} ${pathname}`
  const asked = [...searchParams.keys()].find(
    (name) => !operation.parameters?.some((known) => known.name === name && known.in === 'query'),
  )
  if (asked !== undefined) return `${method} ${path} has no ${asked}`
  const schema = operation.requestBody?.content['application/json'].schema
  if (!schema) return body === null ? null : `${method} ${path} takes no body`
  const given = Object.keys(Object(body))
  const missing = schema.required?.find(
    (name) => !given.includes(name) && !hasDefault(schema.properties[name]),
  )
  if (missing !== undefined) return `${method} ${path} lacks ${missing}`
  const unknown = given.find((name) => !(name in schema.properties))
  return unknown === undefined ? null : `${method} ${path} does not know ${unknown}`
}

const hasDefault = (schema: unknown) =>
  typeof schema === 'object' && schema !== null && 'default' in schema

/** A terminal that remembers. `input` is standard input, `replies` what somebody answers to each question. */
function fakeTerminal({ input = '', replies = [] as string[] } = {}) {
  const out: string[] = []
  const said: string[] = []
  const waiting = [...replies]
  const terminal: Terminal = {
    look: { colours: false, columns: null },
    zone: 'Europe/Berlin',
    now: () => Temporal.Instant.from('2026-11-22T12:00:00Z'),
    out: (text) => void out.push(text),
    say: (text) => void said.push(text),
    isInteractive: replies.length > 0,
    ask: async (question) => {
      said.push(question)
      return waiting.shift() ?? ''
    },
    readInput: async () => input,
  }
  return { terminal, out: () => out.join('\n'), said: () => said.join('\n') }
}

/** A home folder of its own, so that no test reads or writes a real one. */
function emptyHome() {
  const path = mkdtempSync(join(tmpdir(), 'watchdesk-cli-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The command line at a fake server, as a person with a token and a home folder of their own. Close it after each test. */
export async function openDesk() {
  const server = await startFakeServer()
  const home = emptyHome()
  return {
    server,
    home: home.path,
    async close() {
      await server.close()
      home.remove()
    },
    /** What was asked of the server so far. */
    sent: () => server.requests.map(({ method, path, body }) => [`${method} ${path}`, body]),
    async watchdesk(
      args: string[],
      given: Parameters<typeof fakeTerminal>[0] = {},
      env: Record<string, string> = { WATCHDESK_TOKEN: 'wd_test' },
    ) {
      const screen = fakeTerminal(given)
      const code = await run(args, screen.terminal, {
        HOME: home.path,
        WATCHDESK_URL: server.url,
        ...env,
      })
      return { code, out: screen.out(), said: screen.said() }
    },
  }
}

/** The body of a good answer, as the contract has it. */
export type Answer<Name extends keyof operations> = operations[Name]['responses'] extends {
  200: { content: { 'application/json': infer Body } }
}
  ? Body
  : never
