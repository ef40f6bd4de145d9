-- What came in, byte for byte, stored before we said OK. Nothing here is ever dropped: an arrival has a state one can see.
create table arrivals (
  id             uuid primary key,
  number         bigint generated always as identity unique,
  connection     text not null,                       -- smtp, api, portal, pagerduty-events
  mailbox        text not null default '',            -- the address of ours it came to
  received_at    timestamptz not null,
  envelope_from  text,
  envelope_to    text[] not null default '{}',
  remote_address text,
  transcript     text not null default '',
  raw            bytea not null,
  restricted     boolean not null default false,     -- came to a restricted channel: need to know, from the first byte
  state          text not null default 'received'
                 check (state in ('received', 'taken', 'duplicate', 'quarantined', 'ignored')),
  reason         text,
  message_id     text,
  from_address   text,
  subject        text,
  ticket_id      uuid,
  comment_id     uuid,
  attempts       integer not null default 0,
  settled_at     timestamptz,
  check (state not in ('quarantined', 'ignored') or reason is not null)
);
-- The same mail twice is one message: the second one to claim this becomes a duplicate.
create unique index arrivals_once on arrivals (connection, mailbox, message_id) where state = 'taken' and message_id is not null;
create index arrivals_waiting on arrivals (received_at) where state = 'received';
create index arrivals_newest on arrivals (number desc);
