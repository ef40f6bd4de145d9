-- Who asks, and what they were promised.
create table plans (
  id                uuid primary key,
  key               text not null unique,
  name              text not null,
  emergency_support boolean not null,
  paid              boolean not null,
  details           jsonb not null default '{}',
  removed_at        timestamptz
);

create table organizations (
  id                    uuid primary key,
  name                  text not null,
  external_id           text unique,
  domains               text[] not null default '{}',
  time_zone             text,
  notes                 text not null default '',
  -- Raising it makes every emergency link given out before worthless.
  emergency_key_version integer not null default 1,
  created_at            timestamptz not null,
  updated_at            timestamptz not null
);
create index organizations_by_domain on organizations using gin (domains);

create table subscriptions (
  id              uuid primary key,
  organization_id uuid not null references organizations on delete cascade,
  plan_id         uuid not null references plans,
  hosting         text not null default 'hosted' check (hosting in ('hosted', 'self_managed', 'dedicated')),
  starts_at       timestamptz not null,
  ends_at         timestamptz,
  grace_days      integer not null default 14 check (grace_days >= 0),
  seats           integer,
  state           text not null default 'active' check (state in ('active', 'on_hold', 'disputed')),
  created_at      timestamptz not null
);
create index subscriptions_of_organization on subscriptions (organization_id);

create table contacts (
  id              uuid primary key,
  email           text not null unique check (email = lower(email)),
  name            text not null,
  organization_id uuid references organizations,
  phone           text,
  time_zone       text,
  created_at      timestamptz not null,
  updated_at      timestamptz not null
);
create index contacts_of_organization on contacts (organization_id);
