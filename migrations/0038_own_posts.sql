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

-- What holds any of these words, each query with its weight. Two steps: of each word so many texts at most, then the best
-- of them are weighed with all the words, the common ones too. A function for its setting: the planner does not know what
-- it costs to look into the words of a text, and where it expects many matches it would rather read them all.
create function fitting_documents(weights float8[], queries text[], most_of_a_word integer, most_weighed integer, most integer)
returns table (id uuid, kind text, solved boolean, at timestamptz, weight float8)
language sql stable set enable_seqscan = off set jit = off as $$
  with sought as materialized (
    select a.weight, a.query::tsquery as query from unnest(weights, queries) as a (weight, query)),
  near as materialized (
    select d.id, d.solved, d.at, sum(s.weight) as weight
    from sought s cross join lateral (
      select p.id, p.solved, p.at from public_documents p where p.words @@ s.query limit most_of_a_word) d
    group by d.id, d.solved, d.at order by 4 desc, d.solved desc, d.at desc limit most_weighed)
  select d.id, d.kind, d.solved, d.at, (select sum(s.weight) from sought s where d.words @@ s.query) as weight
  from near join public_documents d on d.id = near.id
  order by 5 desc, d.solved desc, d.at desc limit most
$$;
