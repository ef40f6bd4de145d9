import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Work } from '../platform/work.ts'
import { findRefused } from './import-refusals.ts'
import type { ImportKind, ImportRow, WhyNot } from './import-rows.ts'
import { letGoByDomain } from './leaving.ts'
import { placesOfAll } from './places.ts'
import { endProofs, type Moved } from './proofs.ts'

export interface Numbered {
  line: number
  key: string
  row: ImportRow
}

export interface Refused extends WhyNot {
  line: number
  key: string
}

/** Keys of a few records, so that one sees which they are. */
export interface Examples {
  created: string[]
  changed: string[]
}
export const MOST_EXAMPLES = 20

export interface Applied {
  examples: Examples
  created: number
  changed: number
  refused: Refused[]
  /** Written all the same, and worth a look. */
  noted: Refused[]
  /** Whose address is another one now; they are told once it is certain that it stays so. */
  moved: Moved[]
}

interface Counts {
  created: number
  changed: number
  examples: Examples
  moved?: Moved[]
}

/** Writes one batch. What names something that is not there is refused; the rest is written, and only where it differs. */
export async function applyBatch(
  work: Work,
  kind: ImportKind,
  rows: readonly Numbered[],
): Promise<Applied> {
  const given = rows.map(({ line, row }) => ({ ...row, line, id: randomUUIDv7() }))
  const why = new Map(
    (await findRefused(work, kind, JSON.stringify(given))).map(({ line, ...not }) => [line, not]),
  )
  const taken = JSON.stringify(given.filter(({ line }) => !why.has(line)))
  const joins = kind === 'contacts' || kind === 'memberships'
  const crowded = joins ? await findCrowded(work, taken) : []
  const { moved = [], ...counts } = await WRITE[kind](work, taken)
  const refused = rows.flatMap(({ line, key }) => {
    const not = why.get(line)
    return not === undefined ? [] : [{ line, key, ...not }]
  })
  const keyOf = new Map(rows.map(({ line, key }) => [line, key]))
  const noted = crowded.map((one) => ({ ...one, key: keyOf.get(one.line) ?? '' }))
  return { ...counts, refused, noted, moved }
}

const WRITE: Record<ImportKind, (work: Work, given: string) => Promise<Counts>> = {
  organizations: writeOrganizations,
  contacts: writeContacts,
  memberships: writeMemberships,
  subscriptions: writeSubscriptions,
}

/** The first of each organization who is one too many for it. They come in all the same: the other system knows. */
async function findCrowded(work: Work, given: string) {
  const { rows } = await sql<{ line: number; organizationId: string }>`
    select g.line, o.id as organization_id
    from jsonb_to_recordset(${given}::jsonb) as g(line int, email text, external_id text, organization text)
    join organizations o on o.external_id = g.organization
    where (o.contact_limit is not null or exists (
        select from subscriptions s join plans p on p.id = s.plan_id where s.organization_id = o.id and p.details ? 'contact_limit'))
      and not exists (select from memberships m join contacts c on c.id = m.contact_id
        where m.organization_id = o.id and (c.email = g.email or c.external_id = g.external_id))
    order by g.line`.execute(work.db)
  const places = await placesOfAll(work, [...new Set(rows.map((row) => row.organizationId))])
  const before = new Map([...places].map(([id, { taken }]) => [id, taken]))
  return rows.flatMap(({ line, organizationId }) => {
    const place = places.get(organizationId)
    if (!place || place.limit === null) return []
    place.taken += 1
    if (place.taken !== Math.max(place.limit, before.get(organizationId) ?? 0) + 1) return []
    const why = `Brought in, and from here on ${place.name} has more than its ${place.limit} contacts.`
    const remedy = 'Raise the limit of the organization, or remove somebody there.'
    return [{ line, field: 'organization', why, remedy }]
  })
}

/** xmax is 0 only in a row that was new; what did not differ is not returned at all. */
const COUNT = sql`select count(*) filter (where is_new)::int as created, count(*) filter (where not is_new)::int as changed,
  coalesce((array_agg(external_id) filter (where is_new))[1:${sql.lit(MOST_EXAMPLES)}], '{}') as created_keys,
  coalesce((array_agg(external_id) filter (where not is_new))[1:${sql.lit(MOST_EXAMPLES)}], '{}') as changed_keys`

interface Counted {
  created: number
  changed: number
  createdKeys: string[]
  changedKeys: string[]
}
const countsOf = ({ created, changed, createdKeys, changedKeys }: Counted): Counts => ({
  created,
  changed,
  examples: { created: createdKeys, changed: changedKeys },
})

