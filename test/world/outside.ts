import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { simpleParser, type ParsedMail } from 'mailparser'

/** What a phone showed. */
export interface Shown {
  at: Date
  title: string
  text: string
  link: string
  acknowledgeUrl: string
}

/** What a webhook was told. */
export interface Told {
  at: Date
  path: string
  /** The Idempotency-Key it came with. */
  key: string
  pageId: string
}

/**
 * A server that speaks ntfy's publish protocol (https://docs.ntfy.sh/publish/#publish-as-json): every topic is somebody's
 * phone. Whatever is posted under /hooks/ is a webhook of somebody.
 */
export async function startPhones(now: () => Date) {
  const topics = new Map<string, Shown[]>()
  const told: Told[] = []
  const moods = new Map<string, number>()
  const mood = { answer: 200, onCall: async (_to: string) => {} }
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    const answer = async () => {
      const words = Buffer.concat(chunks).toString()
      const at = now()
      const path = request.url ?? ''
      const isHook = path.startsWith('/hooks/')
      const to = isHook ? path : (JSON.parse(words) as { topic: string }).topic
      if (isHook)
        told.push({
          at,
          path,
          key: String(request.headers['idempotency-key']),
          pageId: (JSON.parse(words) as { pageId: string }).pageId,
        })
      await mood.onCall(to)
      const status = moods.get(to) ?? mood.answer
      if (status !== 200) return void response.writeHead(status).end('{"error":"refused"}')
      if (isHook) return void response.writeHead(204).end()
      topics.set(to, [...(topics.get(to) ?? []), shownBy(words, at)])
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ id: `ntfy${chunks.length}${topics.size}`, topic: to }))
    }
    request.on('end', () => {
      answer().catch(() => response.writeHead(500).end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shownBy: (topic: string) => topics.get(topic) ?? [],
    /** Every call a webhook got, answered well or not. */
    told: () => told,
    /** From now on the provider answers with this status: to everybody, or for one topic or webhook path only. */
    answerWith: (status: number, to?: string) =>
      void (to ? moods.set(to, status) : (mood.answer = status)),
    /** Runs when a call has arrived, before it is answered: a provider as slow as the test wants. */
    onCall: (run: (to: string) => Promise<void>) => void (mood.onCall = run),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function shownBy(words: string, at: Date): Shown {
  const page = JSON.parse(words) as {
    title: string
    message: string
    click: string
    actions: { action: string; url: string }[]
  }
  return {
    at,
    title: page.title,
    text: page.message,
    link: page.click,
    acknowledgeUrl: page.actions.find(({ action }) => action === 'http')?.url ?? '',
  }
}

export interface Delivered {
  to: string[]
  mail: ParsedMail
}

/** A real SMTP server that keeps what it takes: every customer's mailbox. */
export async function startMailboxes() {
  const delivered: Delivered[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, callback) {
      simpleParser(stream).then(
        (mail) => {
          delivered.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail })
          callback()
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.server.address() as AddressInfo).port,
    inboxOf: (address: string) =>
      delivered.filter(({ to }) => to.includes(address)).map(({ mail }) => mail),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
