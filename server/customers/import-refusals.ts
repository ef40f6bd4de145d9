import { sql, type RawBuilder } from 'kysely'
import type { Work } from '../platform/work.ts'
import type { ImportKind, WhyNot } from './import-rows.ts'

/** Records that name something that is not there, or that would take what is not theirs: each with what helps. */
export async function findRefused(work: Work, kind: ImportKind, given: string) {
  const query = REFUSED[kind]
  if (!query) return []
  const { rows } = await query(given).execute(work.db)
  return rows
}

type Query = (given: string) => RawBuilder<WhyNot & { line: number }>

const noOrganization = (given: string) => sql`
  select line, 'organization' as field, 'There is no organization with the key ' || organization || '.' as why,
    'Bring that organization in first, or mend the key.' as remedy
  from jsonb_to_recordset(${given}::jsonb) as g(line int, organization text)
  where organization is not null and not exists (select from organizations o where o.external_id = g.organization)`

const REFUSED: Partial<Record<ImportKind, Query>> = {
  contacts: (given) => sql`
    ${noOrganization(given)}
    union all
    select g.line, 'external_id', 'The key ' || g.external_id || ' and the address belong to two different people.',
      'Give each of them their own line, with their own address.'
    from jsonb_to_recordset(${given}::jsonb) as g(line int, external_id text, email text)
    join contacts a on a.external_id = g.external_id join contacts b on b.email = g.email where a.id <> b.id
    union all
    select g.line, 'external_id', 'The address is kept under the key ' || b.external_id || ' already.',
      'Use that key, or change it on the page of the customer first.'
    from jsonb_to_recordset(${given}::jsonb) as g(line int, external_id text, email text)
    join contacts b on b.email = g.email
    where b.external_id <> g.external_id and not exists (select from contacts a where a.external_id = g.external_id)
    union all
    select g.line, 'email', 'The address of this person may only be changed by hand, by somebody who sees every ticket.',
      'Ask somebody of the security team to change it.'
    from jsonb_to_recordset(${given}::jsonb) as g(line int, external_id text, email text)
    join contacts c on c.external_id = g.external_id
    where c.email <> g.email and (exists (select from tickets t where t.restricted and t.requester_id = c.id)
      or exists (select from ticket_ccs r join tickets t on t.id = r.ticket_id where t.restricted and r.contact_id = c.id))`,
  memberships: (given) => sql`
    ${noOrganization(given)}
    union all
    select line, 'email', 'There is no contact with the address ' || email || '.', 'Bring the contacts in first.'
    from jsonb_to_recordset(${given}::jsonb) as g(line int, email text)
    where not exists (select from contacts c where c.email = g.email)`,
  subscriptions: (given) => sql`
    ${noOrganization(given)}
    union all
    select line, 'plan', 'There is no plan ' || plan || '.', 'Write the key of a plan of the playbook.' from jsonb_to_recordset(${given}::jsonb) as g(line int, plan text)
    where not exists (select from plans p where p.key = g.plan)
    union all
    select g.line, 'organization', 'It belongs to another organization; a subscription stays where it is.',
      'Give it a key of its own.'
    from jsonb_to_recordset(${given}::jsonb) as g(line int, external_id text, organization text)
    join subscriptions s on s.external_id = g.external_id join organizations o on o.id = s.organization_id
    where o.external_id is distinct from g.organization`,
}
