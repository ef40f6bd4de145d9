-- Search. One row a ticket holds the words of everything that is said in it, so that words which stand in different
-- messages find it. Who may see a ticket is not copied here: every search joins the ticket and asks it.
-- No extension is needed: accents and scripts without spaces are dealt with before the words come here (search/words.ts).
create table search_documents (
  ticket_id uuid primary key references tickets,
  number    bigint not null,
  -- The newest comment. Results come newest first, and this is what they are walked by.
  at        timestamptz not null,
  -- Of the rules by which the words were made; see search/actions.ts.
  version   smallint not null,
  -- A: subject. B: people, organization, tags, documentation. C: comments.
  words     tsvector not null
)
-- The words stand outside the row: sorting a hundred thousand matches then reads a few thousand pages, not all of them.
with (toast_tuple_target = 128, autovacuum_vacuum_insert_scale_factor = 0.02);
-- A short list of what is not yet sorted in: every search reads all of it.
create index search_documents_words on search_documents using gin (words) with (gin_pending_list_limit = 512);
create index search_documents_newest on search_documents (at desc, number desc);
-- How many documents hold a word decides how they are searched: the common words must be known.
alter table search_documents alter column words set statistics 1000;

-- What changed without a comment: a subject, a tag, a name. Written only when it really changed, by the triggers below, so
-- that no way of writing can forget it and a new ticket pays nothing for it.
create table search_dirty (
  id              bigint generated always as identity primary key,
  ticket_id       uuid,
  organization_id uuid,
  contact_id      uuid,
  check (num_nonnulls(ticket_id, organization_id, contact_id) = 1)
);

-- How far the events are read. Numbers are given out before their transactions commit, so the last number read says
-- little: up to `settled_seq` all are read, above it those in `done_seqs`. When every transaction that ran as
-- `mark_seq` was seen has ended (`mark_xid`), nothing below it can still appear, and `settled_seq` moves there.
create table search_state (
  only_row      boolean primary key default true check (only_row),
  settled_seq   bigint not null,
  done_seqs     bigint[] not null default '{}',
  mark_seq      bigint not null default 0,
  mark_xid      xid8 not null default '0',
  -- Of the documents as a whole. Behind the program's: all are made anew, from `rebuild_after` (a ticket's number) on.
  version       smallint not null default 0,
  rebuild_after bigint not null default 0
);
insert into search_state (settled_seq) select coalesce(max(seq), 0) from events;

create function ticket_words_changed() returns trigger language plpgsql as $$
begin
  insert into search_dirty (ticket_id) values (new.id);
  return null;
end $$;
create trigger ticket_words_changed after update of subject, tags, documentation, requester_id, organization_id on tickets
  for each row when (
    (old.subject, old.tags, old.documentation, old.requester_id, old.organization_id)
    is distinct from (new.subject, new.tags, new.documentation, new.requester_id, new.organization_id))
  execute function ticket_words_changed();

create function organization_renamed() returns trigger language plpgsql as $$
begin
  insert into search_dirty (organization_id) values (new.id);
  return null;
end $$;
create trigger organization_renamed after update of name on organizations
  for each row when (old.name is distinct from new.name) execute function organization_renamed();

create function contact_renamed() returns trigger language plpgsql as $$
begin
  insert into search_dirty (contact_id) values (new.id);
  return null;
end $$;
create trigger contact_renamed after update of name, email on contacts
  for each row when ((old.name, old.email) is distinct from (new.name, new.email)) execute function contact_renamed();

-- Whether a match may be shown is asked of this small index, not of every ticket found.
create index tickets_restricted on tickets (id) where restricted;

-- "requester:kim" by the beginning of a name.
create index contacts_by_name on contacts (lower(name) text_pattern_ops);

-- A word as it is looked up: as it stands, or as any of the languages shortens it. The text is in one language, the
-- reader need not know which.
create function search_lexemes(word text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct lexeme) from (
    select word as lexeme
    union all select unnest(ts_lexize('english_stem', word))
    union all select unnest(ts_lexize('german_stem', word))
    union all select unnest(ts_lexize('french_stem', word))
    union all select unnest(ts_lexize('spanish_stem', word))
    union all select unnest(ts_lexize('italian_stem', word))
    union all select unnest(ts_lexize('portuguese_stem', word))
    union all select unnest(ts_lexize('dutch_stem', word))) lexemes
$$;
