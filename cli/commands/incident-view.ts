/** How an incident is shown in a terminal. */
import type { components } from '../../api/types.ts'
import { due, facts, localTime, painted, safe, since, table, type Cell } from '../output.ts'
import type { Terminal } from '../terminal.ts'

type Incident = components['schemas']['Incident']
type Summary = components['schemas']['IncidentSummary']

export function statusOf({ status, unansweredAt }: Pick<Summary, 'status' | 'unansweredAt'>): Cell {
  if (status === 'triggered' && unansweredAt) return { text: 'unanswered', tone: 'bad' }
  return {
    text: status,
    tone: (
      { triggered: 'bad', acknowledged: 'good', snoozed: 'doubtful', resolved: 'quiet' } as const
    )[status],
  }
}

export function head(incident: Incident, { look, zone }: Terminal): string {
  const { status, level, levels, nextAt, nextNames, pagedNow, now } = incident
  const next = nextAt && status === 'triggered' ? due(nextAt, now) : null
  return [
    painted(safe(`#${incident.number} ${incident.title}`), 'strong', look),
    facts(
      [
        [
          'status',
          {
            text: `${statusOf(incident).text}, level ${level} of ${levels}`,
            tone: statusOf(incident).tone,
          },
        ],
        ['has it', incident.acknowledgedBy],
        ['rings at', status === 'triggered' ? pagedNow.join(', ') || 'nobody' : null],
        [
          'next',
          next && { ...next, text: `${nextNames.join(', ') || 'the next try'} ${next.text}` },
        ],
        ['customer', incident.organizationName],
        ['ticket', incident.ticketNumber ? `#${incident.ticketNumber}` : null],
        [
          'began',
          `${localTime(incident.createdAt, zone, now)} (${since(incident.createdAt, now)})`,
        ],
        ['resolved', incident.resolvedAt && localTime(incident.resolvedAt, zone, now)],
        ['you may', incident.may.map((verb) => verb.replaceAll('_', ' ')).join(', ')],
      ],
      look,
    ),
  ].join('\n')
}

export function timeline({ timeline, now }: Incident, { look, zone }: Terminal): string {
  return table(
    [
      { title: 'WHEN', of: ({ at }) => localTime(at, zone, now, 'second') },
      {
        title: 'WHAT',
        of: ({ kind, level }) =>
          kind === 'step' ? `level ${level} was paged` : kind.replaceAll('_', ' '),
      },
      { title: 'WHO', of: ({ actor }) => actor },
    ],
    timeline,
    look,
  )
}

type Trace = components['schemas']['PageTrace']

export function pagesTable(pages: Trace[], { look, zone, now }: Terminal): string {
  const tone = {
    queued: 'quiet',
    leased: 'quiet',
    accepted: undefined,
    delivered: 'good',
    seen: 'good',
    cancelled: 'quiet',
    failed: 'bad',
  } as const
  return table(
    [
      {
        title: 'WHEN',
        of: ({ notBefore }) => localTime(notBefore, zone, now().toString(), 'second'),
      },
      {
        title: 'WHO',
        of: ({ person, learner }) => (learner ? `${person.name} (learns)` : person.name),
      },
      { title: 'BY', of: ({ kind }) => kind.replace('_', ' ') },
      { title: 'LEVEL', right: true, of: ({ level }) => String(level) },
      { title: 'FATE', of: ({ state }) => ({ text: state, tone: tone[state] }) },
      { title: 'TRIES', spare: true, right: true, of: ({ attempts }) => String(attempts) },
      { title: 'ANSWER', flexible: true, of: ({ outcome }) => outcome ?? '' },
    ],
    pages,
    look,
  )
}

/** One line that says how things stand after a command. */
export function stands({
  number,
  status,
  acknowledgedBy,
  pagedNow,
  nextAt,
  nextNames,
  now,
}: Incident): string {
  if (status === 'acknowledged') return `#${number}: ${safe(acknowledgedBy ?? 'somebody')} has it.`
  if (status !== 'triggered') return `#${number} is ${status}.`
  const next = `${nextNames.join(', ') || 'another try'} ${nextAt ? due(nextAt, now).text : ''}`
  // Just triggered: the first level is paged within a second.
  if (pagedNow.length === 0)
    return safe(`#${number} is raised; ${nextNames.join(', ') || 'nobody'} is paged now.`)
  return safe(`#${number} rings at ${pagedNow.join(', ')}; next is ${next.trim()}.`)
}
