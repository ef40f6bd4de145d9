/** Everybody's phone and mailbox, for as long as the demo runs: an ntfy server, a mail server, and a page that shows both. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { z } from 'zod'
import { Kept, type KeptMail, type Outside } from './kept.ts'
import { mailboxPage, movedTo, outsidePage, phonePage } from './outside-page.ts'

/** https://docs.ntfy.sh/publish/#publish-as-json */
const Published = z.object({
  topic: z.string(),
  title: z.string().default(''),
  message: z.string().default(''),
  click: z.string().default(''),
  actions: z
    .array(
      z.object({
        action: z.string(),
        url: z.string(),
        method: z.string().default('POST'),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.string().default(''),
      }),
    )
    .default([]),
})

const MOST_KEPT = 3000

/** Both servers listen on this machine only. What they were told is kept in `folder`, so that a restart forgets nothing. */
export async function startOutside({
  folder,
  port,
  smtpPort,
  webUrl,
}: {
  folder: string
  port: number
  smtpPort: number
  webUrl: string
}) {
  const file = join(folder, 'outside.jsonl')
  const outside: Outside = { webUrl, pages: [], mails: [], answers: new Map() }
  let showing: Date | null = null
  const time = () => (showing ?? new Date()).toISOString()
  const remember = (kept: Kept) => {
    if (kept.kind === 'page') outside.pages.push(kept)
    else if (kept.kind === 'mail') outside.mails.push(kept)
    else outside.answers.set(kept.id, kept.answer)
  }
  const keep = (kept: Kept) => {
    remember(kept)
    appendFileSync(file, `${JSON.stringify(kept)}\n`)
  }
  if (existsSync(file))
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(-MOST_KEPT)
      .forEach((line) => line && remember(Kept.parse(JSON.parse(line))))

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error)),
    )
  })
  const mail = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, callback) {
      simpleParser(stream).then((message) => {
        for (const { address } of session.envelope.rcptTo) {
          keep({
            kind: 'mail',
            at: time(),
            to: address,
            from: message.from?.text ?? '',
            subject: message.subject ?? '',
            text: message.text ?? '',
          })
        }
        callback()
      }, callback)
    },
  })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://outside')
    // A page elsewhere that calls itself by another name must not reach what is on this machine.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
      return response.writeHead(403).end('This answers on this machine only.')
    if (request.method === 'POST' && url.pathname === '/') return publish(request, response)
    if (request.method === 'POST' && url.pathname === '/press')
      return press(url.searchParams.get('page') ?? '', response)
    if (url.pathname === '/phone')
      return html(response, phonePage(outside, url.searchParams.get('of') ?? ''))
    if (url.pathname === '/mailbox')
      return html(response, mailboxPage(outside, url.searchParams.get('of') ?? ''))
    if (url.pathname === '/') return html(response, outsidePage(outside))
    return response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.')
  }

  async function publish(request: IncomingMessage, response: ServerResponse) {
    const { topic, title, message, click, actions } = Published.parse(
      JSON.parse(await bodyOf(request)),
    )
    const id = crypto.randomUUID()
    const button = actions.find(({ action }) => action === 'http')
    const press = button
      ? { url: button.url, method: button.method, headers: button.headers, body: button.body }
      : null
    keep({ kind: 'page', id, at: time(), topic, title, text: message, link: click, press })
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id, topic }))
  }

  /** Does what the app on the phone does when its button is pressed. */
  async function press(id: string, response: ServerResponse) {
    const page = outside.pages.find((candidate) => candidate.id === id)
    if (!page?.press)
      return response
        .writeHead(404, { 'content-type': 'text/plain' })
        .end('This page has no button.')
    const { url, method, headers, body } = page.press
    const said = await fetch(movedTo(webUrl, url), { method, headers, body }).then(
      wordsOf,
      () => 'The server could not be reached.',
    )
    keep({ kind: 'pressed', id, answer: said })
    return response.writeHead(303, { location: '/' }).end()
  }

  await listening(http, port)
  await listening(mail.server, smtpPort)
  return {
    url: `http://127.0.0.1:${port}`,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    /** From here on everything arrives at this moment; null is now. */
    showTime: (at: Date | null) => void (showing = at),
    keepMail: (mail: Omit<KeptMail, 'kind'>) => keep({ kind: 'mail', ...mail }),
    close: async () => {
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
      await new Promise<void>((resolve) => mail.close(() => resolve()))
    },
  }
}

const Said = z.object({
  detail: z.string().optional(),
  incident: z.object({ acknowledgedBy: z.object({ name: z.string() }).nullable() }).nullish(),
})

async function wordsOf(answer: Response): Promise<string> {
  const said = Said.safeParse(await answer.json().catch(() => null))
  if (!answer.ok) return said.data?.detail ?? `Refused (${answer.status}).`
  const holder = said.data?.incident?.acknowledgedBy?.name
  return holder ? `${holder} has it.` : 'The server said yes.'
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function html(response: ServerResponse, page: string) {
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
      'cache-control': 'no-store',
    })
    .end(page)
}

const listening = (
  server: {
    listen(port: number, host: string, done: () => void): unknown
    once(event: 'error', run: (error: Error) => void): unknown
  },
  port: number,
) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
