-- What an author made of their words later. Everybody reads the newest; those who look after the community read all.
alter table forum_posts
  -- How often it was written: the first time is 1. A change names the one it was made from, so none is lost to another.
  add column version    integer not null default 1,
  -- Since when it says something else than what was first read.
  add column edited_at  timestamptz,
  -- Its author took it back: its place stays, its words are among the versions only.
  add column deleted_at timestamptz,
  add check (deleted_at is null or (body = '' and html = ''));

create table forum_post_versions (
  post_id     uuid not null references forum_posts,
  version     integer not null,
  -- Of a question; null: of an answer.
  title       text,
  body        text not null,
  replaced_at timestamptz not null,
  primary key (post_id, version)
);

-- Categories come from the playbook: its keys are theirs.
alter table forum_categories
  drop constraint forum_categories_slug_check,
  add check (slug ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
  -- The playbook names it no more: nothing is begun there, and what was stays where it is.
  add column retired_at timestamptz;

-- Topics are found by the name of their category.
create function forum_category_renamed() returns trigger language plpgsql as $$
begin
  insert into public_dirty (kind, thing_id) select 'topic', id from forum_topics where category_id = new.id;
  return null;
end $$;
create trigger forum_category_renamed after update of name on forum_categories
  for each row when (old.name is distinct from new.name) execute function forum_category_renamed();
