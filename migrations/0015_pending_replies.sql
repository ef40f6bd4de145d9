-- A reply that may still be taken back. Nothing of it has happened yet: no comment, no mail, no clock met. At send_at it
-- becomes the real reply and the row is gone; taking it back deletes the row, and there is nothing to undo.
create table pending_replies (
  id             uuid primary key,
  ticket_id      uuid not null references tickets,
  author_user_id uuid not null references users,
  author_name    text not null,
  body           text not null,
  via            text not null check (via in ('web', 'api', 'cli')),
  file_ids       uuid[] not null default '{}',
  status_after   text check (status_after in ('open', 'pending', 'on_hold', 'solved')),
  send_at        timestamptz not null,
  problem        text,                                -- why it could not be sent; it waits for its author then
  created_at     timestamptz not null
);
create index pending_replies_of_ticket on pending_replies (ticket_id, created_at);
create index pending_replies_due on pending_replies (send_at) where problem is null;
