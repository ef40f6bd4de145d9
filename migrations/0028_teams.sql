-- A ticket may belong to a team, and a team's own words may stand under its answers.
alter table teams
  add column signature  text,         -- with {{placeholders}}; null: the channel's, or the company's
  add column retired_at timestamptz;  -- the playbook names it no more; tickets that have it keep it
alter table tickets add column team_id uuid references teams;
create index tickets_team on tickets (team_id) where team_id is not null;
