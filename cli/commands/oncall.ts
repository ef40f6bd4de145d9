import type { Command, Session } from '../command.ts'
import { UsageError } from '../errors.ts'
import { duration, localTime, painted, table } from '../output.ts'
import { readLength } from '../times.ts'
import { personOf, timeOf } from '../typed.ts'

const now: Command = {
  name: 'oncall now',
  says: 'Who is on call now, and the gaps of the next 14 days',
  takes: [],
  options: { mine: { type: 'boolean', says: 'My shifts of the next 28 days as well' } },
  examples: [
    'watchdesk oncall now',
    'watchdesk oncall now --json | jq -r ".onDuty[].people[].name"',
  ],
  async run({ given, api, take, show, terminal }) {
    const { look, zone } = terminal
    const answer = await take(api.GET('/api/v1/oncall', {}))
    const time = (at: string) => localTime(at, zone, answer.now)
    const span = [
      { title: 'FROM', of: ({ from }: { from: string }) => time(from) },
      { title: 'TO', of: ({ to }: { to: string }) => time(to) },
    ]
    const schedule = {
      title: 'SCHEDULE',
      of: ({ scheduleName }: { scheduleName: string }) => scheduleName,
    }
    const onDuty = table(
      [
        { title: 'SCHEDULE', of: ({ name, key }) => `${name} (${key})` },
        {
          title: 'ON CALL',
          of: ({ people, shadow }) =>
            people.length > 0
              ? people.map(({ name }) => name).join(', ')
              : { text: 'nobody', tone: shadow ? 'quiet' : 'bad' },
        },
        {
          title: 'UNTIL',
          of: ({ until }) =>
            until ? `${time(until)} (${duration(Date.parse(until) - Date.parse(answer.now))})` : '',
        },
      ],
      answer.onDuty,
      look,
    )
    const gaps = table(
      [
        {
          title: 'NOBODY IS ON CALL',
          of: ({ scheduleName }) => ({ text: scheduleName, tone: 'bad' }),
        },
        ...span,
      ],
      answer.gaps,
      look,
    )
    const mine = given.flag('mine')
      ? `${painted('My shifts', 'strong', look)}\n${table([schedule, ...span], answer.myShifts, look) || 'none in the next 28 days'}`
      : ''
    show(answer, () =>
      [onDuty || 'There is no schedule. Apply a playbook that has one.', gaps, mine]
        .filter(Boolean)
        .join('\n\n'),
    )
  },
}

const override: Command = {
  name: 'oncall override',
  says: 'Somebody covers a span of a schedule',
  takes: ['SCHEDULE', 'PERSON'],
  options: {
    from: { type: 'string', value: 'TIME', says: 'When it begins; left out: now' },
    to: { type: 'string', value: 'TIME', says: 'When it ends' },
    for: { type: 'string', value: 'LENGTH', says: 'How long instead, such as 45m, 4h, 7d' },
    reason: { type: 'string', value: 'TEXT', says: 'Why, for those who read it later' },
  },
  examples: [
    'watchdesk oncall override on_call carol --from 18:00 --for 4h',
    'watchdesk oncall override on_call me --from "2026-12-24 12:00" --to "2026-12-27 08:00" --reason "Christmas"',
  ],
  async run(session) {
    const { given, api, take, show, terminal } = session
    const [key = '', who = ''] = given.words
    const { from, to } = spanOf(session)
    const body = {
      person: await personOf(session, who),
      from: from.toString(),
      to: to.toString(),
      reason: given.text('reason') ?? '',
    }
    const answer = await take(
      api.POST('/api/v1/schedules/{key}/covers', { params: { path: { key } }, body }),
    )
    const time = (at: Temporal.Instant) =>
      localTime(at.toString(), terminal.zone, terminal.now().toString())
    show(
      answer,
      () =>
        `${who === 'me' ? 'You cover' : `${who} covers`} "${key}" from ${time(from)} to ${time(to)} (${terminal.zone}).`,
    )
  },
}

function spanOf({ given, terminal }: Session): { from: Temporal.Instant; to: Temporal.Instant } {
  const from = timeOf(given.text('from') ?? 'now', terminal)
  const length = given.text('for')
  const end = given.text('to')
  if ((length === undefined) === (end === undefined))
    throw new UsageError('Say when it ends: either --to TIME or --for LENGTH.')
  const milliseconds = length === undefined ? null : readLength(length)
  if (length !== undefined && milliseconds === null)
    throw new UsageError(`"${length}" is not a length.`, 'Write it like 45m, 4h or 7d.')
  const to = milliseconds === null ? timeOf(end!, terminal) : from.add({ milliseconds })
  if (Temporal.Instant.compare(from, to) >= 0)
    throw new UsageError(
      'It has to end after it begins.',
      `It would begin ${localTime(from.toString(), terminal.zone, from.toString())} and end ${localTime(to.toString(), terminal.zone, from.toString())}.`,
    )
  return { from, to }
}

export const oncallCommands: readonly Command[] = [now, override]
