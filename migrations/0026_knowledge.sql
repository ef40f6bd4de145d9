-- The help centre: articles in Markdown. What was written is never changed: each edit is a version, and one of them may
-- be the one that everybody reads.
create table knowledge_articles (
  id                uuid primary key,
  number            bigint generated always as identity unique,
  slug              text not null check (char_length(slug) between 1 and 100),
  -- BCP 47, such as `en` or `pt-br`.
  language          text not null default 'en' check (language ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})*$'),
  category          text not null default 'General',
  title             text not null,
  -- The newest version, a draft or not.
  version           integer not null default 1,
  -- The one everybody reads; null: nobody does.
  published_version integer,
  -- `folder`: its file is the truth, and it is not written in the app.
  source            text not null default 'app' check (source in ('app', 'folder')),
  source_path       text unique,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  unique (slug, language),
  check ((source = 'folder') = (source_path is not null))
);
create index knowledge_articles_published on knowledge_articles (category, title) where published_version is not null;

create table knowledge_versions (
  article_id uuid not null references knowledge_articles,
  version    integer not null,
  title      text not null,
  body       text not null,
  html       text not null,
  author_id  uuid references users,
  author     text not null,
  note       text not null default '',
  created_at timestamptz not null,
  primary key (article_id, version)
);
alter table knowledge_articles add foreign key (id, published_version) references knowledge_versions (article_id, version)
  deferrable initially deferred;

create function article_version_is_for_ever() returns trigger language plpgsql as $$
begin
  raise exception 'A version of an article never changes: write the next one' using errcode = 'check_violation';
end $$;
create trigger article_version_is_for_ever before update or delete on knowledge_versions
  for each row execute function article_version_is_for_ever();

create function article_changed() returns trigger language plpgsql as $$
begin
  insert into public_dirty (kind, thing_id) values ('article', new.id);
  return null;
end $$;
create trigger article_made after insert on knowledge_articles for each row
  when (new.published_version is not null) execute function article_changed();
create trigger article_changed after update of published_version, category, title, language on knowledge_articles
  for each row when (
    (old.published_version, old.category, old.title, old.language)
    is distinct from (new.published_version, new.category, new.title, new.language))
  execute function article_changed();
