import { sql } from 'kysely'
import { lockIncident } from '../incidents/queries.ts'
import { acknowledgeIncident, passOn } from '../incidents/responder.ts'
import { findUser } from '../people/queries.ts'
import { may } from '../people/permissions.ts'
import { conflict, notAllowed, notFound } from '../platform/errors.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { cancelPages } from './actions.ts'
import { LINK_HOURS } from './links.ts'
import type { Page } from './queries.ts'

/** The page a signed link names. The link is proof of who taps: no sign-in stands before an acknowledgement. */
export async function pageOfToken(system: System, token: string): Promise<Page> {
  const [id] = system.secrets.verify('page', token) ?? []
  const page = id
    ? await system.db.selectFrom('pages').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (!page) throw notFound('This link is not one of ours, or it was cut short. Sign in to act.')
  return page
}

/** Acknowledges for the person who was paged. Pressing again says the same; after a day the link only shows. */
export async function acknowledgeByLink(system: System, token: string) {
  return actByLink(system, token, async (work, page, user) => {
    const { incident, isFirst } = await acknowledgeIncident(work, page.incidentId!, user)
    // Somebody else has it: this person's phone is to be quiet, and the incident stays with the first.
    if (!isFirst) await cancelPages(work, incident.id, 'answered', { userId: user.id })
    return incident
  })
}

export async function passOnByLink(
  system: System,
  token: string,
  to: { id: string; name: string } | null,
  reason: string,
) {
  return actByLink(system, token, (work, page, user) =>
    passOn(work, page.incidentId!, user, to, reason),
  )
}

async function actByLink<R>(
  system: System,
  token: string,
  act: (work: Work, page: Page, user: { id: string; name: string }) => Promise<R>,
): Promise<R> {
  const page = await pageOfToken(system, token)
  const user = await findUser(system.db, page.userId)
  return inWork(system, { kind: 'user', id: user.id, name: user.name }, async (work) => {
    if (work.now.getTime() - page.createdAt.getTime() > LINK_HOURS * 3_600_000)
      throw conflict(`This link is older than ${LINK_HOURS} hours. Sign in to act.`)
    if (user.disabledAt || !may(user.role, null, 'incidents.respond'))
      throw notAllowed(
        'You are shadowing: you were paged to learn. Somebody on duty has to acknowledge.',
      )
    if (!page.incidentId) throw conflict('This was a test page. There is nothing to acknowledge.')
    // Before the page: the order of locks is incident, then the way, then pages, everywhere.
    await lockIncident(work, page.incidentId)
    // Of a bundle this one only: the lock is this incident's.
    await markSeen(work, page, only(page))
    return act(work, page, user)
  })
}

/** The phone says it has shown the page. Receipts only move forward, in whatever order they come. */
export async function recordReceipt(system: System, token: string, kind: 'delivered' | 'seen') {
  const page = await pageOfToken(system, token)
  await inWork(system, machine('pager'), async (work) => {
    await (kind === 'seen' ? markSeen(work, page) : markDelivered(work, page))
  })
}

async function markDelivered(work: Work, page: Page) {
  await prove(work, page)
  await work.db
    .updateTable('pages')
    .set((eb) => ({
      deliveredAt: eb.fn.coalesce('deliveredAt', eb.val(work.now)),
      state: sql<Page['state']>`case when state = 'accepted' then 'delivered' else state end`,
    }))
    .where(shownWith(page))
    .where('state', 'in', ['accepted', 'delivered', 'seen'])
    .execute()
}

async function markSeen(work: Work, page: Page, which = shownWith(page)) {
  await prove(work, page)
  await work.db
    .updateTable('pages')
    .set((eb) => ({
      seenAt: eb.fn.coalesce('seenAt', eb.val(work.now)),
      state: sql<
        Page['state']
      >`case when state in ('accepted', 'delivered') then 'seen' else state end`,
    }))
    .where(which)
    .execute()
}

const only = ({ id }: Page) => sql<boolean>`id = ${id}`
/** What left in one call was shown on one screen. */
const shownWith = (page: Page) =>
  page.bundle === null ? only(page) : sql<boolean>`bundle = ${page.bundle}`

/**
 * A page that reached the person is the proof that this way works. Locks the way, before any page that goes by it: two
 * receipts of one bundle then mark its pages one after the other.
 */
async function prove(work: Work, page: Page) {
  if (!page.contactMethodId) return
  await work.db
    .updateTable('contactMethods')
    .set({ lastProofAt: work.now, verifiedAt: work.now })
    .where('id', '=', page.contactMethodId)
    .execute()
  work.touch(`reach:${page.userId}`, 'oncall', 'incidents')
}
