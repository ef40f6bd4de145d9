/** Decides how the playbook reads after a step of the setup: each step changes its own part and leaves the rest alone. */
import { WEEKDAYS, type Weekday } from '../calendar/week.ts'
import type { NotificationRule, Playbook } from '../playbook/playbook.ts'

export interface Member {
  name: string
  email: string
}

export interface CompanyAnswers {
  name: string
  timeZone: string
  days: Weekday[]
  from: string
  to: string
}

/** A first playbook of one's own: the shipped starter without its example people. `helpUrl`: where reports are explained. */
export function firstPlaybook(
  starter: Playbook,
  admin: Member & { timeZone: string },
  helpUrl: string,
): Playbook {
  const key = keyFor(admin.name, [])
  const zone = admin.timeZone
  const domain = admin.email.slice(admin.email.lastIndexOf('@') + 1).toLowerCase()
  return {
    ...starter,
    playbook: { ...starter.playbook, name: 'Our support' },
    company: {
      ...starter.company,
      name: 'Support',
      support_address: `support@${domain}`,
      time_zone: zone,
      links: { ...starter.company.links, disclosure: helpUrl },
    },
    calendars: starter.calendars.map((calendar) => ({ ...calendar, time_zone: zone })),
    paging: {
      high_urgency: withNtfy(starter.paging.high_urgency),
      low_urgency: withNtfy(starter.paging.low_urgency),
    },
    people: [
      { key, name: admin.name, email: admin.email, role: 'admin', time_zone: zone, teams: [] },
    ],
    teams: starter.teams.map((team) => ({ ...team, members: [key] })),
    schedules: starter.schedules.map((schedule) => ({
      ...schedule,
      time_zone: zone,
      layers: schedule.layers.map((layer) => ({ ...layer, members: [key] })),
    })),
  }
}

/** Who sets up a phone by ntfy on the first day expects to hear from it without rules of their own. */
function withNtfy(rules: NotificationRule[]): NotificationRule[] {
  if (rules.some(({ method }) => method === 'ntfy')) return rules
  return rules.flatMap((rule) =>
    rule.method === 'web_push' ? [rule, { ...rule, method: 'ntfy' as const }] : [rule],
  )
}

/** Name, zone and hours. What had the old zone has the new one; other zones stay. */
export function withCompany(playbook: Playbook, answers: CompanyAnswers): Playbook {
  const before = playbook.company.time_zone
  const inZone = (zone: string) => (zone === before ? answers.timeZone : zone)
  const office = playbook.calendars.find(({ always_open }) => !always_open)?.key
  const window = [{ from: answers.from, to: answers.to }]
  const weekly = Object.fromEntries(
    WEEKDAYS.filter((day) => answers.days.includes(day)).map((day) => [day, window]),
  )
  return {
    ...playbook,
    playbook: { ...playbook.playbook, name: answers.name },
    company: { ...playbook.company, name: answers.name, time_zone: answers.timeZone },
    calendars: playbook.calendars.map((calendar) => ({
      ...calendar,
      time_zone: inZone(calendar.time_zone),
      ...(calendar.key === office && { weekly, spans: [] }),
    })),
    schedules: playbook.schedules.map((schedule) => ({
      ...schedule,
      time_zone: inZone(schedule.time_zone),
    })),
  }
}

/** The door customers' mail comes by: the first paid one, else the first that is neither for emergencies nor restricted. */
export const mailChannel = ({ channels }: Playbook) =>
  channels.find(({ kind }) => kind === 'paid') ??
  channels.find(({ kind, restricted }) => kind !== 'emergency' && !restricted)

/** The address customers write to. The other doors keep their mailboxes, at its domain. */
export function withMailAddress(playbook: Playbook, address: string): Playbook {
  const channel = mailChannel(playbook)
  const local = address.slice(0, address.lastIndexOf('@'))
  return {
    ...playbook,
    company: { ...playbook.company, support_address: address },
    channels: playbook.channels.map((one) =>
      one.key === channel?.key ? { ...one, addresses: [local] } : one,
    ),
  }
}

export interface OnCallAnswers {
  /** In the order of their turns; the first one begins. */
  people: Member[]
  turn: 'day' | 'week' | 'two_weeks'
  day: Weekday
  time: string
}

const ROTATIONS = {
  day: { kind: 'daily', every: 1 },
  week: { kind: 'weekly', every: 1 },
  two_weeks: { kind: 'weekly', every: 2 },
} as const

/** One layer, done. `now` is what the company's wall clock shows; the first turn has begun by then. */
export function withOnCall(
  playbook: Playbook,
  answers: OnCallAnswers,
  now: Temporal.PlainDateTime,
): Playbook {
  const people = [...playbook.people]
  const members = answers.people.map(({ name, email }) => {
    const known = people.find((one) => one.email.toLowerCase() === email.toLowerCase())
    if (known) return known.key
    const taken = people.map(({ key }) => key)
    const person = { key: keyFor(name, taken), name, email, role: 'agent' as const, teams: [] }
    people.push(person)
    return person.key
  })
  const { kind, every } = ROTATIONS[answers.turn]
  const layer = {
    name: 'Turns',
    members,
    restrictions: [],
    mode: 'calendar' as const,
    rotation: {
      kind,
      every,
      handoff_time: answers.time,
      anchor_date: lastHandOff(answers, now).toString(),
      ...(kind === 'weekly' && { handoff_day: answers.day }),
    },
  }
  const key = emergencySchedule(playbook)
  const schedule = playbook.schedules.find((one) => one.key === key)
  const zone = playbook.company.time_zone
  return {
    ...playbook,
    people,
    teams: playbook.teams.map((team, index) =>
      index === 0 ? { ...team, members: [...new Set([...team.members, ...members])] } : team,
    ),
    schedules: schedule
      ? playbook.schedules.map((one) =>
          one.key === key ? { ...one, time_zone: zone, layers: [layer] } : one,
        )
      : [
          ...playbook.schedules,
          { key, name: 'On call', time_zone: zone, shadow: false, layers: [layer] },
        ],
  }
}

/** The schedule an emergency asks first. */
export function emergencySchedule({ escalation_policies, schedules }: Playbook): string {
  const policy =
    escalation_policies.find(({ incident_kind }) => incident_kind === 'emergency') ??
    escalation_policies[0]
  const named = policy?.levels.flatMap(({ targets }) => targets).find(({ schedule }) => schedule)
  return named?.schedule ?? schedules[0]?.key ?? 'on_call'
}

/** The day of the newest hand-off that is over: somebody has the turn that began with it. */
function lastHandOff({ turn, day, time }: OnCallAnswers, now: Temporal.PlainDateTime) {
  const apart = turn === 'day' ? 1 : 7
  const today = now.toPlainDate()
  const back = turn === 'day' ? 0 : (today.dayOfWeek - 1 - WEEKDAYS.indexOf(day) + 7) % 7
  const found = today.subtract({ days: back })
  const isAhead = Temporal.PlainDateTime.compare(found.toPlainDateTime(time), now) > 0
  return isAhead ? found.subtract({ days: apart }) : found
}

/** Short, from the name, and of one person only. */
export function keyFor(name: string, taken: readonly string[]): string {
  const first = name.trim().split(/\s+/)[0] ?? ''
  const plain = first
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 40)
  const word = plain || 'person'
  if (!taken.includes(word)) return word
  return `${word}_${[...taken, ''].findIndex((_, n) => !taken.includes(`${word}_${n + 2}`)) + 2}`
}
