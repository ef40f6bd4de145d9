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

/** A server that speaks ntfy's publish protocol (https://docs.ntfy.sh/publish/#publish-as-json): every topic is somebody's phone. */
export async function startPhones(now: () => Date) {
  const topics = new Map<string, Shown[]>()
  const mood = { answer: 200 }
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (mood.answer !== 200)
        return void response.writeHead(mood.answer).end('{"error":"refused"}')
      const page = JSON.parse(Buffer.concat(chunks).toString()) as {
        topic: string
        title: string
        message: string
        click: string
        actions: { action: string; url: string }[]
      }
      const shown = {
        at: now(),
        title: page.title,
        text: page.message,
        link: page.click,
        acknowledgeUrl: page.actions.find(({ action }) => action === 'http')?.url ?? '',
      }
      topics.set(page.topic, [...(topics.get(page.topic) ?? []), shown])
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ id: `ntfy${chunks.length}${topics.size}`, topic: page.topic }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shownBy: (topic: string) => topics.get(topic) ?? [],
    /** From now on the provider answers with this status. */
    answerWith: (status: number) => void (mood.answer = status),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
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
