import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { closeSystem, openSystem } from '../../server/app.ts'
import { saveContact, saveOrganization, subscribe } from '../../server/customers/actions.ts'
import { listUsers } from '../../server/people/queries.ts'
import { saveContactMethod } from '../../server/paging/reach.ts'
import {
  completeConfig,
  settings,
  type Config,
  type Settings,
} from '../../server/platform/config.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork, type Work } from '../../server/platform/work.ts'
import { applyPlaybook } from '../../server/playbook/apply.ts'
import { readPlaybook } from '../../server/playbook/source.ts'

/** A Tuesday morning: Bob is on call, Carol is second level, and support hours are counting. */
export const START = new Date('2026-03-03T10:00:00.000Z')

export function testConfig(given: Partial<Settings> = {}): Config {
  return completeConfig(
    settings.parse({
      LOG_LEVEL: 'silent',
      SECRET: 'a secret for tests, long enough to be taken',
      MAIL_DOMAIN: 'support.test',
      PORT: '0',
      SMTP_LISTEN_PORT: '0',
      ALLOW_PRIVATE_NETWORK: 'true',
      ...words(given),
    }),
  )
}

const words = (given: object) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))

/** The GitLab playbook, the cast and their customers, at START. */
export async function furnish(url: string) {
  const system = await openSystem(testConfig(), url)
  await sql`update clock set frozen_at = ${START}`.execute(system.db)
  await inWork(system, machine('test'), async (work) => {
    await applyPlaybook(work, gitlabPlaybook(), 'gitlab.yaml')
    for (const { id, key } of await listUsers(work.db))
      await saveContactMethod(work, id, {
        kind: 'ntfy',
        label: 'Phone',
        address: `phone-of-${key}`,
      })
    await makeCustomers(work)
  })
  await closeSystem(system)
}

export function gitlabPlaybook() {
  const file = fileURLToPath(new URL('../../playbooks/gitlab.yaml', import.meta.url))
  const reading = readPlaybook(readFileSync(file, 'utf8'), 'gitlab.yaml')
  if (!reading.ok)
    throw new Error(reading.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return reading.playbook
}

/** Kim of Acme is Premium; Lee of Umbra is on the free plan. */
async function makeCustomers(work: Work) {
  const acme = await saveOrganization(work, {
    externalId: 'acme',
    name: 'Acme',
    domains: ['acme.test'],
  })
  const umbra = await saveOrganization(work, {
    externalId: 'umbra',
    name: 'Umbra',
    domains: ['umbra.test'],
  })
  const since = new Date('2025-01-01T00:00:00Z')
  await subscribe(work, {
    organizationId: acme.id,
    planKey: 'premium',
    startsAt: since,
    endsAt: new Date('2027-01-01T00:00:00Z'),
  })
  await subscribe(work, {
    organizationId: umbra.id,
    planKey: 'free',
    startsAt: since,
    endsAt: null,
  })
  await saveContact(work, {
    email: 'kim@acme.test',
    name: 'Kim',
    organizationId: acme.id,
    phone: '+49 151 2345640',
  })
  await saveContact(work, { email: 'lee@umbra.test', name: 'Lee', organizationId: umbra.id })
}
