import { createECDH, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import library from 'web-push'
import { z } from 'zod'
import { DeliveryFailed, Forged, Unreadable, type Net } from './connector.ts'
import { secretFields } from './marked-fields.ts'
import { startSmtpListener, type SmtpListener } from './email/smtp-listener.ts'
import { pageTo, startFakeOutside, type FakeAnswer, type FakeOutside } from './fake-outside.ts'
import { connectorOf, connectors } from './registry.ts'

const Settings = z.record(z.string(), z.unknown())
const Arriving = z.object({
  file: z.string().optional(),
  body: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
})
const PageSamples = z.object({
  settings: Settings,
  address: z.string(),
  answers: z.array(
    z.object({
      answer: z.object({
        status: z.int(),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.string().optional(),
      }),
      means: z.enum(['sent', 'temporary', 'permanent', 'gone']),
      externalId: z.string().nullable().optional(),
    }),
  ),
})
const ReceiveSamples = z.object({
  settings: Settings,
  genuine: z.array(Arriving.extend({ gives: z.array(z.record(z.string(), z.unknown())) })).min(1),
  forged: z.array(Arriving).default([]),
  /** Why nobody has to prove who they are, where that is so. */
  anyone: z.string().optional(),
  unreadable: z.array(Arriving).min(1),
})
const CallSamples = z.object({
  settings: Settings,
  gives: z.object({ url: z.string(), dialIn: z.string().nullable() }),
})

let outside: FakeOutside
let mailServer: SmtpListener
let mailAnswer = 250
const places: Record<string, unknown> = {}

beforeAll(async () => {
  outside = await startFakeOutside()
  mailServer = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    hostname: 'mx.support.test',
    tls: 'self-signed',
    accepts: () => mailAnswer !== 550,
    store: () =>
      mailAnswer === 250 ? Promise.resolve({ id: 'q1' }) : Promise.reject(new Error('busy')),
    log: { warn: () => {} },
  })
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const { publicKey, privateKey } = library.generateVAPIDKeys()
  const keys = {
    p256dh: browser.getPublicKey('base64url'),
    auth: randomBytes(16).toString('base64url'),
  }
  Object.assign(places, {
    '{outside}': outside.url,
    '{mailHost}': '127.0.0.1',
    '{mailPort}': mailServer.port,
    '{vapidPublicKey}': publicKey,
    '{vapidPrivateKey}': privateKey,
    '{subscription}': JSON.stringify({ endpoint: `${outside.url}/push/1`, keys }),
  })
})
afterAll(async () => {
  await mailServer.close()
  await outside.close()
})

const kinds = connectors.map(({ kind }) => kind)
const having = (capability: 'page' | 'post' | 'receive' | 'callLink') =>
  connectors.filter((connector) => connector[capability]).map(({ kind }) => kind)
const sampleOf = (kind: string, file: string) => join(import.meta.dirname, kind, 'samples', file)

/** A sample names what only a running test knows in braces, such as `{outside}`. */
function filledIn(value: unknown): unknown {
  if (typeof value === 'string') {
    if (value in places) return places[value]
    return value.replace('{outside}', outside.url)
  }
  if (Array.isArray(value)) return value.map(filledIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filledIn(inner)]))
}

const samplesOf = <Schema extends z.ZodType>(
  schema: Schema,
  kind: string,
  file: string,
): z.output<Schema> =>
  schema.parse(filledIn(JSON.parse(readFileSync(sampleOf(kind, file), 'utf8'))))

function requestOf(kind: string, { file, body, headers }: z.output<typeof Arriving>) {
  const bytes = file ? readFileSync(sampleOf(kind, file)) : Buffer.from(body ?? '')
  return { method: 'POST', url: 'https://desk.test/intake/1', headers, body: bytes }
}

/** Everything a log or a screen could show of an outcome. */
function expectNoSecret(kind: string, settings: Record<string, unknown>, outcome: unknown) {
  const shown = `${inspect(outcome, { depth: 10 })} ${String(outcome)} ${outcome instanceof Error ? outcome.stack : ''}`
  for (const field of secretFields(connectorOf(kind).settings)) {
    const secret = settings[field]
    if (typeof secret === 'string') expect(shown).not.toContain(secret)
  }
}

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => error)

describe.each(kinds)('%s', (kind) => {
  const connector = connectorOf(kind)

  test('has a name of its own and a folder named after its kind', () => {
    expect(
      connectors.filter((other) => other.kind === kind || other.name === connector.name),
    ).toEqual([connector])
    expect(existsSync(join(import.meta.dirname, kind, 'connector.ts'))).toBe(true)
  })

  test('draws a form, and what sounds like a secret is one', () => {
    const form = z.toJSONSchema(connector.settings, { io: 'input' })
    const secrets = secretFields(connector.settings)
    for (const [field, shape] of Object.entries(form.properties ?? {})) {
      expect(secrets.includes(field)).toBe(
        /secret|token|pass|private|routingKey|apiKey/i.test(field),
      )
      expect(typeof shape === 'object' && shape['secret'] === true).toBe(secrets.includes(field))
    }
  })
})

