import type { Work } from '../platform/work.ts'
import type { Ticket } from '../tickets/queries.ts'
import { listComments } from '../tickets/queries.ts'
import { namesOf } from '../people/queries.ts'
import { latestIncidentOf, timelineOf, type IncidentEvent } from './queries.ts'

/** A first text of what happened and was done, for a person to edit. Times are UTC; a saved text is offered again as it is. */
export async function draftDocumentation(work: Work, ticket: Ticket): Promise<string> {
  if (ticket.documentation !== '') return ticket.documentation
  const incident = await latestIncidentOf(work.db, ticket.id)
  const timeline = incident ? await timelineOf(work.db, incident.id) : []
  const names = await namesOf(
    work.db,
    timeline.flatMap(({ data }) => (data as { userIds?: string[] }).userIds ?? []),
  )
  const comments = await listComments(work.db, ticket.id)
  const lines = [
    ...timeline.map((entry) => ({ at: entry.at, text: sentenceFor(entry, names) })),
    ...comments
      .filter(({ via }) => via !== 'system')
      .map(({ createdAt, authorName, kind, body }) => ({
        at: createdAt,
        text: `${authorName}${kind === 'note' ? ' (note)' : ''}: ${firstLine(body)}`,
      })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
  return [
    `## What the customer saw`,
    ticket.customerWords || ticket.subject,
    '',
    '## What happened',
    ...lines.map(({ at, text }) => `- ${clock(at)} ${text}`),
    '',
    '## Cause',
    '',
    '## What put it right',
    '',
    '## To do afterwards',
    '',
  ].join('\n')
}

function sentenceFor(
  { kind, actorName, level, data }: IncidentEvent,
  names: Map<string, string>,
): string {
  const details = data as { userIds?: string[]; why?: string; toName?: string }
  const people =
    (details.userIds ?? []).map((id) => names.get(id) ?? 'somebody').join(', ') || 'nobody'
  switch (kind) {
    case 'triggered':
      return 'The emergency was raised.'
    case 'step':
      return `Level ${level} was paged: ${people}.`
    case 'called_in':
      return `${actorName} asked level ${level} for help: ${people}.`
    case 'acknowledged':
      return `${actorName} acknowledged.`
    case 'passed_on':
      return `${actorName} passed it on${details.toName ? ` to ${details.toName}` : ''}.`
    case 'handed_back':
      return `${actorName} handed it back.`
    case 'undone':
      return `${actorName} took the acknowledgement back.`
    case 'unanswered':
      return `Nobody had answered; ${people} were paged.`
    case 'unreachable':
      return `Level ${level} could not be reached.`
    case 'worsened':
      return 'It got worse: it was urgent from here on.'
    case 'resolved':
      return `${actorName} resolved it.`
    default:
      return `${kind.replaceAll('_', ' ')}.`
  }
}

const clock = (at: Date) => `${at.toISOString().slice(11, 16)} UTC`
const firstLine = (body: string) =>
  body
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.slice(0, 200) ?? ''
