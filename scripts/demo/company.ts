import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Priority } from '../../server/events.ts'
import { saveContact, saveOrganization, subscribe } from '../../server/customers/actions.ts'
import { saveContactMethod, saveRules } from '../../server/paging/reach.ts'
import { setPassword } from '../../server/people/sign-in.ts'
import { listUsers } from '../../server/people/queries.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork, type Work } from '../../server/platform/work.ts'
import { finishSetup } from '../../server/setup/steps.ts'
import { applyPlaybook } from '../../server/playbook/apply.ts'
import type { Playbook } from '../../server/playbook/playbook.ts'
import { readPlaybook } from '../../server/playbook/source.ts'
import { businessHoursOf } from '../../server/playbook/versions.ts'
import type { Metric } from '../../server/sla/target.ts'
import { customers, personOf, strangers, type Customer } from './customers.ts'
import { later } from './hours.ts'
import type { Staff } from './play.ts'
import { DAY_MINUTES, type Setting } from './plan.ts'

export const PASSWORD = 'watchdesk demo'
const demo = machine('demo')

export function gitlabPlaybook(): Playbook {
  const file = fileURLToPath(new URL('../../playbooks/gitlab.yaml', import.meta.url))
  const reading = readPlaybook(readFileSync(file, 'utf8'), 'gitlab.yaml')
  if (reading.ok) return reading.playbook
  throw new Error(
    `playbooks/gitlab.yaml cannot be used:\n${reading.problems.map(({ line, message }) => `  line ${line}: ${message}`).join('\n')}`,
  )
}

/** The organisation as it stood when the history began: playbook, phones, customers. */
export async function furnish(
  system: System,
  playbook: Playbook,
  from: Date,
  end: Date,
): Promise<Staff> {
  await inWork(system, demo, (work) => applyPlaybook(work, playbook, 'gitlab.yaml'), { now: from })
  const users = await listUsers(system.db)
  await inWork(
    system,
    demo,
    async (work) => {
      for (const { id, key } of users)
        await saveContactMethod(work, id, {
          kind: 'ntfy',
          label: 'Phone',
          address: `phone-of-${key}`,
        })
      for (const { id, key } of users)
        if (key === 'bob' || key === 'carol') await saveRules(work, id, insistent)
      await makeCustomers(work, from, end)
      for (const { name, email } of strangers)
        await saveContact(work, { email, name, organizationId: null })
      // Who runs for three months has been set up.
      await finishSetup(work)
    },
    { now: from },
  )
  return new Map(users.map((user) => [user.key ?? user.id, user]))
}

/** Their phones ring again every minute until somebody has it; the mail comes after half a minute. */
const insistent = [
  { urgency: 'high' as const, kind: 'ntfy' as const, afterSeconds: 0, repeatEverySeconds: 60 },
  { urgency: 'high' as const, kind: 'email' as const, afterSeconds: 30, repeatEverySeconds: null },
]

async function makeCustomers(work: Work, from: Date, end: Date) {
  for (const customer of customers) {
    const { id } = await saveOrganization(work, {
      externalId: customer.key,
      name: customer.name,
      domains: [`${customer.key}.test`],
      timeZone: customer.timeZone,
      ...(customer.notes && { notes: customer.notes }),
    })
    const endsAt =
      customer.plan === 'free' ? null : later(end, (customer.endsInDays ?? 300) * DAY_MINUTES)
    await subscribe(work, {
      organizationId: id,
      planKey: customer.plan,
      startsAt: later(from, -300 * DAY_MINUTES),
      endsAt,
      hosting: customer.hosting,
      seats: customer.seats,
      // A dispute is believed for some days: this one began lately.
      ...(customer.state && { state: customer.state, stateSince: later(end, -4 * DAY_MINUTES) }),
    })
    for (const index of customer.people.keys())
      await saveContact(work, { ...personOf(customer, index), organizationId: id })
  }
}

/** Everybody signs in with the same words. Made beside the history, as each takes a noticeable part of a second. */
export async function setPasswords(system: System, staff: Staff): Promise<void> {
  await Promise.all(
    [...staff.values()].map(({ id }) =>
      inWork(system, demo, (work) => setPassword(work, id, PASSWORD)),
    ),
  )
}

/** What the playbook promises a customer on the paid channel. */
export function promisesOf(playbook: Playbook): Setting['promise'] {
  const calendars = new Map(
    playbook.calendars.map((calendar) => [
      calendar.key,
      calendar.always_open ? null : businessHoursOf(calendar),
    ]),
  )
  return ({ plan }: Customer, metric: Metric, priority: Priority) => {
    const policy = playbook.sla_policies.find(
      ({ conditions }) => conditions.channels?.includes('paid') && conditions.plans?.includes(plan),
    )
    const target = policy?.targets.find(
      (candidate) => candidate.metric === metric && candidate.priority === priority,
    )
    return target ? { minutes: target.minutes, hours: calendars.get(target.hours) ?? null } : null
  }
}
