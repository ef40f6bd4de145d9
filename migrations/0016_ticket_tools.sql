-- What agents do with tickets beyond answering: merge, split, snooze, file, follow, fence off.

alter table tickets
  add column status_key         text,                        -- a name of the playbook's inside the status; decides nothing
  add column type               text check (type in ('question', 'incident', 'problem', 'task')),
  add column due_by             timestamptz,                  -- somebody's own deadline; promises have clocks
  add column snoozed_until      timestamptz,
  add column snoozed_for_answer boolean not null default false, -- wakes when the customer writes, not before
  add column form_key           text,
  add column field_values       jsonb not null default '{}',
  add column status_since       timestamptz,                  -- null: since it was opened
  add column reminded_at        timestamptz,                  -- the customer was reminded that we wait for them
  add column merged_into_id     uuid references tickets,
  add column spam_before        text,                         -- the status it had before it was called spam
  add constraint not_merged_into_itself check (merged_into_id <> id),
  add constraint merged_is_closed check (merged_into_id is null or status = 'closed'),
  add constraint spam_is_closed check (spam_before is null or status = 'closed'),
  add constraint answer_is_awaited_asleep check (not snoozed_for_answer or snoozed_until is not null);
create index tickets_snoozed on tickets (snoozed_until) where snoozed_until is not null;
create index tickets_waiting on tickets (status_since) where status in ('pending', 'on_hold');

-- A merge is an edge, never a move: the conversation is the union over the edges, and undoing takes the edge away.
create table ticket_merges (
  id             uuid primary key,
  from_ticket_id uuid not null references tickets,
  into_ticket_id uuid not null references tickets,
  status_before  text not null,
  merged_at      timestamptz not null,
  merged_by      text not null,
  undone_at      timestamptz,
  undone_by      text,
  check (from_ticket_id <> into_ticket_id)
);
create unique index ticket_merges_one on ticket_merges (from_ticket_id) where undone_at is null;
create index ticket_merges_into on ticket_merges (into_ticket_id) where undone_at is null;

-- A split, too, leaves every comment where it was written and says where it is read now.
create table comment_splits (
  comment_id   uuid primary key references comments,
  to_ticket_id uuid not null references tickets,
  split_at     timestamptz not null,
  split_by     text not null
);
create index comment_splits_to on comment_splits (to_ticket_id);

-- The ticket and all that were merged into it.
create function ticket_parts(root uuid) returns setof uuid language sql stable rows 2 as $$
  with recursive parts(id) as (
    select root
    union
    select m.from_ticket_id from ticket_merges m join parts on m.into_ticket_id = parts.id where m.undone_at is null
  ) select id from parts
$$;
-- The ticket that a ticket has become part of: itself when it was not merged.
create function ticket_root(part uuid) returns uuid language sql stable as $$
  with recursive up(id, depth) as (
    select part, 0
    union
    select m.into_ticket_id, up.depth + 1 from ticket_merges m join up on m.from_ticket_id = up.id where m.undone_at is null
  ) select id from up order by depth desc limit 1
$$;

-- A clock that went over to another ticket, and the one it took the place of: unmerging gives both back.
alter table sla_clocks
  add column transferred_from uuid references sla_clocks,
  add column replaces         uuid references sla_clocks;
alter table sla_entries drop constraint sla_entries_kind_check;
alter table sla_entries add check (kind in ('start', 'pause', 'resume', 'meet', 'breach', 'fulfil', 'transfer', 'return', 'cancel'));

alter table ticket_links drop constraint ticket_links_kind_check;
alter table ticket_links add check (kind in ('follow_up', 'related', 'split', 'problem', 'duplicate'));

create index ticket_links_to on ticket_links (to_ticket_id);

create table ticket_followers (
  ticket_id uuid not null references tickets,
  user_id   uuid not null references users,
  since     timestamptz not null,
  primary key (ticket_id, user_id)
);
create index ticket_followers_of_user on ticket_followers (user_id);

-- Customers who read along. Nobody of ours adds a stranger: they come by mail, from the portal, or with a merge.
create table ticket_ccs (
  ticket_id  uuid not null references tickets,
  contact_id uuid not null references contacts,
  source     text not null check (source in ('mail', 'portal', 'agent', 'merge')),
  merge_id   uuid references ticket_merges,
  added_at   timestamptz not null,
  primary key (ticket_id, contact_id),
  check ((source = 'merge') = (merge_id is not null))
);

-- Mail from these waits in quarantine. An address, or @domain for everybody there.
create table banned_senders (
  id        uuid primary key,
  pattern   text not null check (pattern = lower(pattern) and pattern like '%@%'),
  reason    text not null,
  ticket_id uuid references tickets,
  banned_at timestamptz not null,
  banned_by text not null,
  lifted_at timestamptz,
  lifted_by text
);
create unique index banned_senders_one on banned_senders (pattern) where lifted_at is null;

-- What somebody is writing, kept while they write: theirs alone, and nobody else's change destroys it.
create table drafts (
  user_id    uuid not null references users,
  ticket_id  uuid not null references tickets,
  kind       text not null check (kind in ('reply', 'note')),
  body       text not null,
  version    integer not null default 1,
  updated_at timestamptz not null,
  primary key (user_id, ticket_id, kind)
);

create table snippets (
  id         uuid primary key,
  title      text not null,
  body       text not null,
  updated_by text not null,
  updated_at timestamptz not null,
  removed_at timestamptz
);
create unique index snippets_by_title on snippets (lower(title)) where removed_at is null;

-- Who looks at a ticket just now, and who writes. Not worth a place in the log: it is true for a minute.
create unlogged table presence (
  ticket_id uuid not null,
  user_id   uuid not null,
  doing     text not null check (doing in ('reading', 'replying', 'noting')),
  seen_at   timestamptz not null,
  primary key (ticket_id, user_id)
);