async function writeOrganizations(work: Work, given: string): Promise<Counts> {
  const { rows } = await sql<Counted & { changedIds: string[] }>`
    with w as (
      insert into organizations as o (id, external_id, name, domains, region, time_zone, success_tier, contact_limit, citizenship,
        field_values, created_at, updated_at, updated_by)
      select id, external_id, name, coalesce(domains, '{}'), region, time_zone, success_tier, contact_limit, citizenship,
        coalesce(fields, '{}'), ${work.now}, ${work.now}, ${work.actor.name}
      from jsonb_to_recordset(${given}::jsonb) as g(id uuid, external_id text, name text, domains text[], region text,
        time_zone text, success_tier text, contact_limit int, citizenship text, fields jsonb)
      on conflict (external_id) do update set name = excluded.name,
        domains = case when excluded.domains = '{}' then o.domains else excluded.domains end,
        region = coalesce(excluded.region, o.region), time_zone = coalesce(excluded.time_zone, o.time_zone),
        success_tier = coalesce(excluded.success_tier, o.success_tier),
        contact_limit = coalesce(excluded.contact_limit, o.contact_limit),
        citizenship = coalesce(excluded.citizenship, o.citizenship), field_values = o.field_values || excluded.field_values,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = o.version + 1
      where (o.name, o.domains, o.region, o.time_zone, o.success_tier, o.contact_limit, o.citizenship, o.field_values) is distinct from
        (excluded.name, case when excluded.domains = '{}' then o.domains else excluded.domains end,
          coalesce(excluded.region, o.region), coalesce(excluded.time_zone, o.time_zone), coalesce(excluded.success_tier, o.success_tier),
          coalesce(excluded.contact_limit, o.contact_limit), coalesce(excluded.citizenship, o.citizenship),
          o.field_values || excluded.field_values)
      returning o.id, o.external_id, (xmax = 0) as is_new)
    ${COUNT}, coalesce(array_agg(id) filter (where not is_new), '{}') as changed_ids from w`.execute(
    work.db,
  )
  await letGoByDomain(work, rows[0]!.changedIds)
  return countsOf(rows[0]!)
}

async function writeContacts(work: Work, given: string): Promise<Counts> {
  // The same key under another address: the person has moved, and stays the same person.
  const moved = await sql<Moved>`
    update contacts c set email = g.email, updated_at = ${work.now}, updated_by = ${work.actor.name}, version = c.version + 1
    from jsonb_to_recordset(${given}::jsonb) as g(external_id text, email text)
    join contacts old on old.external_id = g.external_id
    where c.id = old.id and old.email <> g.email
    returning c.id, old.email as "from"`.execute(work.db)
  await endProofs(work, moved.rows)
  const written = await sql<{ id: string; isNew: boolean }>`
    insert into contacts as c (id, email, name, external_id, phone, language, time_zone, field_values, created_at, updated_at, updated_by)
    select id, email, coalesce(name, email), external_id, phone, language, time_zone, coalesce(fields, '{}'),
      ${work.now}, ${work.now}, ${work.actor.name}
    from jsonb_to_recordset(${given}::jsonb) as g(id uuid, email text, name text, external_id text, phone text, language text,
      time_zone text, fields jsonb)
    on conflict (email) do update set name = case when excluded.name = excluded.email then c.name else excluded.name end,
      external_id = coalesce(excluded.external_id, c.external_id), phone = coalesce(excluded.phone, c.phone),
      language = coalesce(excluded.language, c.language), time_zone = coalesce(excluded.time_zone, c.time_zone),
      field_values = c.field_values || excluded.field_values,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = c.version + 1
    where (c.name, c.external_id, c.phone, c.language, c.time_zone, c.field_values) is distinct from
      (case when excluded.name = excluded.email then c.name else excluded.name end, coalesce(excluded.external_id, c.external_id),
        coalesce(excluded.phone, c.phone), coalesce(excluded.language, c.language), coalesce(excluded.time_zone, c.time_zone),
        c.field_values || excluded.field_values)
    returning id, (xmax = 0) as is_new`.execute(work.db)
  const made = new Set(written.rows.filter(({ isNew }) => isNew).map(({ id }) => id))
  const changed = new Set(
    [...moved.rows, ...written.rows, ...(await join(work, given))]
      .map(({ id }) => id)
      .filter((id) => !made.has(id)),
  )
  const examples = {
    created: await addressesOf(work, made),
    changed: await addressesOf(work, changed),
  }
  return { created: made.size, changed: changed.size, examples, moved: moved.rows }
}

