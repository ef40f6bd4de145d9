/** Decides which of the things of a world stands where an operation names one, by the word it is called. */
import type { Known } from './plan.ts'
import type { Thing } from './things.ts'

/** Place in the address, or name in a query or body, to kind of thing. A new name is filled by its schema alone. */
const KINDS: Record<string, string> = {
  'tickets/number': 'ticket',
  'links/other': 'otherTicket',
  into: 'otherTicket',
  ticket: 'ticket',
  tickets: 'ticket',
  skip: 'ticket',
  'incidents/number': 'incident',
  'arrivals/number': 'arrival',
  'outgoing/number': 'outgoing',
  numbers: 'arrival',
  'comments/id': 'comment',
  comments: 'comment',
  'bulk-changes/id': 'bulk',
  'contacts/id': 'contact',
  'organizations/id': 'organization',
  'organizations/organization': 'organization',
  organizationId: 'organization',
  organization: 'organization',
  'notes/note': 'organizationNote',
  'subscriptions/id': 'subscription',
  'topics/number': 'topic',
  'posts/id': 'post',
  postId: 'post',
  'members/number': 'member',
  'articles/number': 'article',
  'snippets/id': 'snippet',
  'mailboxes/key': 'mailbox',
  'followers/user': 'person',
  'people/person': 'person',
  person: 'person',
  assignee: 'person',
  to: 'person',
  'schedules/key': 'schedule',
  'contact-methods/id': 'method',
}

/** What stands at a place; `more`: what an operation needs beyond that. */
export const knownIn =
  (
    things: Readonly<Record<string, Thing>>,
    which: keyof Thing,
    more: Readonly<Record<string, unknown>> = {},
  ): Known =>
  (place) =>
    place in more ? more[place] : (thingAt(things, place)?.[which] ?? thingAt(things, place)?.own)

const thingAt = (things: Readonly<Record<string, Thing>>, place: string) =>
  things[KINDS[place] ?? '']

/** Whether some of ours may not know of what can stand here. */
export const canBeHidden = (things: Readonly<Record<string, Thing>>, place: string): boolean =>
  (thingAt(things, place)?.hidden ?? null) !== null
