-- Where mail is fetched from (imap), and where a mail provider's script may post it (http). The SMTP listener needs no row.
create table mailboxes (
  id             uuid primary key,
  key            text not null unique check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),  -- its name in addresses and on the command line
  kind           text not null check (kind in ('imap', 'http')),
  name           text not null,
  addresses      text[] not null check (cardinality(addresses) between 1 and 20),   -- the first is the one shown
  channel_key    text not null references channels,
  host           text,
  port           integer check (port between 1 and 65535),
  tls            text check (tls in ('tls', 'starttls', 'none')),
  username       text,
  auth           text check (auth in ('password', 'oauth2')),
  oauth          jsonb,                                -- token_url, client_id, scope: nothing secret
  secrets        text not null,                        -- encrypted, bound to this row's id; never shown again
  folder         text not null default 'INBOX',
  move_to        text,                                 -- null: mail stays where it is
  poll_seconds   integer not null default 60 check (poll_seconds between 1 and 90),  -- behind IDLE
  begins_at      timestamptz,                          -- mail older than this is left alone; null: everything is taken
  -- What was taken. Only the transaction that stores a message moves it, from exactly the place it stood at: of two nodes
  -- that fetch the same mail one finds the cursor moved, and stores nothing.
  uid_validity   bigint,
  last_uid       bigint not null default 0,
  state          text not null default 'running' check (state in ('running', 'paused', 'failing')),
  login_failures integer not null default 0,           -- at 5 nobody tries again until the settings change
  last_seen_at   timestamptz,                          -- the last look that went well
  last_error     text,
  failing_since  timestamptz,
  told_at        timestamptz,                          -- mailbox.failed was recorded for this failure
  version        integer not null default 1,           -- of the settings: a fetcher with older ones starts anew
  created_at     timestamptz not null,
  check (kind <> 'imap' or (host is not null and port is not null and tls is not null and username is not null and auth is not null)),
  check (auth is distinct from 'oauth2' or oauth is not null),
  check ((state = 'failing') = (failing_since is not null))
);

-- The mailbox's own channel: its address need not be one of the channel's.
alter table arrivals add column channel_key text;
alter table arrivals add column raw_hash bytea;
-- What makes two deliveries one message: its Message-ID together with what it says, or its very bytes when it has no id.
-- Not the Message-ID alone: some senders use one id for many messages, and none of those may vanish.
alter table arrivals add column message_key text;

-- What was taken before this rule still counts: a mail fetched again after the change is found by its id and its bytes.
update arrivals set raw_hash = sha256(raw);
alter table arrivals alter column raw_hash set not null;

drop index arrivals_once;
create unique index arrivals_once on arrivals (message_key) where state = 'taken' and message_key is not null;
create index arrivals_by_key on arrivals (message_key) where message_key is not null;
create index arrivals_by_message_id on arrivals (message_id) where message_id is not null;
create index arrivals_of_ticket on arrivals (ticket_id) where ticket_id is not null;
create index arrivals_by_bytes on arrivals (raw_hash);
