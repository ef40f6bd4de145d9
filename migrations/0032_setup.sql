-- The first day: what the setup wizard has proven, so that it goes on in another browser and after a restart. What it was
-- told stands in the playbook, which may be edited elsewhere.
create table setup_steps (
  step    text primary key check (step in ('company', 'mail', 'promises', 'on_call', 'phone')),
  state   text not null check (state in ('done', 'skipped')),
  proof   text,                               -- in words
  at      timestamptz not null,
  check (state <> 'done' or proof is not null)
);

create table setup (
  only_row       boolean primary key default true check (only_row),
  -- The newest test emergency. It is removed an hour after it is over.
  test_incident_id  uuid references incidents on delete set null,
  test_started_at   timestamptz,
  test_ended_at     timestamptz,
  test_answered_ms  integer,                  -- how long the phone took; null: nobody answered
  finished_at    timestamptz
);
insert into setup default values;

-- One try of mail, both ways. Its passwords are encrypted, and gone as soon as it is over well.
create table setup_mail_tests (
  id         uuid primary key,
  started_by uuid not null references users on delete cascade,
  state      text not null default 'running' check (state in ('running', 'passed', 'failed')),
  settings   jsonb not null,
  secrets    text,
  steps      jsonb not null default '[]',
  started_at timestamptz not null,
  ended_at   timestamptz,
  check ((state = 'running') = (ended_at is null))
);
-- Two at once would find each other's mail.
create unique index setup_mail_tests_one on setup_mail_tests ((true)) where state = 'running';

-- What is only there to look at. One press removes every one of these, and nothing else.
create table samples (
  kind text not null check (kind in ('ticket', 'incident', 'contact', 'organization', 'user')),
  id   uuid not null,
  primary key (kind, id)
);
