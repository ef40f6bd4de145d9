-- Who is on duty. A schedule's versions are immutable; who is on call is computed from them, never stored.
create table schedules (
  id         uuid primary key,
  key        text not null unique,
  name       text not null,
  shadow     boolean not null default false,  -- learners: paged with the rest, may not take it
  removed_at timestamptz
);
create table schedule_versions (
  id          uuid primary key,
  schedule_id uuid not null references schedules,
  version     integer not null,
  body        jsonb not null,
  created_at  timestamptz not null,
  unique (schedule_id, version)
);
create table overrides (
  id          uuid primary key,
  schedule_id uuid not null references schedules,
  user_id     uuid not null references users,
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  created_at  timestamptz not null,
  created_by  text not null,
  reason      text not null default '',
  removed_at  timestamptz,
  check (from_at < to_at)
);
create index overrides_of_schedule on overrides (schedule_id, to_at) where removed_at is null;
