-- A person lets a mail out of quarantine: who, when, and where it goes. While it is being read again these three say that
-- the checks that set it aside do not count; afterwards they say who vouched for it.
alter table arrivals add column released_by text;
alter table arrivals add column released_at timestamptz;
alter table arrivals add column release_to uuid;        -- the ticket it is filed into; null: a ticket of its own
alter table arrivals add constraint arrivals_release
  check ((released_by is null) = (released_at is null) and (release_to is null or released_by is not null));

alter table arrivals add column last_error text;        -- of the newest reading that failed by a fault of ours

-- The list of quarantine is looked at every day, and is short beside everything that ever came in.
create index arrivals_in_quarantine on arrivals (number desc) where state = 'quarantined';
create index arrivals_by_time on arrivals (received_at);
