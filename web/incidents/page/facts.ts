// Decides what the page screen knows and which face it shows, whichever way somebody came in.

import type { components } from '../../../api/types.ts'
import type { Incident, PageTrace } from '../queries.ts'

export type LinkedPage = components['schemas']['LinkedPage']
type Ticket = components['schemas']['TicketPage']
type Call = components['schemas']['Call']
type Named = { id: string; name: string }

/** All instants as ISO text of the server's clock. */
export type PageFacts = {
  number: number
  title: string
  status: Incident['status']
  level: number
  nextAt: string | null
  nextNames: string[]
  holder: { name: string; isMe: boolean } | null
  acknowledgedAt: string | null
  undoUntil: string | null
  ticketNumber: number | null
  organizationName: string | null
  planName: string | null
  requesterName: string | null
  customerWords: string
  /** What we have to know at night: no call at this site, a hook that refuses. */
  notes: string[]
  createdAt: string
  callUrl: string | null
  dialIn: string | null
  learner: boolean
  me: Named | null
  trace: PageTrace[]
  colleagues: Named[]
}

/** What the link of a page shows; null for a test page, which has no emergency. */
export function factsOfLink({ incident, person, learner, trace, colleagues }: LinkedPage) {
  if (!incident) return null
  const { acknowledgedBy, ...rest } = incident
  const facts: PageFacts = {
    ...rest,
    holder: acknowledgedBy && {
      name: acknowledgedBy.name,
      isMe: acknowledgedBy.id === person.id,
    },
    learner,
    me: person,
    trace,
    colleagues,
  }
  return facts
}

/** The same for somebody who is signed in and opened it by its number. */
export function factsOfIncident(
  incident: Incident,
  beside: { ticket?: Ticket; pages: PageTrace[]; call?: Call; people: Named[]; me: Named },
): PageFacts {
  const { ticket, pages, call, people, me } = beside
  const isMe = incident.may.includes('hand_back') || incident.may.includes('undo')
  const mine = pages.filter(({ person }) => person.id === me.id)
  const firstOfTheirs = ticket?.comments.find(({ author }) => author.kind === 'contact')
  return {
    ...incident,
    holder: incident.acknowledgedBy === null ? null : { name: incident.acknowledgedBy, isMe },
    planName: ticket?.planName ?? null,
    requesterName: ticket?.requester.name ?? null,
    customerWords: firstOfTheirs?.body ?? '',
    callUrl: call?.url ?? null,
    dialIn: call?.dialIn ?? null,
    learner: mine.length > 0 && mine.every(({ learner }) => learner),
    me,
    trace: mine,
    colleagues: people.filter(({ id }) => id !== me.id),
  }
}

export type Face = 'ringing' | 'yours' | 'taken' | 'resolved'

/** Which face the page shows. Only what the server said counts. */
export function faceOf({ status, holder }: Pick<PageFacts, 'status' | 'holder'>): Face {
  if (status === 'resolved') return 'resolved'
  if (status !== 'acknowledged') return 'ringing'
  return holder?.isMe ? 'yours' : 'taken'
}

/** The level this person was paged on; undefined when they were not paged at all. */
export function myLevel({ trace }: Pick<PageFacts, 'trace'>): number | undefined {
  return trace.length === 0 ? undefined : Math.max(...trace.map(({ level }) => level))
}

/** Whether it went on to somebody else meanwhile; it can still be taken. */
export function hasMovedOn(facts: Pick<PageFacts, 'trace' | 'level' | 'status'>): boolean {
  const mine = myLevel(facts)
  return facts.status === 'triggered' && mine !== undefined && facts.level > mine
}

/** When the countdown to the next level began: with the newest page of this level. */
export function countdownFrom({
  trace,
  createdAt,
}: Pick<PageFacts, 'trace' | 'createdAt'>): number {
  return Math.max(Date.parse(createdAt), ...trace.map(({ notBefore }) => Date.parse(notBefore)))
}

/** 'Acme Robotics, Premium', leaving out what is not known. */
export function whoWords({ organizationName, planName, requesterName }: PageFacts): string {
  return [organizationName ?? requesterName, planName].filter(Boolean).join(', ')
}

const levels = ['1st', '2nd', '3rd']

/** '1st level', '4th level'. */
export const levelWords = (level: number): string => `${levels[level - 1] ?? `${level}th`} level`

/** The first words to the customer, ready to send: who has it, and where to meet. */
export function tellWords(facts: Pick<PageFacts, 'requesterName' | 'me' | 'callUrl' | 'dialIn'>) {
  const { requesterName, me, callUrl, dialIn } = facts
  const [first] = (requesterName ?? '').split(' ')
  const lines = [
    `Hello${first ? ` ${first}` : ''},`,
    '',
    `${me?.name ?? 'I'} here. I have your emergency and I am looking at it now.`,
  ]
  if (callUrl) lines.push('', `Join me on a call: ${callUrl}`)
  if (dialIn) lines.push(`By phone: ${dialIn}`)
  return lines.join('\n')
}
