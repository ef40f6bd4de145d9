-- The community forum. Everything here is public but who stands behind a name: pages read `display_name`, never a mail
-- address.
create table forum_members (
  id           uuid primary key,
  -- Short enough for the address answers by mail come back to (64 letters before the @, RFC 5321 4.5.3.1.1).
  number       bigint generated always as identity unique,
  -- One of the two; neither, when a person asked to be forgotten and their words stay.
  contact_id   uuid references contacts on delete set null,
  user_id      uuid references users,
  display_name text not null check (char_length(display_name) between 2 and 40),
  -- What trust is judged by (forum/trust.ts), kept with every post: reading a page must not count.
  approved     integer not null default 0,
  solutions    integer not null default 0,
  votes        integer not null default 0,
  upheld_flags integer not null default 0,
  -- They read on, and write nothing more.
  blocked_at   timestamptz,
  created_at   timestamptz not null,
  check (num_nonnulls(contact_id, user_id) <= 1)
);
create unique index forum_members_one_per_contact on forum_members (contact_id);
create unique index forum_members_one_per_user on forum_members (user_id);
-- Nobody passes for somebody else.
create unique index forum_members_by_name on forum_members (lower(display_name));

create table forum_categories (
  id          uuid primary key,
  slug        text not null unique check (slug ~ '^[a-z0-9-]{1,60}$'),
  name        text not null,
  description text not null default '',
  position    integer not null,
  -- Only people of ours begin topics here.
  staff_only  boolean not null default false
);
insert into forum_categories (id, slug, name, description, position, staff_only) values
  ('00000000-0000-7000-8000-0000000f0001', 'questions', 'Questions', 'How do I …? Why does it …? Ask, and people who run the same software answer.', 1, false),
  ('00000000-0000-7000-8000-0000000f0002', 'ideas', 'Ideas', 'What would make your work easier.', 2, false),
  ('00000000-0000-7000-8000-0000000f0003', 'news', 'News', 'What is new, told by the team.', 3, true);

create table forum_topics (
  id               uuid primary key,
  number           bigint generated always as identity unique,
  category_id      uuid not null references forum_categories,
  author_id        uuid not null references forum_members,
  title            text not null,
  slug             text not null,
  tags             text[] not null default '{}',
  -- `review`: nobody but its author and moderators sees it yet. `hidden` and `spam` may come back.
  state            text not null check (state in ('review', 'shown', 'hidden', 'spam')),
  locked_at        timestamptz,
  pinned_at        timestamptz,
  solution_post_id uuid,
  replies          integer not null default 0,
  votes            integer not null default 0,
  -- Since when nobody but its author has written in it; null when somebody has, or it needs no answer. The queue's
  -- forum band is an index walk of this.
  waiting_since    timestamptz,
  -- What became of it when its author, on a paid plan, made a ticket of it. Never on a public page.
  ticket_id        uuid references tickets,
  created_at       timestamptz not null,
  last_at          timestamptz not null
);
create index forum_topics_newest on forum_topics (last_at desc, number desc) where state = 'shown';
create index forum_topics_of_category on forum_topics (category_id, last_at desc, number desc) where state = 'shown';
create index forum_topics_pinned on forum_topics (pinned_at) where pinned_at is not null;
create index forum_topics_waiting on forum_topics (waiting_since, number) where waiting_since is not null;
create index forum_topics_by_tag on forum_topics using gin (tags);
create index forum_topics_of_author on forum_topics (author_id, created_at);

create table forum_posts (
  id          uuid primary key,
  topic_id    uuid not null references forum_topics,
  author_id   uuid not null references forum_members,
  -- The topic's own words; the others answer it.
  is_question boolean not null,
  body        text not null,
  -- Made from the body by tickets/markdown.ts when it was written: pages only read.
  html        text not null,
  state       text not null check (state in ('review', 'shown', 'hidden', 'spam')),
  -- Why it waits or is hidden, for moderators.
  why         text not null default '',
  via         text not null check (via in ('web', 'mail', 'api', 'cli')),
  votes       integer not null default 0,
  arrival_id  uuid,
  created_at  timestamptz not null
);
create index forum_posts_of_topic on forum_posts (topic_id, created_at, id);
create index forum_posts_of_author on forum_posts (author_id, created_at);
create index forum_posts_to_review on forum_posts (created_at) where state = 'review';
create unique index forum_posts_one_per_question on forum_posts (topic_id) where is_question;
create unique index forum_posts_one_per_arrival on forum_posts (arrival_id) where arrival_id is not null;
alter table forum_topics add foreign key (solution_post_id) references forum_posts;

