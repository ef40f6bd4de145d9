import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { connectorOf } from '../connectors/registry.ts'
import { lockIncident } from '../incidents/queries.ts'
import { conflict } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { nextCall, type CallChoice } from './call-order.ts'
import { openCallLink } from './queries.ts'

/** Makes the call link of an incident that has none yet: the first of the playbook's order. Needs no network. */
export async function openCall(work: Work, incidentId: string) {
  await lockIncident(work, incidentId)
  const open = await openCallLink(work.db, incidentId)
  const { callLinks } = await settingsOf(work.system)
  // Without a link that can be made here people talk by phone; that must not keep anybody from taking the incident.
  if (open || !nextCall(callLinks, 0)) return open
  return makeLink(work, incidentId, 0, false)
}

/** "It doesn't open": the next link in order, for everybody at once. Two who press together move once. */
export async function switchCall(
  work: Work,
  incidentId: string,
  unusableId: string,
  reason: string,
) {
  await lockIncident(work, incidentId)
  const open = await openCallLink(work.db, incidentId)
  if (open && open.id !== unusableId) return open
  const link = await makeLink(
    work,
    incidentId,
    (open?.position ?? -1) + 1,
    true,
    open ? { id: open.id, reason } : undefined,
  )
  return link
}

async function makeLink(
  work: Work,
  incidentId: string,
  from: number,
  switched: boolean,
  replaces?: { id: string; reason: string },
) {
  const { callLinks } = await settingsOf(work.system)
  const next = nextCall(callLinks, from)
  if (!next)
    throw conflict('There is no other way to call left. Use the phone number on the ticket.')
  if (replaces)
    await work.db
      .updateTable('callLinks')
      .set({ replacedAt: work.now, reason: replaces.reason })
      .where('id', '=', replaces.id)
      .execute()
  const incident = await work.db
    .selectFrom('incidents')
    .select(['number', 'ticketId'])
    .where('id', '=', incidentId)
    .executeTakeFirstOrThrow()
  const made = await linkFor(work, next.choice, incident.number)
  const link = await work.db
    .insertInto('callLinks')
    .values({
      id: randomUUIDv7(),
      incidentId,
      position: next.position,
      kind: next.choice.kind,
      name: next.choice.name,
      url: made.url,
      dialIn: made.dialIn ?? next.choice.dialIn,
      openedAt: work.now,
      openedBy: work.actor.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  work.record({
    type: 'call_link.opened',
    incidentId,
    ticketId: incident.ticketId,
    callLinkId: link.id,
    url: link.url,
    dialIn: link.dialIn,
    switched,
  })
  work.touch(`incident:${incident.number}`)
  return link
}

async function linkFor(work: Work, choice: CallChoice, incidentNumber: number) {
  const connector = connectorOf(choice.kind === 'fixed' ? 'fixed-link' : choice.kind)
  if (!connector.callLink) throw new Error(`${connector.name} makes no call links`)
  const settings =
    choice.kind === 'fixed'
      ? { url: choice.url, dialIn: choice.dialIn }
      : { baseUrl: choice.baseUrl }
  return connector.callLink(
    { incidentNumber, secretSlug: randomBytes(12).toString('hex') },
    settings,
    work.system.net,
  )
}
