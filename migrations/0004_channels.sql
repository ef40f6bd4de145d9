-- The doors, strictest first, and the words said at each. Written only by applying a playbook.
create table channels (
  key                   text primary key,
  name                  text not null,
  kind                  text not null check (kind in ('emergency', 'security', 'bug_bounty', 'paid', 'community', 'tracker', 'other')),
  rank                  smallint not null check (rank between 1 and 99),   -- 1 is the strictest
  addresses             text[] not null default '{}',
  priority              text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  promise               text not null default '',
  escalation_policy_key text,
  auto_reply            text,
  redirect              text,
  closes_after_auto_reply boolean not null default false,
  restricted            boolean not null default false,
  removed_at            timestamptz
);

create table message_templates (
  name    text primary key,
  subject text not null,
  body    text not null
);

-- The playbook in force and all before it. Policies are versions of their own; this is the text people wrote.
create table playbook_versions (
  id         uuid primary key,
  version    integer generated always as identity,
  body       jsonb not null,
  source     text not null,
  applied_at timestamptz not null,
  applied_by text not null
);