create table forum_votes (
  post_id    uuid not null references forum_posts,
  member_id  uuid not null references forum_members,
  created_at timestamptz not null,
  primary key (post_id, member_id)
);

create table forum_follows (
  topic_id   uuid not null references forum_topics,
  member_id  uuid not null references forum_members,
  created_at timestamptz not null,
  primary key (topic_id, member_id)
);

create table forum_flags (
  id         uuid primary key,
  post_id    uuid not null references forum_posts,
  member_id  uuid not null references forum_members,
  reason     text not null check (reason in ('spam', 'rude', 'off_topic', 'secret', 'other')),
  note       text not null default '',
  created_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  upheld     boolean,
  unique (post_id, member_id),
  check ((settled_at is null) = (upheld is null))
);
create index forum_flags_open on forum_flags (created_at) where settled_at is null;

-- Words of somebody who is not signed in: published by one press on a link that proves their address.
create table forum_drafts (
  id           uuid primary key,
  email        text not null check (email = lower(email)),
  display_name text not null,
  category_id  uuid not null references forum_categories,
  title        text not null,
  body         text not null,
  tags         text[] not null default '{}',
  created_at   timestamptz not null,
  -- The topic it became; the link then leads there.
  topic_id     uuid references forum_topics
);
create index forum_drafts_of_email on forum_drafts (email, created_at);

-- The public half of search: topics and articles, which everyone may find. Tickets are never here, so no search of a
-- stranger can touch one (docs/decisions/0015-search-documents.md).
create table public_documents (
  id     uuid primary key,
  kind   text not null check (kind in ('topic', 'article')),
  -- Solved or official: comes first among what fits equally well.
  solved boolean not null,
  at     timestamptz not null,
  -- A: title. B: tags and category. C: the words themselves.
  words  tsvector not null
)
with (toast_tuple_target = 128, autovacuum_vacuum_insert_scale_factor = 0.02);
create index public_documents_words on public_documents using gin (words) with (gin_pending_list_limit = 512);

-- Three letters at a time, with the edges: `cat` is "  c", " ca", "cat", "at ".
create function word_trigrams(word text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct substr('  ' || word || ' ', at, 3)) from generate_series(1, char_length(word) + 1) at
$$;

-- Every word of those documents with how many hold it: rare words say what a question is about, and a word that nobody
-- wrote is taken for the one most like it.
create table public_words (
  word      text primary key,
  documents integer not null,
  trigrams  text[] not null generated always as (word_trigrams(word)) stored
);
-- Small, because a word only one text holds is as likely a slip as a word.
create index public_words_alike on public_words using gin (trigrams)
  where documents > 1 and char_length(word) between 4 and 24;

create table public_dirty (
  id       bigint generated always as identity primary key,
  kind     text not null,
  thing_id uuid not null
);

create function forum_topic_changed() returns trigger language plpgsql as $$
begin
  insert into public_dirty (kind, thing_id) values ('topic', new.id);
  return null;
end $$;
create trigger forum_topic_made after insert on forum_topics for each row execute function forum_topic_changed();
create trigger forum_topic_changed after update of title, tags, state, category_id, solution_post_id on forum_topics
  for each row when (
    (old.title, old.tags, old.state, old.category_id, old.solution_post_id)
    is distinct from (new.title, new.tags, new.state, new.category_id, new.solution_post_id))
  execute function forum_topic_changed();

create function forum_post_changed() returns trigger language plpgsql as $$
begin
  insert into public_dirty (kind, thing_id) values ('topic', new.topic_id);
  return null;
end $$;
create trigger forum_post_made after insert on forum_posts
  for each row when (not new.is_question) execute function forum_post_changed();
create trigger forum_post_changed after update of body, state on forum_posts
  for each row when ((old.body, old.state) is distinct from (new.body, new.state)) execute function forum_post_changed();
