-- Who was asked to join an organization by somebody there. It says nothing of the person until they use the mail they got:
-- nobody is made a contact of a company they do not know.
create table colleague_invitations (
  id              uuid primary key,
  organization_id uuid not null references organizations on delete cascade,
  email           text not null check (email = lower(email)),
  -- As it was typed: what we hold ourselves of an address is not shown to who guesses it.
  name            text not null,
  invited_by      text not null,
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  -- Used, taken back, or sent again: no more counted but among those of the day.
  ended_at        timestamptz
);
create index colleague_invitations_of_organization on colleague_invitations (organization_id, created_at);
create index colleague_invitations_by_email on colleague_invitations (email);

alter table contact_sign_in_links
  add column invitation_id uuid references colleague_invitations on delete set null;

-- Whom an organization let go: the domain of their address alone never brings them back, somebody who names them does.
create table removed_members (
  contact_id      uuid not null references contacts on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  removed_at      timestamptz not null,
  primary key (contact_id, organization_id)
);

-- Who was added before and has never proven the address is asked now; people of ours were never a customer's to add.
insert into colleague_invitations (id, organization_id, email, name, invited_by, created_at, expires_at)
  select gen_random_uuid(), m.organization_id, c.email, split_part(c.email, '@', 1), m.added_by, m.added_at, m.added_at + interval '14 days'
  from memberships m join contacts c on c.id = m.contact_id
  where m.source = 'colleague' and not c.email_verified and c.erased_at is null
    and not exists (select from users u where u.email = c.email and u.disabled_at is null);
update contact_sign_in_links l set invitation_id = i.id
  from colleague_invitations i where i.email = l.email and l.expires_at > l.created_at + interval '1 day';
delete from memberships m using contacts c
  where c.id = m.contact_id and m.source = 'colleague'
    and (not c.email_verified or exists (select from users u where u.email = c.email and u.disabled_at is null));

-- What is asked of a person or an address: their words, their mail, what they did.
create index comments_of_author on comments (author_contact_id) where author_contact_id is not null;
create index events_of_actor on events (actor_id) where actor_kind = 'contact';
create index events_naming_contact on events ((payload->>'contactId'))
  where type in ('ticket.reader_added', 'ticket.reader_removed');
create index events_naming_address on events ((payload->>'address'))
  where type in ('address.suppressed', 'address.suppression_lifted');
create index arrivals_by_sender on arrivals (lower(from_address));
create index outgoing_by_address on outgoing_messages using gin (to_addresses);

-- Who reads along was recorded by name alone.
update events e set payload = e.payload || jsonb_build_object('contactId', r.contact_id)
  from ticket_ccs r join contacts c on c.id = r.contact_id
  where e.type = 'ticket.reader_added' and e.payload->>'as' = 'cc' and e.ticket_id = r.ticket_id and e.payload->>'name' = c.name;
