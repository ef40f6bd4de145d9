-- Promises. Policies and calendars are versions that never change once written; a clock points at the versions it began with.
create table calendars (
  key        text primary key,
  name       text not null,
  version_id uuid not null
);
create table calendar_versions (
  id         uuid primary key,
  key        text not null,
  version    integer not null,
  hours      jsonb not null,
  created_at timestamptz not null,
  unique (key, version)
);
create table sla_policies (
  key        text primary key,
  name       text not null,
  position   integer not null,
  version_id uuid not null,
  removed_at timestamptz
);
create table sla_policy_versions (
  id         uuid primary key,
  key        text not null,
  version    integer not null,
  body       jsonb not null,
  created_at timestamptz not null,
  unique (key, version)
);

create table sla_clocks (
  id                  uuid primary key,
  ticket_id           uuid not null references tickets,
  metric              text not null check (metric in ('first_reply', 'next_reply', 'update', 'resolution')),
  status              text not null check (status in ('running', 'paused', 'met', 'breached', 'cancelled', 'transferred')),
  policy_version_id   uuid not null references sla_policy_versions,
  calendar_version_id uuid references calendar_versions,      -- null: every hour counts
  target_minutes      integer not null check (target_minutes > 0),
  started_at          timestamptz not null,
  due_at              timestamptz not null,
  paused_at           timestamptz,
  met_at              timestamptz,
  breached_at         timestamptz,
  ended_at            timestamptz,                             -- no longer waited for, whatever the outcome
  seq                 integer not null default 0,
  check ((status = 'paused') = (paused_at is not null)),
  check (status <> 'breached' or breached_at = due_at),        -- a breach happened at the deadline, not when we noticed
  check (status not in ('met', 'cancelled', 'transferred') or ended_at is not null)
);
create unique index sla_clocks_one_open on sla_clocks (ticket_id, metric) where ended_at is null;
create index sla_clocks_due on sla_clocks (due_at) where status = 'running';
create index sla_clocks_of_ticket on sla_clocks (ticket_id);

-- The ledger: what happened to a clock, never changed, numbered without gaps.
create table sla_entries (
  clock_id uuid not null references sla_clocks,
  seq      integer not null,
  at       timestamptz not null,
  kind     text not null check (kind in ('start', 'pause', 'resume', 'meet', 'breach', 'fulfil', 'transfer', 'cancel')),
  due_at   timestamptz,
  why      text not null,
  primary key (clock_id, seq)
);
