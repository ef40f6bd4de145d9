-- What reading a mail brought to light, kept beside the raw mail so that a person can see why it went where it went.
alter table arrivals
  add column verdict text,                            -- bounce, out_of_office, reply, new …: connectors/email/verdict.ts
  add column checks  jsonb,                           -- SPF, DKIM, DMARC, ARC of the sender; null: not asked
  add column notes   text[] not null default '{}';    -- what could not be taken as it was meant, for people

-- What the customer quoted and signed with: folded, never dropped.
alter table comments add column quoted text not null default '';

alter table ticket_links drop constraint ticket_links_kind_check;
alter table ticket_links add check (kind in ('follow_up', 'related', 'split', 'problem', 'duplicate', 'suggested'));

-- Where an answer to this message goes, when not to where it came from: what one of us answers becomes a reply.
alter table outgoing_messages add column reply_to text;