async function addressesOf(work: Work, ids: Iterable<string>): Promise<string[]> {
  const first = [...ids].slice(0, MOST_EXAMPLES)
  if (first.length === 0) return []
  // By its key and never by reading the table, however few its statistics say there are.
  const rows = await work.db
    .selectFrom('contacts')
    .select('email')
    .where('id', 'in', first)
    .orderBy('id')
    .execute()
  return rows.map(({ email }) => email)
}

async function writeMemberships(work: Work, given: string): Promise<Counts> {
  const joined = await join(work, given)
  const ids = (isNew: boolean) => joined.filter((one) => one.isNew === isNew).map(({ id }) => id)
  const [created, changed] = [ids(true), ids(false)]
  const examples = {
    created: await addressesOf(work, created),
    changed: await addressesOf(work, changed),
  }
  return { created: created.length, changed: changed.length, examples }
}

/** Who belongs where. The first organization of somebody is the one they usually write for. */
async function join(work: Work, given: string): Promise<{ id: string; isNew: boolean }[]> {
  await sql`
    delete from removed_members r
    using jsonb_to_recordset(${given}::jsonb) as g(email text, organization text)
    join contacts c on c.email = g.email join organizations o on o.external_id = g.organization
    where r.contact_id = c.id and r.organization_id = o.id`.execute(work.db)
  await sql`
    update memberships m set is_default = false
    from jsonb_to_recordset(${given}::jsonb) as g(email text, organization text, is_default boolean)
    join contacts c on c.email = g.email join organizations o on o.external_id = g.organization
    where g.is_default and m.contact_id = c.id and m.is_default and m.organization_id <> o.id`.execute(
    work.db,
  )
  const { rows } = await sql<{ id: string; isNew: boolean }>`
    insert into memberships as m (contact_id, organization_id, is_default, may_manage_contacts, source, added_by, added_at)
    select c.id, o.id, coalesce(g.is_default, old.is_default, not exists (select from memberships x where x.contact_id = c.id)),
      coalesce(g.may_manage_contacts, old.may_manage_contacts, false), 'import', ${work.actor.name}, ${work.now}
    from jsonb_to_recordset(${given}::jsonb) as g(email text, organization text, is_default boolean, may_manage_contacts boolean)
    join contacts c on c.email = g.email join organizations o on o.external_id = g.organization
    left join memberships old on old.contact_id = c.id and old.organization_id = o.id
    on conflict (contact_id, organization_id) do update
      set is_default = excluded.is_default, may_manage_contacts = excluded.may_manage_contacts, source = 'import'
      where (m.is_default, m.may_manage_contacts, m.source) is distinct from (excluded.is_default, excluded.may_manage_contacts, 'import')
    returning contact_id as id, (xmax = 0) as is_new`.execute(work.db)
  return rows
}

async function writeSubscriptions(work: Work, given: string): Promise<Counts> {
  const { rows } = await sql<Counted>`
    with w as (
      insert into subscriptions as s (id, external_id, organization_id, plan_id, starts_at, ends_at, grace_days, seats, hosting, state,
        emergency_support, state_since, created_at, updated_at, updated_by)
      select g.id, g.external_id, o.id, p.id, g.starts_at, g.ends_at,
        coalesce(g.grace_days, old.grace_days, (p.details->>'grace_days')::int, 14), coalesce(g.seats, old.seats),
        coalesce(g.hosting, old.hosting, 'hosted'), coalesce(g.state, old.state, 'active'),
        coalesce(g.emergency_support, old.emergency_support), ${work.now}, ${work.now}, ${work.now}, ${work.actor.name}
      from jsonb_to_recordset(${given}::jsonb) as g(id uuid, external_id text, organization text, plan text, starts_at timestamptz,
        ends_at timestamptz, grace_days int, seats int, hosting text, state text, emergency_support boolean)
      join organizations o on o.external_id = g.organization join plans p on p.key = g.plan
      left join subscriptions old on old.external_id = g.external_id
      on conflict (external_id) where external_id is not null do update set plan_id = excluded.plan_id, starts_at = excluded.starts_at,
        ends_at = excluded.ends_at, grace_days = excluded.grace_days, seats = excluded.seats, hosting = excluded.hosting,
        state = excluded.state, emergency_support = excluded.emergency_support, updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = s.version + 1,
        state_since = case when s.state = excluded.state then s.state_since else excluded.state_since end
      where (s.plan_id, s.starts_at, s.ends_at, s.grace_days, s.seats, s.hosting, s.state, s.emergency_support) is distinct from
        (excluded.plan_id, excluded.starts_at, excluded.ends_at, excluded.grace_days, excluded.seats, excluded.hosting, excluded.state,
          excluded.emergency_support)
      returning s.external_id, (xmax = 0) as is_new)
    ${COUNT} from w`.execute(work.db)
  return countsOf(rows[0]!)
}
