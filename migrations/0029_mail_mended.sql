-- Who may read a mail as it came follows where its words are read now; both ways to them are looked up for every list.
create index comments_by_arrival on comments (arrival_id) where arrival_id is not null;
create index arrivals_of_comment on arrivals (comment_id) where comment_id is not null;

-- A held reply that fails by a fault of ours is tried again; after the last try its problem is shown, with a button.
alter table pending_replies add column attempts integer not null default 0;
alter table pending_replies add column last_error text;
create index pending_replies_files on pending_replies using gin (file_ids);

-- What became of a message for each of its readers: one whose mailbox is gone says nothing about the others.
create table outgoing_recipients (
  outgoing_id uuid not null references outgoing_messages,
  address     text not null check (address = lower(address)),
  state       text not null check (state in ('sent', 'delayed', 'failed')),
  answer      text,                                  -- what a mail server said about this one, in its words
  changed_at  timestamptz not null,
  primary key (outgoing_id, address)
);
insert into outgoing_recipients (outgoing_id, address, state, changed_at)
  select distinct on (id, lower(address)) id, lower(address), 'sent', sent_at
  from outgoing_messages, unnest(to_addresses) address
  where purpose = 'comment' and state = 'sent' and sent_at is not null;

-- Bytes that no file names: of an upload nobody sent, of a mail that no ticket took. They go when they have waited.
create table loose_bytes (
  sha256  text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  kept_at timestamptz not null,
  gone_at timestamptz                                -- they were let go, or are being let go; the row stays a day longer
);
create index loose_bytes_old on loose_bytes (kept_at);

-- Up to this number the folder may hold what was taken before the server numbered it anew: it is compared before it is read.
alter table mailboxes add column known_until bigint not null default 0;
-- How often that happened without a day's pause: a server that always does it has a fault somebody must mend.
alter table mailboxes add column renumbered integer not null default 0;
alter table mailboxes add column renumbered_at timestamptz;
