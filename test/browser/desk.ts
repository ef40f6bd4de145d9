import { findChannelByKey } from '../../server/channels/queries.ts'
import type { Actor, Priority } from '../../server/events.ts'
import { listUsers } from '../../server/people/queries.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork, type Work } from '../../server/platform/work.ts'
import {
  addCustomerComment,
  assignTicket,
  note,
  reply,
  setStatus,
} from '../../server/tickets/actions.ts'
import { openTicket } from '../../server/tickets/open.ts'
import type { Stage } from './stage.ts'

const minute = 60_000
const day = 1440 * minute

interface Told {
  channel: string
  subject: string
  /** Minutes ago. */
  ago: number
  priority?: Priority
  body?: string
  from?: { email: string; name: string }
}

const kim = { email: 'kim@acme.test', name: 'Kim' }

const LONG =
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen: Anmeldung über SAML schlägt nach dem Update auf 17.4 fehl, sobald ein Benutzer mehr als zwölf Gruppen hat, und die Fehlermeldung nennt nur eine Anfrage-Nummer'

/** What a busy desk holds: long names in three scripts, code, promises in every state. */
const TOLD: Told[] = [
  { channel: 'security', subject: 'Possible token leak in CI job logs', ago: 40 },
  { channel: 'hackerone', subject: 'Stored XSS in the wiki', ago: 90 },
  { channel: 'paid', subject: 'LDAP sync removes admins', ago: 5 * 1440, priority: 'urgent' },
  { channel: 'paid', subject: LONG, ago: 2 * 1440, priority: 'high' },
  { channel: 'paid', subject: 'レプリケーションが93％で止まります', ago: 60, priority: 'high' },
  { channel: 'paid', subject: 'SAML: wrong name_id format', ago: 12, priority: 'low' },
  { channel: 'forum', subject: 'CI variables are masked twice', ago: 300 },
]
const FILLERS = 24

/** Fills the stage with work through the real actions, each at its own moment. The emergency is #1, the talk is #2. */
export async function fillDesk({ system }: Stage) {
  const now = Date.now()
  const people = new Map((await listUsers(system.db)).map((user) => [user.key, user]))
  const alice = people.get('alice')!
  const at = <R>(ago: number, run: (work: Work) => Promise<R>, as: Actor = machine('mail')) =>
    inWork(system, as, run, { now: new Date(now - ago * minute) })
  const open = async ({ channel, subject, ago, priority, body, from }: Told) => {
    const found = await findChannelByKey(system, channel)
    return at(ago, (work) =>
      openTicket(work, {
        channel: found,
        subject,
        body: body ?? `${subject}. It began this morning; nothing was changed on our side.`,
        requester: from ?? kim,
        via: 'email',
        ...(priority && { priority }),
      }),
    )
  }
  const emergency = await open({
    channel: 'emergency',
    subject: 'All git pushes fail since the 17.4 upgrade',
    ago: 2,
    body: 'Every push returns HTTP 500. 300 developers are blocked, a firmware fix is due at 06:00.',
  })
  const talk = await open({
    channel: 'paid',
    subject: 'Runner 17.4 cannot pull from the private registry',
    ago: 3 * 1440,
    priority: 'high',
    body: 'Since 17.4 every job fails with:\n\n```\nERROR: Job failed: unauthorized: access forbidden\n```\n\nWhat can we do?',
  })
  const asAlice = { kind: 'user', id: alice.id, name: alice.name } as const
  await at(2 * 1440, (work) => assignTicket(work, talk.id, alice), asAlice)
  await at(
    2 * 1440 - 1,
    (work) =>
      note(work, talk.id, {
        body: 'Known regression, fixed in 17.4.2. Do not promise a date for the hosted runners.',
        via: 'web',
      }),
    asAlice,
  )
  await at(
    2 * 1440 - 5,
    (work) => reply(work, talk.id, { body: 'Could you run this and paste it?', via: 'web' }),
    asAlice,
  )
  await at(2 * 1440 - 6, (work) => setStatus(work, talk.id, 'pending'), asAlice)
  await at(
    30,
    (work) =>
      addCustomerComment(work, talk.id, {
        body: '> Could you run this and paste it?\n\nHere it is: it says 17.4.1.',
        via: 'email',
      }),
    { kind: 'contact', id: talk.requesterId, name: 'Kim' },
  )
  for (const told of TOLD) await open(told)
  const waits = await open({ channel: 'paid', subject: 'Slow pipeline, 400 jobs', ago: 3000 })
  await at(2900, (work) => assignTicket(work, waits.id, alice), asAlice)
  await at(
    2899,
    (work) => reply(work, waits.id, { body: 'Which runner is it?', via: 'web' }),
    asAlice,
  )
  await at(2898, (work) => setStatus(work, waits.id, 'pending'), asAlice)
  for (let index = 0; index < FILLERS; index += 1)
    await open({ channel: 'paid', subject: `Backup ${index} exits with 137`, ago: day / minute })
  return { emergency, talk }
}
