-- Whose change a row has from: whoever edits the same at that time is told by name. Null: before this was kept.
alter table organizations add column updated_by text;
alter table contacts add column updated_by text;
alter table subscriptions add column updated_by text;

-- What of a record is wrong, and what helps.
alter table customer_import_refusals
  add column field  text,
  add column remedy text not null default '';

alter table customer_imports
  -- The dry run whose file this one brings in: once, however often somebody presses.
  add column tried_id  uuid references customer_imports,
  -- Keys of the first records that are new, and of the first that are changed.
  add column examples  jsonb not null default '{"created": [], "changed": []}',
  -- From here on its file is let go: bytes first, then the rows that name them. Nothing reads it any more.
  add column let_go_at timestamptz;
create unique index customer_imports_once on customer_imports (tried_id) where tried_id is not null;
create index customer_imports_to_let_go on customer_imports (ended_at) where let_go_at is null and ended_at is not null;

-- What colleagues of a sharing organization see, the last changed first: a page of it is the beginning of one of these,
-- however many tickets the organization has. A ticket stands in one of the two.
create index tickets_shared_open on tickets (organization_id, updated_at desc, number desc)
  where status in ('new', 'open', 'pending', 'on_hold')
    and not restricted and spam_before is null and merged_into_id is null;
create index tickets_shared_over on tickets (organization_id, updated_at desc, number desc)
  where status in ('solved', 'closed')
    and not restricted and spam_before is null and merged_into_id is null;
