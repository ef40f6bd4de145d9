-- Who belongs where, what was bought, and on which facts a promise stood.

-- An organization beyond its name. What is true of it only at times stands in rows of their own.
alter table organizations
  add column region text,
  add column success_tier text,
  add column owner_id uuid references users,
  add column field_values jsonb not null default '{}',
  -- Null: as many as the plan allows.
  add column contact_limit integer check (contact_limit > 0),
  -- Only people of this citizenship may handle what they send, such as "us". Null: anybody.
  add column citizenship text,
  -- What colleagues see of each other's tickets. More than one's own only where somebody has taken the risk, by name.
  add column sharing text not null default 'own' check (sharing in ('own', 'read', 'write')),
  add column sharing_accepted_by text,
  add column sharing_accepted_at timestamptz,
  add column held_since timestamptz,
  add column held_because text,
  add column version integer not null default 1,
  add check ((sharing = 'own') = (sharing_accepted_at is null)),
  add check ((sharing_accepted_at is null) = (sharing_accepted_by is null)),
  add check ((held_since is null) = (held_because is null));
-- The list by name, and the beginning of a name as it is typed.
create index organizations_by_name on organizations (lower(name) collate "C", id);

-- A note says at which moment it matters, and is shown then.
create table organization_notes (
  id              uuid primary key,
  organization_id uuid not null references organizations on delete cascade,
  moment          text not null check (moment in ('always', 'emergency', 'call', 'release', 'sharing')),
  -- A note of moment "sharing" that stands forbids showing colleagues each other's tickets.
  body            text not null check (length(body) between 1 and 4000),
  author_name     text not null,
  from_at         timestamptz,
  until_at        timestamptz,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  removed_at      timestamptz,
  check (until_at is null or from_at is null or from_at < until_at)
);
create index organization_notes_standing on organization_notes (organization_id, created_at) where removed_at is null;
insert into organization_notes (id, organization_id, moment, body, author_name, created_at, updated_at)
  select gen_random_uuid(), id, 'always', left(notes, 4000), 'Watchdesk', created_at, updated_at from organizations where notes <> '';
alter table organizations drop column notes;

-- Where the customer runs our software.
create table environments (
  id              uuid primary key,
  organization_id uuid not null references organizations on delete cascade,
  name            text not null check (length(name) between 1 and 120),
  hosting         text not null check (hosting in ('hosted', 'self_managed', 'dedicated')),
  version         text not null default '',
  updated_at      timestamptz not null
);
create unique index environments_once on environments (organization_id, lower(name));

-- Who belongs to whom. This is the only place that says so: a contact may belong to several.
create table memberships (
  contact_id          uuid not null references contacts on delete cascade,
  organization_id     uuid not null references organizations on delete cascade,
  is_default          boolean not null default false,
  may_manage_contacts boolean not null default false,
  -- domain: their address was proof enough; everybody else was named by somebody.
  source              text not null check (source in ('domain', 'agent', 'api', 'import', 'colleague')),
  added_by            text not null,
  added_at            timestamptz not null,
  primary key (contact_id, organization_id)
);
create unique index memberships_default_one_per_contact on memberships (contact_id) where is_default;
create index memberships_of_organization on memberships (organization_id, contact_id);
insert into memberships (contact_id, organization_id, is_default, source, added_by, added_at)
  select id, organization_id, true, 'agent', 'Watchdesk', created_at from contacts where organization_id is not null;
alter table contacts drop column organization_id;

alter table contacts
  add column language text,
  add column external_id text,
  add column field_values jsonb not null default '{}',
  add column erased_at timestamptz,
  add column version integer not null default 1;
-- The list by name, and the beginning of an address.
create index contacts_in_order on contacts (lower(name) collate "C", id);
create index contacts_by_address on contacts (email text_pattern_ops);
create unique index contacts_by_external_id on contacts (external_id) where external_id is not null;

alter table subscriptions
  add column external_id text,
  -- Null: as the plan says.
  add column emergency_support boolean,
  add column citizenship text,
  -- A dispute is believed for some days from here.
  add column state_since timestamptz,
  add column version integer not null default 1,
  add column updated_at timestamptz;
update subscriptions set state_since = created_at, updated_at = created_at;
alter table subscriptions alter column state_since set not null, alter column updated_at set not null;
create unique index subscriptions_by_external_id on subscriptions (external_id) where external_id is not null;

-- Hours bought and used, as a ledger: what is left is their sum, and no line is ever changed.
create table subscription_minutes (
  id              uuid primary key,
  subscription_id uuid not null references subscriptions on delete cascade,
  -- Bought is more than nothing, used is less.
  minutes         integer not null check (minutes <> 0),
  why             text not null,
  ticket_id       uuid references tickets,
  actor_name      text not null,
  at              timestamptz not null
);
create index subscription_minutes_of on subscription_minutes (subscription_id, at);

