/** Decides what each of the three presets promises; a preset is a start, and everything in it can be edited later. */
import type { Playbook } from '../playbook/playbook.ts'

export type Preset = 'calm' | 'quick' | 'day_and_night'

interface Promised {
  name: string
  words: string
  /** Minutes to the first reply, and the calendar they are counted in. */
  urgent: [minutes: number, hours: Hours]
  high: [minutes: number, hours: Hours]
  normal: [minutes: number, hours: Hours]
  low: [minutes: number, hours: Hours]
}

type Hours = 'office' | 'always'
const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const

export const PROMISES: Record<Preset, Promised> = {
  calm: {
    name: 'Within a working day',
    words: 'Urgent within 4 working hours, everything else within one working day.',
    urgent: [240, 'office'],
    high: [480, 'office'],
    normal: [480, 'office'],
    low: [960, 'office'],
  },
  quick: {
    name: 'The same day',
    words: 'Urgent within 1 working hour, high within 2, everything else within 4.',
    urgent: [60, 'office'],
    high: [120, 'office'],
    normal: [240, 'office'],
    low: [480, 'office'],
  },
  day_and_night: {
    name: 'Day and night',
    words:
      'Urgent within 30 minutes and high within 2 hours at any time, the rest within 4 working hours.',
    urgent: [30, 'always'],
    high: [120, 'always'],
    normal: [240, 'office'],
    low: [480, 'office'],
  },
}

/** The policy paying customers' tickets get, replaced by the preset's. Throws when the playbook has no calendar at all. */
export function withPromises(playbook: Playbook, preset: Preset): Playbook {
  const promised = PROMISES[preset]
  const office = playbook.calendars.find((one) => !one.always_open) ?? playbook.calendars[0]
  if (!office) throw new Error('A playbook of the setup has calendars')
  const known = playbook.calendars.find((one) => one.always_open)
  const always = known ?? {
    ...office,
    key: 'always',
    name: 'Day and night',
    always_open: true,
    weekly: {},
    spans: [],
    holidays: [],
    extra_open: [],
  }
  const keys = { office: office.key, always: always.key }
  const targets = PRIORITIES.map((priority) => {
    const [minutes, hours] = promised[priority]
    return { metric: 'first_reply' as const, priority, minutes, hours: keys[hours] }
  })
  const index = paidPolicy(playbook)
  const before = playbook.sla_policies[index]
  const policy = before
    ? { ...before, targets }
    : {
        key: 'standard',
        name: 'Standard',
        conditions: {},
        targets,
        pause: { statuses: ['pending' as const] },
      }
  return {
    ...playbook,
    calendars: known ? playbook.calendars : [...playbook.calendars, always],
    sla_policies: before
      ? playbook.sla_policies.map((one, at) => (at === index ? policy : one))
      : [...playbook.sla_policies, policy],
    channels: playbook.channels.map((channel) =>
      channel.kind === 'paid' ? { ...channel, promise: `First reply: ${promised.words}` } : channel,
    ),
  }
}

/** The last policy that is not about emergencies only: it is the one that catches what others leave. -1: none. */
export function paidPolicy({ sla_policies, channels }: Playbook): number {
  const emergency = new Set(
    channels.filter(({ kind }) => kind === 'emergency').map(({ key }) => key),
  )
  return sla_policies.findLastIndex(
    ({ conditions }) =>
      !conditions.channels || !conditions.channels.every((key) => emergency.has(key)),
  )
}

/** Which preset a playbook keeps; null: one of its own. */
export function presetOf(playbook: Playbook): Preset | null {
  const policy = playbook.sla_policies[paidPolicy(playbook)]
  if (!policy) return null
  const minutesOf = (priority: string) =>
    policy.targets.find((one) => one.metric === 'first_reply' && one.priority === priority)?.minutes
  const found = (Object.entries(PROMISES) as [Preset, Promised][]).find(([, promised]) =>
    PRIORITIES.every((priority) => promised[priority][0] === minutesOf(priority)),
  )
  return found?.[0] ?? null
}
