import { expect } from 'vitest'
import { saveContactMethod } from '../../server/paging/reach.ts'
import { fetchOnce } from '../../server/connectors/mailbox-watch.ts'
import { createToken, savePerson } from '../../server/people/actions.ts'
import { isNeedToKnow } from '../../server/mail-in.ts'
import { tryMail } from '../../server/setup/try-mail.ts'
import { mailProvider } from '../world/mail-provider.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

type Proof = { side: string; state: string; words: string; advice: Record<string, unknown> | null }
interface Setup {
  finishedAt: string | null
  steps: { step: string; state: string; proof: string | null }[]
  company: object
  preset: string | null
  onCall: { people: { name: string }[]; turn: string }
  mail: {
    address: string | null
    canSend: boolean
    test: { id: string; state: string; hasPassword: boolean; steps: Proof[] } | null
  }
  testEmergency: { state: string; answeredMs: number | null; pages: object[] } | null
  samples: { tickets: number; crises: number; people: number } | null
}

/** On an empty machine: Dora, the first administrator. */
async function firstAdmin(world: World) {
  const person = { key: null, name: 'Dora', email: 'dora@example.test', timeZone: 'Europe/Berlin' }
  const { user, token } = await world.work(async (work) => {
    const user = await savePerson(work, { ...person, role: 'admin' })
    return { user, ...(await createToken(work, user.id, 'test', ['*'], null)) }
  })
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
    const answer = await world.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${token}` },
      ...(body && { payload: body }),
    })
    return {
      status: answer.statusCode,
      body: answer.json<Record<string, unknown> & { proof?: string; detail?: string }>(),
    }
  }
  const setup = async () => (await call('GET', '/setup')).body as unknown as Setup
  return { ...user, call, setup }
}

const empty = { template: 'empty', mailServer: false } as const
const company = {
  name: 'Example GmbH',
  timeZone: 'Europe/Berlin',
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  from: '08:00',
  to: '18:00',
}

/** Begins a test by the API and runs it here, so that the test decides how long the answer is waited for. */
async function tryBoth(world: World, dora: Awaited<ReturnType<typeof firstAdmin>>, body: object) {
  const { status, body: started } = await dora.call('POST', '/setup/mail/tests', body)
  expect([status, started]).toMatchObject([202, { id: expect.any(String) }])
  await tryMail(world.system, { testId: String(started['id']), patienceMs: 200 })
  const { test } = (await dora.setup()).mail
  if (!test) throw new Error('There is no test')
  return test
}

story(
  'company, promises and turns are written into one playbook, and each proves itself',
  async (world) => {
    const dora = await firstAdmin(world)
    expect(await dora.setup()).toMatchObject({ steps: [], finishedAt: null, preset: null })
    const saved = await dora.call('PUT', '/setup/company', company)
    expect(saved.body.proof).toBe('It is 11:00 in Europe/Berlin, and you are open.')
    const promised = await dora.call('PUT', '/setup/promises', { preset: 'quick' })
    expect(promised.body.proof).toBe(
      'Whoever writes now has an answer by Tue 3 Mar, 15:00; if it is urgent, by Tue 3 Mar, 12:00.',
    )
    const people = [
      { name: 'Dora', email: 'dora@example.test' },
      { name: 'Kai Öz', email: 'kai@example.test' },
    ]
    const turns = await dora.call('PUT', '/setup/on-call', {
      people,
      turn: 'week',
      day: 'monday',
      time: '09:00',
    })
    expect(turns.body.proof).toBe('Dora is on call now, until Mon 9 Mar, 09:00; then Kai Öz.')
    expect(await dora.setup()).toMatchObject({
      company,
      preset: 'quick',
      onCall: { people, turn: 'week' },
      steps: [{ step: 'company' }, { step: 'promises' }, { step: 'on_call' }],
    })
    // Whoever set it up is still the administrator, and nobody else has become one.
    expect((await dora.call('GET', '/me')).body).toMatchObject({ role: 'admin' })
    expect((await dora.call('GET', '/people')).body['people']).toMatchObject([
      { name: 'Dora', role: 'admin' },
      { name: 'Kai Öz', role: 'agent' },
    ])
    // Done again with something else it is changed, and the rest stays.
    await dora.call('PUT', '/setup/promises', { preset: 'day_and_night' })
    expect(await dora.setup()).toMatchObject({ company, preset: 'day_and_night' })
  },
  empty,
)

story(
  'two steps that are saved at one moment both hold',
  async (world) => {
    const dora = await firstAdmin(world)
    await dora.call('PUT', '/setup/company', { ...company, name: 'Before' })
    await Promise.all([
      dora.call('PUT', '/setup/company', company),
      dora.call('PUT', '/setup/promises', { preset: 'day_and_night' }),
    ])
    expect(await dora.setup()).toMatchObject({ company, preset: 'day_and_night' })
  },
  empty,
)

story(
  'mail that came back and goes with nothing here is no mail that was lost',
  async (world) => {
    const dora = await firstAdmin(world)
    // The starter has another door of that name.
    const provider = await mailProvider({ user: 'security@example.test' })
    const { state, steps } = await tryBoth(world, dora, provider.settings())
    expect([state, steps.at(-1)]).toMatchObject([
      'failed',
      {
        side: 'return',
        state: 'failed',
        words: 'It came back, and could not be kept',
        advice: {
          said: expect.stringMatching(/does not go together.*channels/),
          reading: expect.stringMatching(/mailbox works/),
        },
      },
    ])
    expect((await dora.call('GET', '/mailboxes')).body['mailboxes']).toEqual([])
  },
  empty,
)

story(
  'mail is believed when it has come back, and then mail leaves and comes in by it',
  async (world) => {
    const dora = await firstAdmin(world)
    const provider = await mailProvider()
    const test = await tryBoth(world, dora, provider.settings())
    expect(test).toMatchObject({
      state: 'passed',
      hasPassword: false,
      steps: [
        { side: 'incoming', state: 'done', words: 'Connected to 127.0.0.1' },
        { side: 'outgoing', state: 'done', words: 'Sent a message from help@example.test' },
        { side: 'return', state: 'done', words: 'It came back' },
      ],
    })
    const { steps, mail } = await dora.setup()
    expect(steps[0]?.proof).toMatch(/^A message from help@example.test went out and came back in/)
    expect(mail).toMatchObject({ canSend: true, address: 'help@example.test' })
    // The test is no customer's question, now and when it is done again.
    await fetchOnce(world.system, 'support', isNeedToKnow)
    await world.clock.advance('1 minute')
    await tryBoth(world, dora, provider.settings())
    const taken = await fetchOnce(world.system, 'support', isNeedToKnow)
    await world.clock.settle()
    expect(taken).toBe(1)
    const rows = await world.system.db.selectFrom('arrivals').select(['state', 'reason']).execute()
    expect(rows).toEqual([{ state: 'ignored', reason: 'We sent it ourselves.' }])
    // Real mail becomes a ticket, and its acknowledgement leaves by the server that was proven.
    provider.imap.put(
      'From: Kim <kim@acme.test>\r\nTo: help@example.test\r\nSubject: Hello\r\nMessage-ID: <1@acme.test>\r\n\r\nHello\r\n',
    )
    await fetchOnce(world.system, 'support', isNeedToKnow)
    await world.clock.settle()
    const sent = await world.system.db
      .selectFrom('outgoingMessages')
      .select(['state', 'toAddresses'])
      .execute()
    expect(sent).toEqual([{ state: 'sent', toAddresses: ['kim@acme.test'] }])
    const secret = await world.system.db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', 'outgoing_mail')
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(secret)).not.toContain('right')
  },
  empty,
)

story(
  'what goes wrong with mail shows the server’s own line, what we take it for and what to do',
  async (world) => {
    const dora = await firstAdmin(world)
    const provider = await mailProvider()
    const wrong = await tryBoth(world, dora, {
      ...provider.settings({ password: 'mistyped' }),
      provider: 'google',
    })
    expect(wrong).toMatchObject({
      state: 'failed',
      steps: [
        {
          side: 'incoming',
          state: 'failed',
          words: '127.0.0.1 did not let us in',
          advice: { said: 'wrong user or password', reading: expect.stringMatching(/Google/) },
        },
      ],
    })
    const { incoming, outgoing, ...rest } = provider.settings()
    const unsent = await tryBoth(world, dora, {
      ...rest,
      incoming,
      outgoing: { ...outgoing, password: 'mistyped' },
    })
    expect(unsent.steps.at(-1)).toMatchObject({
      side: 'outgoing',
      advice: { said: expect.stringContaining('535 5.7.8 Username and Password not accepted') },
    })
    const nobody = await tryBoth(world, dora, {
      ...rest,
      incoming: { ...incoming, host: 'imap.nowhere.invalid' },
      outgoing,
    })
    expect(nobody.steps).toMatchObject([
      { advice: { reading: expect.stringMatching(/no machine of that name/) } },
    ])
    const closed = await tryBoth(world, dora, {
      ...rest,
      incoming,
      outgoing: { ...outgoing, port: 1 },
    })
    expect(closed.steps.at(-1)).toMatchObject({
      advice: { reading: expect.stringMatching(/nothing takes mail on that port/) },
    })
    provider.mood.losesMail = true
    // Tried again without typing the passwords once more.
    const again = await tryBoth(world, dora, {
      ...rest,
      incoming: { ...incoming, password: null },
      outgoing: { ...outgoing, password: null },
    })
    expect(again).toMatchObject({ state: 'failed' })
    expect(again.steps.at(-1)).toMatchObject({
      side: 'return',
      words: 'The message went out and did not come back',
      advice: { fix: expect.stringMatching(/spam folder/) },
    })
    // Nothing of it was believed.
    expect(await dora.setup()).toMatchObject({ steps: [], mail: { canSend: false } })
    expect((await dora.call('GET', '/mailboxes')).body['mailboxes']).toEqual([])
  },
  empty,
)

story(
  'a test whose program died is over after three minutes, and another can begin',
  async (world) => {
    const dora = await firstAdmin(world)
    const settings = (await mailProvider()).settings()
    expect((await dora.call('POST', '/setup/mail/tests', settings)).status).toBe(202)
    expect((await dora.call('POST', '/setup/mail/tests', settings)).status).toBe(409)
    expect((await dora.setup()).mail.test).toMatchObject({ state: 'running', hasPassword: true })
    await world.clock.jump('2026-03-03T10:03:01Z')
    expect((await dora.setup()).mail.test).toMatchObject({ state: 'failed' })
    expect(await tryBoth(world, dora, settings)).toMatchObject({ state: 'passed' })
    // Neither leaves its passwords behind.
    const tests = await world.system.db.selectFrom('setupMailTests').select('secrets').execute()
    expect(tests).toEqual([{ secrets: null }, { secrets: null }])
  },
  empty,
)

story(
  'a test emergency rings the phone of who asked, says that it is a test, and is gone an hour later',
  async (world) => {
    const dora = await firstAdmin(world)
    const refused = await dora.call('PUT', '/setup/test-emergency')
    expect(refused).toMatchObject({ status: 400 })
    await world.work((work) =>
      saveContactMethod(work, dora.id, { kind: 'ntfy', label: 'Phone', address: 'phone-of-dora' }),
    )
    await dora.call('PUT', '/setup/test-emergency')
    await world.clock.settle()
    const shown = world.phones.shownBy('phone-of-dora')
    expect(shown).toHaveLength(1)
    expect(shown[0]?.title).toContain('EMERGENCY: TEST, nothing is wrong')
    expect((await dora.setup()).testEmergency).toMatchObject({ state: 'ringing' })
    await world.clock.advance('9 seconds')
    await world.post(shown[0]!.acknowledgeUrl)
    expect((await dora.setup()).testEmergency).toMatchObject({
      state: 'answered',
      answeredMs: 9000,
    })
    await world.clock.advance('20 seconds')
    expect(await world.incidents()).toMatchObject([{ status: 'resolved' }])
    expect((await dora.setup()).steps).toMatchObject([
      { step: 'phone', proof: 'A test emergency woke your phone, answered after 9 s.' },
    ])
    await world.clock.advance('61 minutes')
    expect(await world.incidents()).toEqual([])
    expect((await dora.setup()).testEmergency).toMatchObject({ state: 'answered' })
  },
  empty,
)

story(
  'a phone that cannot be reached is said, with what its provider answered, and nobody else is woken',
  async (world) => {
    const dora = await firstAdmin(world)
    await world.work((work) =>
      saveContactMethod(work, dora.id, { kind: 'ntfy', label: 'Phone', address: 'phone-of-dora' }),
    )
    world.phones.answerWith(404, 'phone-of-dora')
    await dora.call('PUT', '/setup/test-emergency')
    await world.clock.settle()
    const { testEmergency } = await dora.setup()
    expect(testEmergency?.pages[0]).toMatchObject({ kind: 'ntfy', state: 'failed' })
    await world.clock.advance('6 minutes')
    expect((await dora.setup()).testEmergency).toMatchObject({ state: 'unanswered' })
    expect((await world.incidents())[0]).toMatchObject({ status: 'resolved' })
    expect((await dora.setup()).steps).toEqual([])
  },
  empty,
)

story(
  'whoever tries an emergency twice leaves no incident behind',
  async (world) => {
    const dora = await firstAdmin(world)
    await world.work((work) =>
      saveContactMethod(work, dora.id, { kind: 'ntfy', label: 'Phone', address: 'phone-of-dora' }),
    )
    await dora.call('PUT', '/setup/test-emergency')
    await world.clock.advance('1 minute')
    await dora.call('PUT', '/setup/test-emergency')
    await world.clock.advance('6 minutes')
    expect(await world.incidents()).toHaveLength(2)
    await world.clock.advance('61 minutes')
    expect(await world.incidents()).toEqual([])
  },
  empty,
)

story('a step can be left out, is there again later, and the end is remembered', async (world) => {
  const { dora, alice } = world
  expect((await alice.call('GET', '/setup')).status).toBe(403)
  await dora.call('POST', '/setup/steps/mail/skip')
  await dora.call('PUT', '/setup/completion')
  const { body } = await dora.call('GET', '/setup')
  expect(body).toMatchObject({ steps: [{ step: 'mail', state: 'skipped', proof: null }] })
  expect(body['finishedAt']).not.toBeNull()
})
