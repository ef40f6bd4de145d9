import { expect } from 'vitest'
import { addOverride } from '../../server/oncall/actions.ts'
import { saveSettings } from '../../server/platform/settings.ts'
import { arm, kinds, left, raise, threeWays } from '../world/pager.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const emergency = {
  from: 'Kim <kim@acme.test>',
  to: 'emergency@support.test',
  subject: 'All pushes fail',
}
/** What each notice says in its first line. */
const headlines = (world: World) => world.kim.inbox().map(({ text }) => text?.split('\n')[0])

story('two people acknowledge together: one has it, and the other sees who', async (world) => {
  await world.mail.send(emergency)
  await world.clock.advance('5 minutes')
  const answers = await Promise.all([
    world.bob.phone.acknowledge(),
    world.carol.phone.acknowledge(),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  const { acknowledgedBy } = await world.incident()
  expect([world.bob.id, world.carol.id]).toContain(acknowledgedBy)
  for (const { body } of answers)
    expect(body).toMatchObject({
      incident: { status: 'acknowledged', acknowledgedBy: { id: acknowledgedBy } },
    })
  expect((await kinds(world)).filter((kind) => kind === 'acknowledged')).toHaveLength(1)
  await world.clock.advance('1 hour')
  expect(headlines(world).filter((line) => line?.includes('has this'))).toHaveLength(1)
})

story(
  'passed on by name: that person is paged at once, the one who cannot is left in peace, the ladder waits a minute at least',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.clock.set('2026-03-03T10:04:30Z')
    const answer = await world.bob.call('POST', '/incidents/1/passes', {
      to: 'dora',
      reason: 'On a train',
    })
    expect(answer.body).toMatchObject({ status: 'triggered', nextAt: '2026-03-03T10:05:30.000Z' })
    expect(left(world)).toEqual([
      ...threeWays('bob', 0),
      '10:04:30 dora email',
      '10:04:30 dora ntfy',
    ])
    await world.clock.set('2026-03-03T10:05:29Z')
    expect(world.carol.phone.shown()).toEqual([])
    await world.clock.set('2026-03-03T10:05:30Z')
    expect(world.carol.phone.shown()).toHaveLength(1)
    expect((await world.timeline()).find(({ kind }) => kind === 'passed_on')).toMatchObject({
      actorName: 'Bob',
      data: { toName: 'Dora', reason: 'On a train' },
    })
  },
)

story(
  'passed on to somebody who cannot be reached: refused with a reason, and nothing has changed',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.system.db.deleteFrom('contactMethods').where('userId', '=', world.dora.id).execute()
    const answer = await world.bob.call('POST', '/incidents/1/passes', { to: 'dora' })
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toMatch(/no way to be reached/)
    expect(await kinds(world)).toEqual(['triggered', 'step 1.1'])
    expect((await world.incident()).nextAt?.toISOString()).toBe('2026-03-03T10:05:00.000Z')
  },
)

story(
  'passed round from one to the next: the level is postponed once, then it escalates',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.clock.set('2026-03-03T10:04:30Z')
    await world.bob.call('POST', '/incidents/1/passes', { to: 'dora' })
    for (const [at, from, to] of [
      ['10:04:50', 'dora', 'alice'],
      ['10:05:20', 'alice', 'dora'],
    ] as const) {
      await world.clock.set(`2026-03-03T${at}Z`)
      const answer = await world[from].call('POST', '/incidents/1/passes', { to })
      expect(answer.body).toMatchObject({ nextAt: '2026-03-03T10:05:30.000Z' })
    }
    await world.clock.set('2026-03-03T10:05:30Z')
    expect(world.carol.phone.shown()).toHaveLength(1)
  },
)

story(
  'passed on to nobody: the next level is paged at once and the phone that asked is quiet',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.clock.set('2026-03-03T10:00:30Z')
    await world.bob.call('POST', '/incidents/1/passes', { to: null, reason: '' })
    await world.clock.set('2026-03-03T10:05:00Z')
    expect(left(world)).toEqual([
      '10:00:00 bob ntfy',
      '10:00:30 carol ntfy',
      '10:01:30 carol email',
      '10:02:30 carol webhook',
    ])
  },
)

story(
  'Sam shadows: he is paged with the others, and can neither acknowledge nor pass it on',
  async (world) => {
    await world.mail.send(emergency)
    expect(world.sam.phone.shown()).toHaveLength(1)
    expect(
      (await world.pages()).filter(({ learner }) => learner).map(({ userName }) => userName),
    ).toContain('Sam')
    expect((await world.sam.phone.acknowledge()).status).toBe(403)
    expect((await world.sam.acknowledge()).status).toBe(403)
    expect((await world.sam.call('POST', '/incidents/1/passes', { to: null })).status).toBe(403)
    expect((await world.incident()).status).toBe('triggered')
    await world.clock.advance('5 minutes')
    expect(world.carol.phone.shown()).toHaveLength(1)
  },
)

