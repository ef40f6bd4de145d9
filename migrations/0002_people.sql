-- Who works here. The sign-in tables (sessions, sign_in_accounts, verifications, two_factors, passkeys) are better-auth's,
-- under our names; their shape is its documented schema.
create table users (
  id                 uuid primary key,
  key                text unique,                     -- the person's name in the playbook
  name               text not null,
  email              text not null unique check (email = lower(email)),
  email_verified     boolean not null default false,
  image              text,
  role               text not null default 'agent'
                     check (role in ('admin', 'manager', 'agent', 'security', 'developer_relations', 'developer', 'learner')),
  time_zone          text not null default 'UTC',
  two_factor_enabled boolean not null default false,
  disabled_at        timestamptz,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);

create table sessions (
  id         uuid primary key,
  user_id    uuid not null references users on delete cascade,
  token      text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_of_user on sessions (user_id);

create table sign_in_accounts (
  id                       uuid primary key,
  user_id                  uuid not null references users on delete cascade,
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
create index sign_in_accounts_of_user on sign_in_accounts (user_id);

create table verifications (
  id         uuid primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_by_identifier on verifications (identifier);

create table two_factors (
  id                        uuid primary key,
  user_id                   uuid not null references users on delete cascade,
  secret                    text not null,
  backup_codes              text not null,
  verified                  boolean default true,
  failed_verification_count integer default 0,
  locked_until              timestamptz
);
create index two_factors_of_user on two_factors (user_id);

create table passkeys (
  id            uuid primary key,
  name          text,
  public_key    text not null,
  user_id       uuid not null references users on delete cascade,
  credential_id text not null,
  counter       integer not null,
  device_type   text not null,
  backed_up     boolean not null,
  transports    text,
  created_at    timestamptz default now(),
  aaguid        text
);
create index passkeys_of_user on passkeys (user_id);
create index passkeys_by_credential on passkeys (credential_id);

create table teams (
  id   uuid primary key,
  key  text not null unique,
  name text not null
);
create table team_members (
  team_id uuid not null references teams on delete cascade,
  user_id uuid not null references users on delete cascade,
  primary key (team_id, user_id)
);

-- A token is random, so one fast hash protects it; a password hash per request would cost 400 ms of CPU.
create table api_tokens (
  id           uuid primary key,
  user_id      uuid not null references users on delete cascade,
  name         text not null,
  token_hash   bytea not null unique,
  scopes       text[] not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  expires_at   timestamptz,
  revoked_at   timestamptz
);
