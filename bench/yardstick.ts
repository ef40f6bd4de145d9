import { Client } from 'pg'

/**
 * What PostgreSQL can do at the least: the smallest help desk that is still durable, and the same reads. Spoken to by the
 * bare `pg` driver with prepared statements, one connection a client, from the same generator as the product.
 */
const SCHEMA = `
create table team (id int primary key, name text not null);
create table agent (id int primary key, name text not null, email text not null);
create table customer (id int primary key, name text not null, email text not null unique);
create table sample_body (id int primary key, body text not null);
create table ticket (
  id bigint generated always as identity primary key, team_id int not null, assignee_id int, requester_id int not null,
  status smallint not null, priority smallint not null, subject text not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), sla_due_at timestamptz);
create table comment (
  id bigint generated always as identity primary key, ticket_id bigint not null, author_kind smallint not null,
  author_id int not null, created_at timestamptz not null default now(), body text not null);
create table event (
  id bigint generated always as identity primary key, ticket_id bigint not null, kind text not null,
  at timestamptz not null default now(), data jsonb not null);
create table job (
  id bigint generated always as identity primary key, kind text not null, run_at timestamptz not null default now(),
  attempts smallint not null default 0, done_at timestamptz, payload jsonb not null);`

const INDEXES = `
create index ticket_queue on ticket (team_id, sla_due_at) where status < 3;
create index ticket_assignee on ticket (assignee_id, status, updated_at);
create index ticket_requester on ticket (requester_id, created_at);
create index comment_ticket on comment (ticket_id, created_at);
create index job_due on job (run_at, id) where done_at is null;
alter table ticket add foreign key (team_id) references team, add foreign key (requester_id) references customer;
alter table comment add foreign key (ticket_id) references ticket;
alter table event add foreign key (ticket_id) references ticket;`

const STATEMENTS = {
  create: `with t as (insert into ticket (team_id, requester_id, status, priority, subject, sla_due_at)
      values ($1, $2, 0, 1, 'Cannot sign in to the customer portal since this morning', now() + $3 * interval '1 minute') returning id),
    c as (insert into comment (ticket_id, author_kind, author_id, body) select t.id, 0, $2, s.body from t, sample_body s where s.id = $4),
    e as (insert into event (ticket_id, kind, data) select id, 'created', '{"via":"api","rules":[1,2]}' from t)
    insert into job (kind, payload) select 'ticket.created', jsonb_build_object('ticket', id) from t`,
  queue: `select t.id, t.subject, t.status, t.priority, t.sla_due_at, t.updated_at, c.name, c.email, a.name, g.name, left(l.body, 120), l.created_at from
    (select * from ticket where team_id = $1 and status < 3 order by sla_due_at, id limit 50) t
    join customer c on c.id = t.requester_id join team g on g.id = t.team_id left join agent a on a.id = t.assignee_id
    left join lateral (select body, created_at from comment where ticket_id = t.id order by created_at desc limit 1) l on true order by t.sla_due_at, t.id limit 50`,
  ticket: `select t.*, c.name, c.email, a.name, g.name from ticket t join customer c on c.id = t.requester_id
    join team g on g.id = t.team_id left join agent a on a.id = t.assignee_id where t.id = $1`,
  comments: 'select * from comment where ticket_id = $1 order by created_at limit 50',
  job: `with j as (select id from job where done_at is null and run_at <= now() order by run_at, id limit 1 for update skip locked)
    update job set done_at = now(), attempts = attempts + 1 from j where job.id = j.id returning job.payload`,
}

/** As many tickets as the product's database beside it, 3 % of them open, with one comment of the same length each. */
export async function makeYardstick(url: string, tickets: number, bodyBytes: number) {
  const client = new Client({ connectionString: url })
  await client.connect()
  const repeats = Math.ceil(bodyBytes / 32)
  await client.query(SCHEMA)
  await client.query(`
    insert into team select i, 'Team ' || i from generate_series(1, 20) i;
    insert into agent select i, 'Agent ' || i, 'agent-' || i || '@desk.test' from generate_series(1, 50) i;
    insert into customer select i, 'Customer ' || i, 'customer-' || i || '@customers.test' from generate_series(1, 50000) i;
    insert into sample_body select i, (select string_agg(md5(i::text || j), ' ') from generate_series(1, 46) j) from generate_series(1, 2000) i;
    insert into ticket (team_id, assignee_id, requester_id, status, priority, subject, sla_due_at)
      select 1 + i % 20, case when i % 3 = 0 then 1 + i % 50 end, 1 + (i * 7919::bigint) % 50000, case when i % 33 = 0 then 0 else 4 end, 1,
        'Cannot sign in to the customer portal since this morning', now() + (30 + i % 2850) * interval '1 minute' from generate_series(1, ${tickets}) i;
    insert into comment (ticket_id, author_kind, author_id, body)
      select i, 0, 1 + i % 50, repeat(md5(i::text), ${repeats}) from generate_series(1, ${tickets}) i;
    insert into job (kind, payload) select 'ticket.created', '{"ticket": 1}' from generate_series(1, 100000)`)
  await client.query(INDEXES)
  await client.query('vacuum analyze')
  await client.end()
}

export interface Yardstick {
  create: () => Promise<unknown>
  queue: () => Promise<unknown>
  view: () => Promise<unknown>
  takeJob: () => Promise<unknown>
  close(): Promise<void>
}

/** One client of the yardstick: one connection, prepared statements. */
export async function openYardstick(url: string, tickets: number): Promise<Yardstick> {
  const client = new Client({ connectionString: url })
  // When the run ends early the cluster goes first; the reason for the end is what should be read.
  client.on('error', () => undefined)
  await client.connect()
  const run = (name: keyof typeof STATEMENTS, values: unknown[] = []) =>
    client.query({ name, text: STATEMENTS[name], values })
  const upTo = (most: number) => 1 + Math.floor(Math.random() * most)
  return {
    create: () => run('create', [upTo(20), upTo(50_000), 30 + upTo(2850), upTo(2000)]),
    queue: () => run('queue', [upTo(20)]),
    async view() {
      const id = upTo(Math.min(tickets, 100_000))
      await run('ticket', [id])
      await run('comments', [id])
    },
    takeJob: () => run('job'),
    close: () => client.end(),
  }
}
