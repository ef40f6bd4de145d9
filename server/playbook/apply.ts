import { randomUUIDv7 } from 'node:crypto'
import { saveChannels, saveTemplates } from '../channels/actions.ts'
import { removePlansExcept, savePlan } from '../customers/actions.ts'
import { saveCategories } from '../forum/categories.ts'
import { saveEscalationPolicy } from '../incidents/policies.ts'
import { saveService } from '../incidents/alerts.ts'
import { removeSchedulesExcept, saveSchedule } from '../oncall/actions.ts'
import { disablePeopleExcept, retireTeamsExcept, savePerson, saveTeam } from '../people/actions.ts'
import { forgetRemembered } from '../platform/remembered.ts'
import { saveSettings } from '../platform/settings.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { saveContactMethod } from '../paging/reach.ts'
import { followRanks } from '../tickets/queue-place.ts'
import { saveCalendar, saveSlaPolicies } from '../sla/policies.ts'
import { planChanges, type Change } from './plan.ts'
import {
  addressOf,
  isPaidPlan,
  membersOf,
  playbookSchema,
  type Playbook,
  type Target,
} from './playbook.ts'
import { settingsFrom } from './settings-from.ts'
import { businessHoursOf, scheduleVersionOf } from './versions.ts'

/** The playbook in force, or null before the first one. */
export async function playbookInForce(db: Database): Promise<Playbook | null> {
  const row = await db
    .selectFrom('playbookVersions')
    .select('body')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? playbookSchema.parse(row.body) : null
}

/** Makes the organisation what the playbook says, in one unit of work. The same playbook again changes nothing. */
export async function applyPlaybook(
  work: Work,
  wanted: Playbook,
  source: string,
): Promise<Change[]> {
  // One at a time: two people applying must not interleave.
  await work.db.selectFrom('clock').select('onlyRow').forUpdate().execute()
  const changes = planChanges(await playbookInForce(work.db), wanted)
  if (changes.length === 0) return changes
  const people = await savePeople(work, wanted)
  const idOf = (key: string) => known(people, key, 'person')
  await saveHours(work, wanted)
  await savePlans(work, wanted)
  const schedules = await saveSchedules(work, wanted, idOf)
  const teams = await saveTeams(work, wanted, idOf)
  await savePolicies(work, wanted, { person: people, schedule: schedules, team: teams })
  await saveDoors(work, wanted)
  await saveCommunity(work, wanted)
  await saveSettings(work, settingsFrom(wanted))
  await keepVersion(work, wanted, source, changes.length)
  return changes
}

async function savePeople(work: Work, { people, company }: Playbook) {
  const ids = new Map<string, string>()
  for (const person of people) {
    const user = await savePerson(work, {
      ...person,
      timeZone: person.time_zone ?? company.time_zone,
    })
    ids.set(person.key, user.id)
    // The address somebody works under is the one way to reach them that is known from the start.
    await saveContactMethod(work, user.id, {
      kind: 'email',
      label: 'Work e-mail',
      address: user.email,
    })
  }
  await disablePeopleExcept(
    work,
    people.map(({ key }) => key),
  )
  return ids
}

async function saveTeams(work: Work, playbook: Playbook, idOf: (key: string) => string) {
  const ids = new Map<string, string>()
  for (const { key, name, signature = null } of playbook.teams) {
    const memberIds = membersOf(playbook, key).map(idOf)
    ids.set(key, await saveTeam(work, { key, name, signature, memberIds }))
  }
  await retireTeamsExcept(work, [...ids.keys()])
  return ids
}

async function saveHours(work: Work, { calendars, sla_policies }: Playbook) {
  const versions = new Map<string, string>()
  for (const calendar of calendars)
    versions.set(
      calendar.key,
      await saveCalendar(work, {
        key: calendar.key,
        name: calendar.name ?? calendar.key,
        hours: businessHoursOf(calendar),
      }),
    )
  await saveSlaPolicies(
    work,
    sla_policies.map(({ key, name, conditions, targets, pause }) => ({
      key,
      name,
      body: {
        conditions,
        pauseStatuses: pause.statuses,
        targets: targets.map((target) => ({
          ...target,
          hours: known(versions, target.hours, 'calendar'),
        })),
      },
    })),
  )
}

