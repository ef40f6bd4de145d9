import type { Client } from 'pg'

export const ORGANIZATIONS = 1000
export const CONTACTS = 20_000

/**
 * Years of tickets by SQL: 3 % open with a running promise, 2 % solved, the rest closed; two comments and three events each.
 * They are as many rows as the product writes itself; what is short is only the words of large databases.
 */
export async function seed(client: Client, tickets: number, bodyBytes: number) {
  const words = `repeat(md5(i::text), ${Math.ceil(bodyBytes / 32)})`
  // Foreign keys are not checked row by row while filling: that is most of the time, and the rows are right.
  await client.query('set session_replication_role = replica')
  await client.query(`
    insert into organizations (id, name, external_id, domains, created_at, updated_at)
      select uuidv7(), 'Organization ' || i, 'org-' || i, array['customer-' || i || '.test'], now() - interval '2 years', now() from generate_series(1, ${ORGANIZATIONS}) i;
    insert into subscriptions (id, organization_id, plan_id, starts_at, created_at, state_since, updated_at)
      select uuidv7(), o.id, p.id, now() - interval '1 year', now(), now(), now() from organizations o, plans p where p.key = 'premium';
    create temporary table orgs as select row_number() over (order by external_id) as n, id from organizations;
    insert into contacts (id, email, name, created_at, updated_at)
      select uuidv7(), 'person-' || i || '@customer-' || (1 + i % ${ORGANIZATIONS}) || '.test', 'Person ' || i, now(), now()
      from generate_series(1, ${CONTACTS}) i;
    insert into memberships (contact_id, organization_id, is_default, source, added_by, added_at)
      select c.id, o.id, true, 'import', 'bench', now()
      from contacts c join organizations o on o.domains @> array[split_part(c.email, '@', 2)] and o.external_id like 'org-%'
      on conflict do nothing;
    create temporary table people as
      select row_number() over (order by c.id) as n, c.id, m.organization_id from contacts c left join memberships m on m.contact_id = c.id and m.is_default;
    create temporary table staff as select row_number() over (order by id) as n, id from users;
    create temporary table seeds as
      select i, uuidv7() as id, p.id as contact, p.organization_id as org, c.key as channel, c.rank, c.priority, c.restricted,
        case when i % 33 = 0 then (array['new', 'open', 'open', 'pending', 'on_hold'])[1 + (i / 33) % 5] when i % 50 = 1 then 'solved' else 'closed' end as status,
        case when i % 3 > 0 then s.id end as assignee,
        now() - (${tickets} - i) * interval '30 seconds' as made,
        now() + (60 + (i * 7919::bigint) % 4320) * interval '1 minute' as due
      from generate_series(1, ${tickets}) i
      join people p on p.n = 1 + (i * 7919::bigint) % ${CONTACTS}
      join staff s on s.n = 1 + i % (select count(*) from staff)
      -- One in a hundred is an emergency, one in fifty about security, the rest are paid support.
      join channels c on c.kind = case when i % 100 = 33 then 'emergency' when i % 50 = 16 then 'security' else 'paid' end and c.removed_at is null;
    insert into tickets (id, channel_key, rank, status, priority, subject, requester_id, organization_id, plan_key, assignee_id, restricted,
        queue_at, due_at, due_metric, due_state, due_started_at, customer_words, entitlement, created_at, updated_at, solved_at, closed_at)
      select id, channel, rank, status, priority, 'Cannot sign in to the portal since this morning, case ' || i, contact, org, 'premium', assignee, restricted,
        case when status in ('new', 'open', 'pending', 'on_hold') then due else '9999-01-01' end,
        case when status in ('new', 'open', 'pending', 'on_hold') then due end, case when status in ('new', 'open', 'pending', 'on_hold') then 'first_reply' end,
        case when status in ('new', 'open', 'pending', 'on_hold') then 'running' else 'none' end, made,
        left('Every push is refused since a quarter past three ' || md5(i::text), 200), '{"paid": true, "planKey": "premium", "why": "Premium is active"}', made, made,
        case when status = 'solved' then now() - interval '1 hour' end, case when status = 'closed' then now() end
      from seeds order by i;
    insert into comments (id, ticket_id, kind, author_kind, author_contact_id, author_name, body, via, created_at)
      select uuidv7(), id, 'public', 'contact', contact, 'Person', ${words}, 'email', made from seeds order by i;
    insert into comments (id, ticket_id, kind, author_kind, author_name, body, via, created_at)
      select uuidv7(), id, 'public', 'machine', 'Watchdesk', left(${words}, 400), 'system', made from seeds order by i;
    insert into events (id, type, at, actor_kind, actor_name, ticket_id, payload)
      select uuidv7(), kind, made, 'machine', 'bench', id, '{"channelKey": "paid"}'
      from seeds, (values ('ticket.opened'), ('comment.posted'), ('ticket.status_changed')) k (kind) order by i;
    insert into sla_clocks (id, ticket_id, metric, status, policy_version_id, target_minutes, started_at, due_at)
      select uuidv7(), s.id, 'first_reply', 'running', (select version_id from sla_policies where key = 'priority_support'), 480, made, due
      from seeds s where status in ('new', 'open', 'pending', 'on_hold');
    insert into sla_entries (clock_id, seq, at, kind, due_at, why)
      select id, 0, started_at, 'start', due_at, 'The ticket was opened' from sla_clocks`)
  await client.query('set session_replication_role = default')
  await client.query('vacuum analyze')
}

/** A request like a customer's integration sends; one in ten is from somebody new. */
export function newTicket(n: number) {
  const person = 1 + ((n * 31) % CONTACTS)
  const name = n % 10 === 0 ? `new-${n}-${process.pid}` : `person-${person}`
  return {
    subject: 'Cannot sign in to the customer portal since this morning',
    body: BODY,
    requester: { email: `${name}@customer-${1 + (person % ORGANIZATIONS)}.test`, name: 'Person' },
  }
}

const WORDS = 'push refused portal since morning error timeout please help production branch merge'
export const BODY = Array.from({ length: 20 }, (_, n) => `${n}: ${WORDS}`)
  .join('\n')
  .slice(0, 1500)
