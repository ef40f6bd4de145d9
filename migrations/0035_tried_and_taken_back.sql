-- A reader whom our mail server refused for now, while it took the mail for the others: the next try is for them alone.
-- A mail that its remote server reports late is on its way, and is not sent a second time: the state cannot tell the two.
alter table outgoing_recipients add column awaits_try boolean not null default false;
update outgoing_recipients r set awaits_try = true
  from outgoing_messages m where m.id = r.outgoing_id and m.state = 'queued';

-- What merging ends with the status: unmerging gives it back.
alter table ticket_merges
  add column status_key_before         text,
  add column snoozed_until_before      timestamptz,
  add column snoozed_for_answer_before boolean not null default false;

alter table bulk_changes
  -- Whether the one who takes it back may know of restricted tickets: it need not be the one who began it.
  add column undo_sees_restricted boolean not null default false,
  -- Tickets that were not given back, for somebody has changed them since.
  add column kept                 integer not null default 0,
  add constraint undone_or_kept check (undone + kept <= done);
update bulk_changes b set
  undo_sees_restricted = state in ('undoing', 'undone') and sees_restricted,
  kept = (select count(*) from bulk_change_tickets t where t.bulk_change_id = b.id and t.state = 'kept');