async function savePlans(work: Work, playbook: Playbook) {
  for (const plan of playbook.plans) {
    await savePlan(work, {
      key: plan.key,
      name: plan.name,
      emergencySupport: plan.emergency_support,
      paid: isPaidPlan(playbook, plan),
      details: plan,
    })
  }
  await removePlansExcept(
    work,
    playbook.plans.map(({ key }) => key),
  )
}

async function saveSchedules(work: Work, { schedules }: Playbook, idOf: (key: string) => string) {
  const ids = new Map<string, string>()
  for (const schedule of schedules) {
    const body = scheduleVersionOf(schedule, idOf)
    ids.set(
      schedule.key,
      await saveSchedule(work, {
        key: schedule.key,
        name: schedule.name,
        shadow: schedule.shadow,
        body,
      }),
    )
  }
  await removeSchedulesExcept(
    work,
    schedules.map(({ key }) => key),
  )
  return ids
}

type Ids = Record<'person' | 'schedule' | 'team', Map<string, string>>

async function savePolicies(work: Work, { escalation_policies }: Playbook, ids: Ids) {
  const targets = (list: Target[]) => list.map((target) => targetOf(target, ids))
  for (const policy of escalation_policies) {
    const body = {
      levels: policy.levels.map((level) => ({
        targets: targets(level.targets),
        delayMinutes: level.delay_minutes,
      })),
      repeats: policy.repeats,
      fallback: targets(policy.fallback_targets),
      fallbackEveryMinutes: policy.fallback_every_minutes,
      keepPagingEarlierLevels: policy.keep_paging_lower_levels,
    }
    await saveEscalationPolicy(work, { key: policy.key, name: policy.name, body })
  }
  const forAlerts =
    escalation_policies.find(({ incident_kind }) => incident_kind === 'alert') ??
    escalation_policies[0]
  if (forAlerts)
    await saveService(work, { key: 'monitoring', name: 'Monitoring', policyKey: forAlerts.key })
}

function targetOf({ schedule, person, team }: Target, ids: Ids) {
  if (schedule) return { kind: 'schedule' as const, id: known(ids.schedule, schedule, 'schedule') }
  if (person) return { kind: 'user' as const, id: known(ids.person, person, 'person') }
  return { kind: 'team' as const, id: known(ids.team, team ?? '', 'team') }
}

async function saveDoors(work: Work, { channels, templates, company }: Playbook) {
  await saveChannels(
    work,
    channels.map((channel, index) => ({
      key: channel.key,
      name: channel.name,
      kind: channel.kind,
      rank: index + 1,
      addresses: channel.addresses.map((address) => addressOf(address, company.support_address)),
      priority: channel.priority,
      promise: channel.promise,
      escalationPolicyKey: channel.escalation_policy ?? null,
      autoReply: channel.auto_reply ?? null,
      redirect: channel.redirect ?? null,
      closesAfterAutoReply: channel.closes_after_auto_reply,
      restricted: channel.restricted,
    })),
  )
  await followRanks(work)
  await saveTemplates(
    work,
    Object.entries(templates).map(([name, words]) => ({ name, ...words })),
  )
}

async function saveCommunity(work: Work, { forum_categories }: Playbook) {
  await saveCategories(
    work,
    forum_categories.map(({ who, ...category }) => ({ ...category, staffOnly: who === 'staff' })),
  )
}

async function keepVersion(work: Work, wanted: Playbook, source: string, changes: number) {
  const { version } = await work.db
    .insertInto('playbookVersions')
    .values({
      id: randomUUIDv7(),
      body: JSON.stringify(wanted),
      source,
      appliedAt: work.now,
      appliedBy: work.actor.name,
    })
    .returning('version')
    .executeTakeFirstOrThrow()
  work.record({ type: 'playbook.applied', version, changes })
  work.touch('queue', 'oncall', 'playbook')
  work.afterCommit(() => forgetRemembered(work.system))
}

/** A checked playbook names nothing that is not in it. */
function known(ids: Map<string, string>, key: string, what: string): string {
  const id = ids.get(key)
  if (!id) throw new Error(`The playbook names the ${what} "${key}", which is not in it`)
  return id
}
