-- The paging heart, second half: how a person is reached, and every attempt to.
create table contact_methods (
  id              uuid primary key,
  user_id         uuid not null references users on delete cascade,
  kind            text not null check (kind in ('web_push', 'email', 'ntfy', 'webhook')),
  label           text not null,
  address         text not null,
  verified_at     timestamptz,
  last_proof_at   timestamptz,
  broken_at       timestamptz,
  broken_reason   text,
  created_at      timestamptz not null,
  unique (user_id, kind, address)
);

-- When each way is used: so many seconds after the step that pages this person.
create table notification_rules (
  id                   uuid primary key,
  user_id              uuid not null references users on delete cascade,
  urgency              text not null check (urgency in ('high', 'low')),
  kind                 text not null check (kind in ('web_push', 'email', 'ntfy', 'webhook')),
  after_seconds        integer not null check (after_seconds between 0 and 3600),
  repeat_every_seconds integer check (repeat_every_seconds between 30 and 3600),
  position             integer not null,
  unique (user_id, urgency, kind, after_seconds)
);

create table pages (
  id                uuid primary key,
  incident_id       uuid references incidents,      -- null: a test page a person sends to themselves
  key               text not null unique,           -- incident:reopen:round:level:user:method:rule, also the provider's idempotency key
  user_id           uuid not null references users,
  contact_method_id uuid references contact_methods on delete set null,
  kind              text not null,
  address           text not null,
  level             integer not null,
  round             integer not null,
  reopen_no         integer not null,
  learner           boolean not null default false,
  asked_for         boolean not null default false, -- help for the one who has it: wanted though the incident is acknowledged
  lane              smallint not null check (lane between 0 and 2),  -- 0 the first page of an incident, 1 other first pages, 2 the rest
  gathered          boolean not null default false, -- made in a burst: leaves together with the person's others that are due then
  bundle            text,                           -- the key under which it left together with others; null: it left alone
  title             text not null,
  body              text not null,
  not_before        timestamptz not null,
  not_after         timestamptz not null,
  state             text not null default 'queued'
                    check (state in ('queued', 'leased', 'accepted', 'delivered', 'seen', 'cancelled', 'failed')),
  lease_token       uuid,
  lease_until       timestamptz,
  attempts          integer not null default 0,
  external_id       text,
  outcome           text,                           -- the provider's answer, or why it was cancelled
  created_at        timestamptz not null,
  accepted_at       timestamptz,
  delivered_at      timestamptz,
  seen_at           timestamptz,
  done_at           timestamptz,
  constraint leased_has_lease check ((state = 'leased') = (lease_token is not null and lease_until is not null))
);
-- One lane is claimed at a time, so this index answers by condition, never by filter.
create index pages_due on pages (lane, not_before) where state = 'queued';
create index pages_leased on pages (lease_until) where state = 'leased';
create index pages_of_incident on pages (incident_id, created_at);
create index pages_of_user on pages (user_id, created_at);
create index pages_gathered on pages (contact_method_id, not_before) where state = 'queued' and gathered;
create index pages_of_bundle on pages (bundle) where bundle is not null;

create table page_attempts (
  page_id    uuid not null references pages on delete cascade,
  n          integer not null,
  started_at timestamptz not null,
  ended_at   timestamptz,
  outcome    text,
  primary key (page_id, n)
);

-- What the auditor has found broken, once for each thing it is broken for. Without it one old violation would silence the
-- watchdog for ever, and hide the next.
create table audit_findings (
  invariant  text not null,
  subject    uuid not null,                         -- the incident or page
  found_at   timestamptz not null,
  primary key (invariant, subject)
);
