-- Where people talk while something burns: the call's links, in the order they were opened.
create table call_links (
  id          uuid primary key,
  incident_id uuid not null references incidents,
  position    integer not null,                     -- place in the playbook's order
  kind        text not null,
  name        text not null,
  url         text not null,
  dial_in     text,
  opened_at   timestamptz not null,
  opened_by   text not null,
  replaced_at timestamptz,
  reason      text
);
create unique index call_links_one_open on call_links (incident_id) where replaced_at is null;
