-- A code by mail proves an address where no account exists. Only its hash is kept.
create table portal_codes (
  id         uuid primary key,
  email      text not null,
  code_hash  bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  attempts   integer not null default 0,
  used_at    timestamptz
);
create index portal_codes_by_email on portal_codes (email, created_at);
