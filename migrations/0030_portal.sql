-- What customers do on their own pages.

-- Who reads along, found from the reader.
create index ticket_ccs_of_contact on ticket_ccs (contact_id);

-- How it went, said once by each customer of a ticket; saying it again changes it.
create table ticket_surveys (
  ticket_id   uuid not null references tickets,
  contact_id  uuid not null references contacts,
  verdict     text not null check (verdict in ('good', 'bad')),
  comment     text not null default '',
  answered_at timestamptz not null,
  primary key (ticket_id, contact_id)
);

-- That somebody was asked, so that nobody is asked twice.
create table survey_requests (
  ticket_id uuid primary key references tickets,
  asked_at  timestamptz not null
);

-- Mail to a customer that is part of no ticket: an invitation, a question how it went.
alter table outgoing_messages drop constraint outgoing_messages_purpose_check;
alter table outgoing_messages add constraint outgoing_messages_purpose_check
  check (purpose in ('comment', 'sign_in_code', 'staff_notice', 'portal_notice'));