describe.each(having('page'))('%s pages', (kind) => {
  const connector = connectorOf(kind)
  const samples = () => samplesOf(PageSamples, kind, 'page.json')
  const page = (settings: unknown, net: Net = outside.net, change = {}) =>
    connector.page!(pageTo(samples().address, change), settings, net)
  const answering = (answer: FakeAnswer) => {
    mailAnswer = answer.status
    outside.answers(answer)
  }

  test('and says of every answer what it means', async () => {
    const { settings, answers } = samples()
    expect(answers.map(({ means }) => means)).toEqual(
      expect.arrayContaining(['sent', 'temporary', 'permanent']),
    )
    for (const { answer, means, externalId } of answers) {
      answering(answer)
      const outcome = await outcomeOf(page(settings))
      expectNoSecret(kind, settings, outcome)
      if (means === 'sent') expect(outcome).toEqual({ externalId })
      else {
        expect(outcome).toBeInstanceOf(DeliveryFailed)
        expect(outcome).toMatchObject({
          permanent: means !== 'temporary',
          addressGone: means === 'gone',
        })
      }
    }
  })

  test('and an answer that repeats our own words repeats no secret', async () => {
    const { settings } = samples()
    answering({ status: 400, body: (headers) => `you sent ${headers.authorization}` })
    expectNoSecret(kind, settings, await outcomeOf(page(settings)))
  })

  test('and a network that is down is worth another try', async () => {
    const { settings } = samples()
    const down = () => Promise.reject(new Error('connect ECONNREFUSED'))
    const nowhere = 'port' in settings ? { ...settings, port: 1 } : settings
    const outcome = await outcomeOf(page(nowhere, { post: down, get: down }))
    expect(outcome).toBeInstanceOf(DeliveryFailed)
    expect(outcome).toMatchObject({ permanent: false })
    expectNoSecret(kind, settings, outcome)
  })

  test('but never a stale page, and never with broken settings', async () => {
    const { settings } = samples()
    outside.calls.length = 0
    answering({ status: 200 })
    const outcomes = [
      await outcomeOf(page(settings, outside.net, { sendBefore: new Date(0) })),
      await outcomeOf(page({ ...settings, [Object.keys(connector.settings.shape)[0]!]: 7 })),
    ]
    for (const outcome of outcomes) {
      expect(outcome).toBeInstanceOf(DeliveryFailed)
      expect(outcome).toMatchObject({ permanent: true })
      expectNoSecret(kind, settings, outcome)
    }
    expect(outside.calls).toEqual([])
  })
})

describe.each(having('receive'))('%s receives', (kind) => {
  const connector = connectorOf(kind)
  const samples = () => samplesOf(ReceiveSamples, kind, 'receive.json')
  const receive = (arriving: z.output<typeof Arriving>) =>
    connector.receive!(requestOf(kind, arriving), samples().settings)

  test('and reads what is genuine', async () => {
    for (const { gives, ...arriving } of samples().genuine) {
      expect(await receive(arriving)).toMatchObject(gives)
    }
  })

  test('and refuses forgeries, or says why there are none', async () => {
    const { forged, anyone, settings } = samples()
    expect(forged.length > 0).toBe(anyone === undefined)
    for (const arriving of forged) {
      const outcome = await outcomeOf(receive(arriving))
      expect(outcome).toBeInstanceOf(Forged)
      expectNoSecret(kind, settings, outcome)
    }
  })

  test('and quarantines what has no sense in it', async () => {
    const { unreadable, settings } = samples()
    for (const arriving of unreadable) {
      const outcome = await outcomeOf(receive(arriving))
      expect(outcome).toBeInstanceOf(Unreadable)
      expectNoSecret(kind, settings, outcome)
    }
  })
})

test.each(having('callLink'))('%s makes a call link', async (kind) => {
  const { settings, gives } = samplesOf(CallSamples, kind, 'call-link.json')
  const call = { incidentNumber: 12, secretSlug: 'k3v9-x2m7-q8wz-4tnp' }
  expect(await connectorOf(kind).callLink!(call, settings, outside.net)).toEqual(gives)
})

test.each(having('post'))('%s posts what it is given, or says it failed', async (kind) => {
  const { settings, address, answers } = samplesOf(PageSamples, kind, 'page.json')
  const post = {
    key: 'k1',
    address,
    title: 'Crisis room open',
    text: 'Room 3',
    url: 'https://desk.test/rooms/3',
  }
  for (const { answer, means } of answers) {
    mailAnswer = answer.status
    outside.answers(answer)
    const outcome = await outcomeOf(connectorOf(kind).post!(post, settings, outside.net))
    expectNoSecret(kind, settings, outcome)
    if (means === 'sent') expect(outcome).toHaveProperty('externalId')
    else expect(outcome).toMatchObject({ name: 'DeliveryFailed', permanent: means !== 'temporary' })
  }
})

test('a kind nobody wrote is a bug, not a silence', () => {
  expect(() => connectorOf('pigeon')).toThrow(/no connector of the kind pigeon/)
})
