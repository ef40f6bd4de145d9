/** Whether the parts of a playbook agree with each other: a promise nobody could keep is refused here. */
import { hasOpenTime } from '../calendar/business-hours.ts'
import type { Draft, Placed } from './draft.ts'
import type { Finding } from './finding.ts'
import type { Calendar, Channel } from './playbook.ts'
import { businessHoursOf } from './versions.ts'

export function findContradictions(draft: Draft): Finding[] {
  return [
    ...draft.calendars.flatMap(closedCalendar),
    ...draft.sla_policies.flatMap(doubledTargets),
    ...neverReached(draft),
    ...draft.channels.flatMap(wrongChannel),
    ...draft.plans.flatMap((plan) => emergencyWithoutDoor(plan, draft)),
    ...redirectWithoutWords(draft),
    ...roomBeforeOffer(draft),
    ...draft.announcements.flatMap(announcedNowhere),
    ...wrongTrackers(draft),
    ...nowhereToAsk(draft),
  ]
}

function closedCalendar({ path, item }: Placed<Calendar>): Finding[] {
  const { always_open, weekly, spans, holidays, extra_open } = item
  if (always_open) {
    const windows = [...Object.values(weekly), ...spans, ...holidays, ...extra_open]
    if (windows.length === 0) return []
    return [
      {
        path: [...path, 'always_open'],
        message: `calendar "${item.key}" is always open, so its windows and holidays have no effect`,
        remedy: 'Remove always_open, or everything else.',
      },
    ]
  }
  if (hasOpenTime(businessHoursOf(item))) return []
  return [
    {
      path,
      message: `calendar "${item.key}" has no open time, so no promise could ever fall due`,
      remedy: 'Give it windows under weekly or spans, or write always_open: true.',
    },
  ]
}

function doubledTargets({ path, item }: Draft['sla_policies'][number]): Finding[] {
  const seen = new Set<string>()
  return item.targets.flatMap(({ metric, priority }, index) => {
    const same = `${metric} for ${priority}`
    if (!seen.has(same)) {
      seen.add(same)
      return []
    }
    return [
      {
        path: [...path, 'targets', index],
        message: `SLA policy "${item.key}" promises ${same} twice`,
        remedy: 'Keep one of the two targets.',
      },
    ]
  })
}

function neverReached({ sla_policies }: Draft): Finding[] {
  const catchAll = sla_policies.findIndex(({ item }) => Object.keys(item.conditions).length === 0)
  if (catchAll === -1) return []
  const { key } = sla_policies[catchAll]!.item
  return sla_policies.slice(catchAll + 1).map(({ path, item }) => ({
    path,
    message: `SLA policy "${item.key}" never counts: "${key}" above it takes every ticket`,
    remedy: `Move "${key}" to the end, or give it conditions.`,
  }))
}

function wrongChannel({ path, item }: Placed<Channel>): Finding[] {
  const findings: Finding[] = []
  if (item.closes_after_auto_reply && item.auto_reply === undefined) {
    findings.push({
      path: [...path, 'closes_after_auto_reply'],
      message: `channel "${item.key}" would close tickets without a word`,
      remedy: 'Name an auto_reply, or remove closes_after_auto_reply.',
    })
  }
  if (item.kind !== 'emergency') return findings
  if (item.escalation_policy === undefined) {
    findings.push({
      path,
      message: `emergency channel "${item.key}" wakes nobody`,
      remedy: 'Name an escalation_policy.',
    })
  }
  return findings
}

function emergencyWithoutDoor({ path, item }: Draft['plans'][number], draft: Draft): Finding[] {
  const doors = draft.channels.filter((channel) => channel.item.kind === 'emergency')
  const known = draft.channels.map((channel) => channel.item.key)
  // A channel that is misspelt has its own finding already.
  if (doors.length === 0 || !item.channels.every((name) => known.includes(name))) return []
  const opened = doors.some((channel) => item.channels.includes(channel.item.key))
  if (opened === item.emergency_support) return []
  return [
    {
      path: [...path, 'emergency_support'],
      message: opened
        ? `plan "${item.key}" opens an emergency channel, but says emergency_support: false`
        : `plan "${item.key}" has emergency support, but opens no emergency channel`,
      remedy: `Change emergency_support, or "${doors[0]!.item.key}" under channels.`,
    },
  ]
}

function redirectWithoutWords({ emergency, channels }: Draft): Finding[] {
  if (emergency?.unentitled !== 'redirect') return []
  const silent = channels.filter(({ item }) => item.kind === 'emergency' && !item.redirect)
  return silent.map(({ item }) => ({
    path: ['emergency', 'unentitled'],
    message: `channel "${item.key}" has no words for those it would redirect`,
    remedy: 'Give the channel a redirect, or write unentitled: page_and_flag.',
  }))
}

function roomBeforeOffer({ emergency }: Draft): Finding[] {
  if (!emergency) return []
  if (emergency.room_insisted_after_minutes >= emergency.room_offered_after_minutes) return []
  return [
    {
      path: ['emergency', 'room_insisted_after_minutes'],
      message: 'a crisis room would be insisted on before it is offered',
      remedy: `Give at least ${emergency.room_offered_after_minutes}.`,
    },
  ]
}

function announcedNowhere({ path, item }: Draft['announcements'][number]): Finding[] {
  if (item.to !== undefined || item.via === 'feed' || item.via === 'webhook') return []
  return [
    {
      path,
      message: `announcement "${item.key}" goes through ${item.via}, but not to anybody`,
      remedy: item.via === 'email' ? 'Add to: with a mail address.' : 'Add to: with a channel.',
    },
  ]
}

function wrongTrackers({ trackers }: Draft): Finding[] {
  const withoutPage = trackers.flatMap(({ path, item }) => {
    if (item.kind === 'builtin' || item.url !== undefined) return []
    const message = `tracker "${item.key}" is on ${item.kind}, but has no web address`
    return [{ path, message, remedy: 'Add url: with the page of the project.' }]
  })
  const defaults = trackers.filter(({ item }) => item.default)
  if (trackers.length === 0 || defaults.length === 1) return withoutPage
  const place = defaults[1] ?? trackers.at(-1)!
  return [
    ...withoutPage,
    {
      path: place.path,
      message:
        defaults.length === 0
          ? 'no tracker takes the issues that match no words'
          : `two trackers are the default: "${defaults[0]!.item.key}" and "${place.item.key}"`,
      remedy: 'Write default: true on exactly one tracker.',
    },
  ]
}

function nowhereToAsk({ forum_categories }: Draft): Finding[] {
  const [first] = forum_categories
  if (!first || forum_categories.some(({ item }) => item.who === 'anyone')) return []
  return [
    {
      path: first.path.slice(0, 1),
      message: 'nobody outside could ask anything: every category is for staff',
      remedy: 'Write who: anyone on at least one of them.',
    },
  ]
}
