-- What a merge brings goes back with it; no draft is overwritten unseen; what is done does not sleep.

-- Who follows a merged ticket follows the one it became part of, until the merge is taken back.
alter table ticket_followers add column merge_id uuid references ticket_merges;

-- A clock that stood still when it went to rest keeps since when: it comes back with all that was left of it.
alter table sla_clocks drop constraint sla_clocks_check;
alter table sla_clocks add constraint paused_since check (
  (status <> 'paused' or paused_at is not null) and (paused_at is null or status in ('paused', 'transferred'))
);

-- No version of a draft is given twice. Were they counted from 1 each time, a device that slept could take a draft that
-- was begun anew for the one it knew, and write over it.
create sequence draft_versions start with 1;
select setval('draft_versions', max(version)) from drafts having max(version) is not null;
alter table drafts
  alter column version type bigint,
  alter column version set default nextval('draft_versions');

-- A solved ticket that sleeps would be woken for nothing, or sleep on when it is opened again.
update tickets set snoozed_until = null, snoozed_for_answer = false
  where snoozed_until is not null and status in ('solved', 'closed');
alter table tickets add constraint done_is_awake check (snoozed_until is null or status not in ('solved', 'closed'));
