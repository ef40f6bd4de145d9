-- Accounts of ours at systems outside. What may be shown stands in `settings`; keys and passwords are sealed.
create table connections (
  id             uuid primary key,
  key            text not null unique check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  kind           text not null,
  name           text not null,
  settings       jsonb not null,
  secrets        text not null,
  state          text not null default 'running' check (state in ('running', 'paused', 'failing')),
  -- When it is asked next what is new there. A failure moves it, and nothing at all is asked before.
  due_at         timestamptz not null,
  failures       integer not null default 0,
  failing_since  timestamptz,
  last_error     text,
  last_seen_at   timestamptz,
  -- The last call of theirs that could be believed.
  last_called_at timestamptz,
  -- What the connector wants to remember: its cursor.
  memory         jsonb,
  -- Counts changes of the settings: what began under older ones finishes without a word.
  version        integer not null default 1,
  created_at     timestamptz not null,
  -- What was mirrored stays readable, so the row stays too.
  removed_at     timestamptz
);

-- A topic of a community elsewhere is one of ours that no page for the public, no search, no feed and no mail ever
-- shows: all of those ask for `shown`.
alter table forum_topics drop constraint forum_topics_state_check;
alter table forum_topics add constraint forum_topics_state_check
  check (state in ('review', 'shown', 'hidden', 'spam', 'outside'));
alter table forum_topics add column connection_id uuid references connections;
alter table forum_topics add column outside_url text;
alter table forum_topics add column outside_category text;
-- Whatever anybody presses, what stands elsewhere is never published here.
alter table forum_topics add constraint forum_topics_outside
  check ((state = 'outside') = (connection_id is not null) and (state = 'outside') = (outside_url is not null));

alter table forum_posts drop constraint forum_posts_via_check;
alter table forum_posts add constraint forum_posts_via_check
  check (via in ('web', 'mail', 'api', 'cli', 'outside'));
-- Its id there; null while it is not there yet.
alter table forum_posts add column outside_id text;
-- Changes there whenever its words do.
alter table forum_posts add column outside_mark text;
create unique index forum_posts_one_per_outside_id on forum_posts (topic_id, outside_id) where outside_id is not null;

alter table forum_members add column connection_id uuid references connections;
alter table forum_members add column outside_name text;
alter table forum_members add check ((connection_id is null) = (outside_name is null));
alter table forum_members add check (connection_id is null or num_nonnulls(contact_id, user_id) = 0);
create unique index forum_members_one_per_outside_name on forum_members (connection_id, lower(outside_name))
  where connection_id is not null;

-- Every topic elsewhere that we heard of, and when to look at it next. What a call of theirs says is only a reason to
-- look: so calls may come twice, late or in the wrong order.
create table forum_outside_topics (
  connection_id uuid not null references connections,
  outside_id    text not null,
  topic_id      uuid unique references forum_topics,
  -- As the list there said it: another one, and something happened in it.
  mark          text,
  due_at        timestamptz,
  -- A look that was overtaken by another one changes nothing.
  look_no       integer not null default 0,
  looked_at     timestamptz,
  primary key (connection_id, outside_id)
);
create index forum_outside_topics_due on forum_outside_topics (connection_id, due_at) where due_at is not null;

-- Each call of theirs, once by its id.
create table forum_outside_calls (
  connection_id uuid not null references connections,
  call_id       text not null,
  what          text not null,
  outside_topic text not null,
  received_at   timestamptz not null,
  primary key (connection_id, call_id)
);
create index forum_outside_calls_old on forum_outside_calls (received_at);

-- What is to be done there, in this order in each topic.
create table forum_outside_acts (
  id         uuid primary key,
  number     bigint generated always as identity unique,
  topic_id   uuid not null references forum_topics,
  post_id    uuid not null references forum_posts,
  kind       text not null check (kind in ('answer', 'accept', 'unaccept')),
  state      text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  due_at     timestamptz not null,
  tries      integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  settled_at timestamptz,
  check ((state = 'waiting') = (settled_at is null))
);
create unique index forum_outside_acts_one_per_answer on forum_outside_acts (post_id) where kind = 'answer';
create index forum_outside_acts_waiting on forum_outside_acts (topic_id, number) where state = 'waiting';
create index forum_topics_outside on forum_topics (last_at desc, number desc) where state = 'outside';
