-- The paging heart, first half. An incident that is triggered always carries its own next due time: the CHECK below makes
-- "open, unanswered and without a timer" impossible to store. The seven transactions that touch these rows are named in
-- docs/architecture.md; locks are taken in the order incident, then pages.
create table escalation_policies (
  id         uuid primary key,
  key        text not null unique,
  name       text not null,
  removed_at timestamptz
);
create table escalation_policy_versions (
  id         uuid primary key,
  policy_id  uuid not null references escalation_policies,
  version    integer not null,
  body       jsonb not null,
  created_at timestamptz not null,
  unique (policy_id, version)
);

-- What monitoring speaks for: a routing key and the policy its alerts page.
create table services (
  id          uuid primary key,
  key         text not null unique,
  name        text not null,
  routing_key text not null unique check (length(routing_key) = 32),
  policy_id   uuid not null references escalation_policies
);

create table incidents (
  id                uuid primary key,
  number            bigint generated always as identity unique,
  title             text not null,
  urgency           text not null default 'high' check (urgency in ('high', 'low')),
  status            text not null check (status in ('triggered', 'acknowledged', 'snoozed', 'resolved')),
  ticket_id         uuid references tickets,
  service_id        uuid references services,
  dedup_key         text,
  policy_version_id uuid not null references escalation_policy_versions,
  reopen_no         integer not null default 0,   -- how often the escalation began anew
  round             integer not null default 1,   -- 1 is the first time through the policy
  level             integer not null default 0,   -- 0: nobody paged yet
  seq               integer not null default 0,
  next_at           timestamptz,
  unanswered_at     timestamptz,
  acknowledged_by   uuid references users,
  acknowledged_at   timestamptz,
  before_ack        jsonb,                        -- what undo puts back
  alert_count       integer not null default 0,
  version           integer not null default 1,
  follows_id        uuid references incidents,
  created_at        timestamptz not null,
  resolved_at       timestamptz,
  constraint triggered_has_timer check (status <> 'triggered' or next_at is not null),
  constraint snoozed_has_timer check (status <> 'snoozed' or next_at is not null),
  constraint resolved_has_none check (status <> 'resolved' or next_at is null),
  constraint acknowledged_by_someone check (status <> 'acknowledged' or acknowledged_by is not null)
);
create index incidents_due on incidents (next_at) where next_at is not null;
create unique index incidents_one_per_key on incidents (service_id, dedup_key) where status <> 'resolved' and dedup_key is not null;
create unique index incidents_one_per_ticket on incidents (ticket_id) where status <> 'resolved' and ticket_id is not null;
create index incidents_by_key on incidents (service_id, dedup_key, created_at) where dedup_key is not null;
create index incidents_open on incidents (created_at) where status <> 'resolved';
create index incidents_of_ticket on incidents (ticket_id);
-- The auditor looks at what is open, and for a while at what is over.
create index incidents_resolved on incidents (resolved_at) where resolved_at is not null;

create table incident_events (
  incident_id uuid not null references incidents,
  seq         integer not null,
  at          timestamptz not null,
  kind        text not null,
  actor_kind  text not null,
  actor_id    uuid,
  actor_name  text not null,
  reopen_no   integer not null,
  round       integer not null,
  level       integer not null,
  data        jsonb not null default '{}',
  primary key (incident_id, seq)
);
-- A step happens once, whatever ticks at the same time.
create unique index incident_steps_once on incident_events (incident_id, reopen_no, round, level) where kind = 'step';

create table alerts (
  id          uuid primary key,
  service_id  uuid not null references services,
  incident_id uuid references incidents,
  action      text not null check (action in ('trigger', 'acknowledge', 'resolve')),
  dedup_key   text not null,
  received_at timestamptz not null,
  body        jsonb not null
);
create index alerts_of_incident on alerts (incident_id, received_at);
create index alerts_of_service on alerts (service_id, received_at);
