-- Customers sign in as contacts. The tables are better-auth's, under our names, and apart from those of the staff: a
-- session of one kind can never be read as one of the other.
alter table contacts
  add column email_verified boolean not null default false,
  add column image          text,
  add column if not exists language text;

create table contact_sessions (
  id         uuid primary key,
  user_id    uuid not null references contacts on delete cascade,
  token      text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index contact_sessions_of_contact on contact_sessions (user_id);

create table contact_sign_in_accounts (
  id                       uuid primary key,
  user_id                  uuid not null references contacts on delete cascade,
  account_id               text not null,
  provider_id              text not null,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now()
);
create index contact_sign_in_accounts_of_contact on contact_sign_in_accounts (user_id);
create unique index contact_sign_in_accounts_once on contact_sign_in_accounts (provider_id, account_id);

create table contact_verifications (
  id         uuid primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index contact_verifications_by_identifier on contact_verifications (identifier);

create table contact_passkeys (
  id            uuid primary key,
  name          text,
  public_key    text not null,
  user_id       uuid not null references contacts on delete cascade,
  credential_id text not null,
  counter       integer not null,
  device_type   text not null,
  backed_up     boolean not null,
  transports    text,
  created_at    timestamptz default now(),
  aaguid        text
);
create index contact_passkeys_of_contact on contact_passkeys (user_id);
create index contact_passkeys_by_credential on contact_passkeys (credential_id);

-- A link and a code in one mail: the link for this device, the code for another one. Only hashes are kept. One row is
-- used once, by whichever of the two comes first.
create table contact_sign_in_links (
  id         uuid primary key,
  email      text not null check (email = lower(email)),
  name       text,                                   -- known when a colleague invites
  token_hash bytea not null unique,
  code_hash  bytea not null,
  next_path  text not null check (next_path like '/help%'),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  attempts   integer not null default 0,
  used_at    timestamptz
);
create index contact_sign_in_links_by_email on contact_sign_in_links (email, created_at);

-- A company's own way of signing in (OpenID Connect). One with an organization vouches for that organization's domains
-- only; one without vouches for whoever it says it has verified.
create table contact_sign_in_providers (
  key               text primary key check (key ~ '^[a-z0-9][a-z0-9_-]{0,60}$'),
  name              text not null,
  organization_id   uuid references organizations on delete cascade,
  issuer            text not null,
  client_id         text not null,
  sealed_secret     text not null,
  authorization_url text not null,
  token_url         text not null,
  user_info_url     text not null,
  created_at        timestamptz not null,
  updated_at        timestamptz not null
);