story(
  'Alice shadows for a day: whoever may acknowledge otherwise may not while she was paged to learn',
  async (world) => {
    const { id } = await world.system.db
      .selectFrom('schedules')
      .select('id')
      .where('key', '=', 'on_call_shadow')
      .executeTakeFirstOrThrow()
    const day = { from: new Date('2026-03-03T00:00:00Z'), to: new Date('2026-03-04T00:00:00Z') }
    await world.work((work) =>
      addOverride(work, { scheduleId: id, userId: world.alice.id, reason: 'To learn', ...day }),
    )
    await world.mail.send(emergency)
    expect(world.alice.phone.shown()).toHaveLength(1)
    expect((await world.alice.phone.acknowledge()).status).toBe(403)
    expect((await world.alice.acknowledge()).status).toBe(403)
    expect((await world.alice.call('POST', '/incidents/1/passes', { to: null })).status).toBe(403)
    expect((await world.incident()).status).toBe('triggered')
  },
)

story(
  'the call does not open: everybody moves to the next link once, and the customer is told',
  async (world) => {
    await world.mail.send(emergency)
    await world.bob.acknowledge()
    await world.clock.advance('1 minute')
    const { body } = await world.bob.call('GET', '/incidents/1/calls')
    const [first] = (body as unknown as { calls: { id: string; kind: string; url: string }[] })
      .calls
    expect(first?.kind).toBe('jitsi')
    const press = (who: World['bob']) =>
      who.call('POST', '/incidents/1/calls', { replaces: first?.id, reason: 'It does not open' })
    const [mine, theirs] = await Promise.all([press(world.bob), press(world.carol)])
    expect(theirs.body).toEqual(mine.body)
    expect(mine.body).toMatchObject({
      name: 'WebEx',
      url: 'https://webex.support.test/meet/emergency',
    })
    const told = world.kim
      .inbox()
      .filter(({ text }) => text?.includes('https://webex.support.test/meet/emergency'))
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toMatch(/Jitsi/)
  },
)

story('no call link can be made here: the emergency is taken all the same', async (world) => {
  await world.work((work) =>
    saveSettings(work, {
      callLinks: [{ kind: 'zoom', name: 'Zoom', baseUrl: null, url: null, dialIn: null }],
    }),
  )
  await world.mail.send(emergency)
  expect((await world.bob.phone.acknowledge()).status).toBe(200)
  await world.clock.advance('1 minute')
  expect(headlines(world).at(-1)).toBe('Bob has this')
})

story('resolving is refused while the customer has heard from no person', async (world) => {
  await world.mail.send(emergency)
  await world.bob.acknowledge()
  await world.clock.advance('1 minute')
  const early = await world.bob.call('PUT', '/incidents/1/resolution')
  expect(early.status).toBe(409)
  expect(early.body.detail).toMatch(/Answer on ticket #1/)
  await world.bob.call('POST', '/tickets/1/notes', { body: 'Only for us' })
  expect((await world.bob.call('PUT', '/incidents/1/resolution')).status).toBe(409)
  await world.bob.call('POST', '/tickets/1/replies', { body: 'It is put right.' })
  expect((await world.bob.call('PUT', '/incidents/1/resolution')).body).toMatchObject({
    status: 'resolved',
    nextAt: null,
  })
  expect((await world.bob.call('PUT', '/incidents/1/resolution')).status).toBe(200)
  expect((await world.carol.acknowledge()).status).toBe(409)
})

story(
  'handed back with ten seconds left: those paged now have a minute at least',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.clock.set('2026-03-03T10:04:50Z')
    await world.bob.acknowledge()
    expect((await world.carol.call('POST', '/incidents/1/hand-backs')).status).toBe(409)
    const back = await world.bob.call('POST', '/incidents/1/hand-backs')
    expect(back.body).toMatchObject({
      status: 'triggered',
      nextAt: '2026-03-03T10:05:50.000Z',
      acknowledgedBy: null,
    })
    await world.clock.set('2026-03-03T10:05:49.999Z')
    expect(world.carol.phone.shown()).toEqual([])
    await world.clock.set('2026-03-03T10:05:50Z')
    expect(world.carol.phone.shown()).toHaveLength(1)
  },
)

story('handed back early: the time that was left stays as it was', async (world) => {
  await arm(world)
  await raise(world)
  await world.bob.acknowledge()
  await world.clock.set('2026-03-03T10:01:00Z')
  expect((await world.bob.call('POST', '/incidents/1/hand-backs')).body).toMatchObject({
    nextAt: '2026-03-03T10:05:00.000Z',
  })
})

