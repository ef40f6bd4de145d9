-- One change for many tickets, made in the background a batch at a time. Which tickets it means is settled when it begins:
-- a ticket that comes to fit the filter later is not touched.
create table bulk_changes (
  id              uuid primary key,
  user_id         uuid not null references users,
  user_name       text not null,
  what            jsonb not null,                    -- the changes, as they are applied to each ticket
  sees_restricted boolean not null,                  -- whether the one who began it may know of restricted tickets
  total           integer not null check (total > 0),
  done            integer not null default 0,
  failed          integer not null default 0,
  undone          integer not null default 0,
  state           text not null default 'running' check (state in ('running', 'done', 'undoing', 'undone')),
  undo_user_id    uuid references users,
  undo_user_name  text,
  created_at      timestamptz not null,
  moved_at        timestamptz not null,              -- of its last batch; what stands still for a minute is taken up again
  check (done + failed <= total),
  check (undone <= done),
  check ((state in ('undoing', 'undone')) = (undo_user_id is not null and undo_user_name is not null))
);
create index bulk_changes_moving on bulk_changes (moved_at) where state in ('running', 'undoing');

-- What each ticket had before and what it got: undoing gives back only what still stands as it was left.
create table bulk_change_tickets (
  bulk_change_id uuid not null references bulk_changes,
  position       integer not null,
  ticket_id      uuid not null references tickets,
  state          text not null default 'waiting' check (state in ('waiting', 'changed', 'unchanged', 'refused', 'undone', 'kept')),
  before         jsonb,
  after          jsonb,
  why            text,                               -- why it was refused, or what was kept when it was undone
  changed_at     timestamptz,
  primary key (bulk_change_id, position),
  check (state not in ('changed', 'undone') or (before is not null and after is not null and changed_at is not null))
);
create index bulk_change_tickets_waiting on bulk_change_tickets (bulk_change_id, position) where state in ('waiting', 'changed');
create index bulk_change_tickets_of_ticket on bulk_change_tickets (ticket_id);
