-- What stands beside the queue is counted from its index alone: the two columns that a count looks at travel along.
-- Before, each count fetched up to a thousand tickets to see their channel (docs/performance.md).
drop index tickets_queue;
create index tickets_queue on tickets (rank, queue_at, number) include (channel_key, restricted)
  where status in ('new', 'open', 'pending', 'on_hold');

-- Under contention for one key the queue may answer with no row instead of a job. The statement that adds jobs travels
-- with COMMIT, so the database itself must refuse: as a serialization failure, after which the whole work is done again.
create function all_queued(yes boolean) returns boolean language plpgsql as $$
begin
  if not yes then
    raise exception 'A job could not be queued' using errcode = 'serialization_failure';
  end if;
  return yes;
end $$;