story(
  'undone within ten seconds: timer and waiting pages stand exactly where they stood, and the customer heard nothing',
  async (world) => {
    await world.mail.send(emergency)
    await arm(world)
    await raise(world, 'With ways to come')
    const state = async (number: number) => {
      const { status, nextAt, level, round } = await world.incident(number)
      return {
        status,
        nextAt,
        level,
        round,
        pages: (await world.pages(number)).map(({ id, state, notBefore }) => ({
          id,
          state,
          notBefore,
        })),
      }
    }
    const before = [await state(1), await state(2)]
    for (const number of [1, 2]) await world.bob.acknowledge(number)
    expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({
      assignee: { name: 'Bob' },
    })
    await world.clock.advance('9.999 seconds')
    expect((await world.carol.call('DELETE', '/incidents/1/acknowledgement')).status).toBe(409)
    for (const number of [1, 2])
      expect((await world.bob.call('DELETE', `/incidents/${number}/acknowledgement`)).status).toBe(
        200,
      )
    expect([await state(1), await state(2)]).toEqual(before)
    expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({ assignee: null })
    await world.clock.set('2026-03-03T10:04:00Z')
    expect(left(world).filter((line) => line.includes('webhook'))).toEqual(['10:02:00 bob webhook'])
    expect(headlines(world)).toEqual(['We are waking somebody for you'])
  },
)

story('after ten seconds an acknowledgement is not undone but handed back', async (world) => {
  await arm(world)
  await raise(world)
  await world.bob.acknowledge()
  await world.clock.advance('10.001 seconds')
  const late = await world.bob.call('DELETE', '/incidents/1/acknowledgement')
  expect(late.status).toBe(409)
  expect(late.body.detail).toMatch(/Hand it back/)
  expect((await world.incident()).status).toBe('acknowledged')
})

story(
  'a test page to myself arrives by every way I have, after the pause I asked for, and is no emergency',
  async (world) => {
    await arm(world)
    expect((await world.bob.call('POST', '/me/test-pages', { afterSeconds: 10 })).body).toEqual({
      pages: 3,
    })
    await world.clock.set('2026-03-03T10:00:09.999Z')
    expect(left(world)).toEqual([])
    await world.clock.advance('1 millisecond')
    expect(left(world)).toEqual(['10:00:10 bob email', '10:00:10 bob ntfy', '10:00:10 bob webhook'])
    const [shown] = world.bob.phone.shown()
    expect(shown?.acknowledgeUrl).toBe('')
    const token = new URL(shown!.link).pathname.replace('/page/', '')
    const acknowledged = await world.post(
      `http://watchdesk.test/api/v1/pages/${token}/acknowledgement`,
    )
    expect(acknowledged.status).toBe(409)
    expect(acknowledged.body.detail).toMatch(/test page/)
    expect(await world.incidents()).toEqual([])
  },
)

story(
  'one tap: opening the link changes nothing, pressing acts, pressing twice is harmless',
  async (world) => {
    await world.mail.send(emergency)
    const [shown] = world.bob.phone.shown()
    for (const link of [
      shown!.acknowledgeUrl,
      shown!.acknowledgeUrl.replace('/acknowledgement', ''),
      shown!.link,
    ]) {
      await world.app.inject({ method: 'GET', url: new URL(link).pathname })
      await world.app.inject({ method: 'HEAD', url: new URL(link).pathname })
    }
    expect((await world.incident()).status).toBe('triggered')
    expect((await world.pages()).every(({ seenAt }) => seenAt === null)).toBe(true)
    const first = await world.bob.phone.acknowledge()
    expect(first.body).toMatchObject({
      incident: { status: 'acknowledged', acknowledgedBy: { name: 'Bob' } },
    })
    const timeline = await kinds(world)
    expect((await world.bob.phone.acknowledge()).status).toBe(200)
    expect(await kinds(world)).toEqual(timeline)
  },
)

story(
  'one tap: a link of the day before is refused, and one with a letter changed is not ours',
  async (world) => {
    await arm(world)
    await raise(world)
    const { acknowledgeUrl } = world.bob.phone.shown()[0]!
    expect(
      (
        await world.post(
          acknowledgeUrl.replace(
            /pages\/(.)/,
            (_all, first: string) => `pages/${first === 'W' ? 'X' : 'W'}`,
          ),
        )
      ).status,
    ).toBe(404)
    await world.clock.jump('2026-03-04T10:00:00.001Z')
    const late = await world.app.inject({ method: 'POST', url: new URL(acknowledgeUrl).pathname })
    expect(late.statusCode).toBe(409)
    expect(late.json<{ detail: string }>().detail).toMatch(/older than 24 hours/)
    expect((await world.incident()).status).toBe('triggered')
    await world.clock.jump('2026-03-04T10:00:00.000Z')
    expect(
      (await world.app.inject({ method: 'POST', url: new URL(acknowledgeUrl).pathname }))
        .statusCode,
    ).toBe(200)
  },
)
