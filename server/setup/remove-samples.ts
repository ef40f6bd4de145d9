import { sql } from 'kysely'
import { conflict } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { all, removeIncidents, SAMPLE_POLICY } from './removal.ts'

/**
 * Removes every sample and what hangs on it, in one commit. What somebody tried out on a sample ticket goes with it; what
 * is real stays, without the sample person it may have been given to.
 */
export async function removeSamples(work: Work): Promise<void> {
  // What was opened in the name of a sample customer is one as well.
  await sql`
    insert into samples (kind, id)
    select 'ticket', t.id from tickets t join samples c on c.kind = 'contact' and c.id = t.requester_id
    on conflict do nothing`.execute(work.db)
  await sql`
    insert into samples (kind, id)
    select 'incident', i.id from incidents i join samples t on t.kind = 'ticket' and t.id = i.ticket_id
    on conflict do nothing`.execute(work.db)
  await refuseMixed(work)
  const idsOf = async (kind: 'incident' | 'ticket') => {
    const rows = await work.db.selectFrom('samples').select('id').where('kind', '=', kind).execute()
    return rows.map(({ id }) => id)
  }
  await removeIncidents(work, await idsOf('incident'))
  await all(work, [...ticketParts(), ...peopleParts()])
  await work.db.deleteFrom('samples').execute()
  work.touch('setup', 'queue', 'incidents', 'shell', 'people', 'customers')
}

/** A real question that was merged into a sample would be lost with it. */
async function refuseMixed(work: Work) {
  const { rows } = await sql<{ number: number; into: number }>`
    select a.number, b.number as into from ticket_merges m
    join tickets a on a.id = m.from_ticket_id join tickets b on b.id = m.into_ticket_id
    where m.undone_at is null
      and (a.id in (select id from samples)) <> (b.id in (select id from samples)) limit 1`.execute(
    work.db,
  )
  const [mixed] = rows
  if (mixed)
    throw conflict(
      `Ticket #${mixed.number} was merged into #${mixed.into}, and only one of them is a sample. Take them apart first.`,
    )
}

const tickets = sql`(select id from samples where kind = 'ticket')`
const comments = sql`(select id from comments where ticket_id in ${tickets})`
const outgoing = sql`(select id from outgoing_messages where ticket_id in ${tickets})`
const clocks = sql`(select id from sla_clocks where ticket_id in ${tickets})`
const contacts = sql`(select id from samples where kind = 'contact')`
const organizations = sql`(select id from samples where kind = 'organization')`
const users = sql`(select id from samples where kind = 'user')`

const ticketParts = () => [
  sql`delete from reactions_done where event_id in (select id from events where ticket_id in ${tickets})`,
  sql`delete from events where ticket_id in ${tickets}`,
  sql`delete from outgoing_attempts where outgoing_id in ${outgoing}`,
  sql`delete from outgoing_recipients where outgoing_id in ${outgoing}`,
  sql`delete from outgoing_messages where ticket_id in ${tickets}`,
  sql`update suppressed_addresses set ticket_id = null where ticket_id in ${tickets}`,
  sql`update banned_senders set ticket_id = null where ticket_id in ${tickets}`,
  sql`update subscription_minutes set ticket_id = null where ticket_id in ${tickets}`,
  sql`update forum_topics set ticket_id = null where ticket_id in ${tickets}`,
  sql`delete from ticket_links where from_ticket_id in ${tickets} or to_ticket_id in ${tickets}`,
  sql`delete from comment_splits where to_ticket_id in ${tickets} or comment_id in ${comments}`,
  sql`delete from ticket_ccs where ticket_id in ${tickets} or contact_id in ${contacts}`,
  sql`delete from ticket_followers where ticket_id in ${tickets} or user_id in ${users}`,
  sql`update tickets set merged_into_id = null where merged_into_id in ${tickets}`,
  sql`delete from ticket_merges where from_ticket_id in ${tickets} or into_ticket_id in ${tickets}`,
  sql`delete from sla_entries where clock_id in ${clocks}`,
  sql`update sla_clocks set transferred_from = null where transferred_from in ${clocks}`,
  sql`update sla_clocks set replaces = null where replaces in ${clocks}`,
  sql`delete from sla_clocks where ticket_id in ${tickets}`,
  sql`delete from search_documents where ticket_id in ${tickets}`,
  sql`delete from pending_replies where ticket_id in ${tickets}`,
  sql`delete from drafts where ticket_id in ${tickets} or user_id in ${users}`,
  sql`delete from presence where ticket_id in ${tickets} or user_id in ${users}`,
  sql`delete from bulk_change_tickets where ticket_id in ${tickets}`,
  sql`delete from ticket_surveys where ticket_id in ${tickets} or contact_id in ${contacts}`,
  sql`delete from survey_requests where ticket_id in ${tickets}`,
  sql`delete from comment_files where comment_id in ${comments}`,
  sql`delete from comment_html where comment_id in ${comments}`,
  sql`delete from comments where ticket_id in ${tickets}`,
  sql`delete from tickets where id in ${tickets}`,
  sql`delete from search_dirty where ticket_id in ${tickets} or contact_id in ${contacts} or organization_id in ${organizations}`,
]

const peopleParts = () => [
  sql`update tickets set organization_id = null where organization_id in ${organizations}`,
  sql`delete from contacts where id in ${contacts}`,
  sql`delete from organizations where id in ${organizations}`,
  sql`update tickets set assignee_id = null where assignee_id in ${users}`,
  sql`update organizations set owner_id = null where owner_id in ${users}`,
  sql`delete from overrides where user_id in ${users}`,
  sql`delete from pages where user_id in ${users}`,
  sql`delete from users where id in ${users}`,
  sql`delete from escalation_policy_versions where policy_id in (select id from escalation_policies where key = ${SAMPLE_POLICY})`,
  sql`delete from escalation_policies where key = ${SAMPLE_POLICY}`,
]
