-- Customers brought in from elsewhere, a batch at a time. How far it has come is committed with each batch, so that
-- whatever is killed goes on from there and nothing is counted twice.
create table customer_imports (
  id              uuid primary key,
  number          bigint generated always as identity unique,
  kind            text not null check (kind in ('organizations', 'contacts', 'memberships', 'subscriptions')),
  format          text not null check (format in ('csv', 'json', 'ndjson')),
  name            text not null,
  dry_run         boolean not null,
  state           text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  bytes           bigint not null check (bytes >= 0),
  -- Everything before these is in the database.
  done_bytes      bigint not null default 0,
  done_rows       integer not null default 0,
  created         integer not null default 0,
  changed         integer not null default 0,
  same            integer not null default 0,
  refused         integer not null default 0,
  -- The columns of a CSV file, read with its first batch.
  columns         text[],
  failed_because  text,
  user_id         uuid not null references users,
  user_name       text not null,
  created_at      timestamptz not null,
  moved_at        timestamptz not null,
  ended_at        timestamptz,
  check (done_bytes <= bytes),
  check (done_rows = created + changed + same + refused),
  check ((state = 'failed') = (failed_because is not null))
);
create index customer_imports_moving on customer_imports (moved_at) where state in ('waiting', 'running');

-- The file, in pieces of the file store: none is larger than any other file there is.
create table customer_import_parts (
  import_id uuid not null references customer_imports on delete cascade,
  position  integer not null,
  sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes     integer not null check (bytes > 0),
  primary key (import_id, position)
);
create index customer_import_parts_of_bytes on customer_import_parts (sha256);

-- What was refused, and why. The first thousands of them: the counts above count all.
create table customer_import_refusals (
  import_id uuid not null references customer_imports on delete cascade,
  line      integer not null,
  key       text not null,
  why       text not null,
  primary key (import_id, line)
);
