import { sql } from 'kysely'
import type { Actor, Recorded } from '../../server/events.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork, type Reaction, type Work } from '../../server/platform/work.ts'
import { tellWhoHasIt } from '../../server/portal/notices.ts'
import { reactions } from '../../server/reactions.ts'
import { later } from './hours.ts'

/** A system in which things happen at moments gone by. Everything goes through the real actions. */
export interface History {
  /** Its mail is held: nobody is to be sent three months of mail in ten seconds. */
  system: System
  /** The same, with the mail server of the demo, for pages by mail. */
  pager: System
  /** What followed from events that no unit of work of ours recorded (a pressed link). */
  loose: Recorded[]
  collected: WeakMap<Work, Recorded[]>
  followed: { eventId: string; reaction: string; doneAt: Date }[]
  /** Tells the phones and mailboxes of the demo which moment it is; null is now. */
  showTime(at: Date | null): void
}

export function openHistory(base: System, smtpUrl: string, showTime: History['showTime']): History {
  const loose: Recorded[] = []
  const collected: History['collected'] = new WeakMap()
  const collect: Reaction = (work, event) => void (collected.get(work) ?? loose).push(event)
  // Consequences that are jobs in production run on the clock of today; here they are gathered, and followed at their own moment.
  const together: Record<string, unknown[]> = { ...reactions.together }
  for (const type of Object.keys(reactions.after))
    together[type] = [...(together[type] ?? []), collect]
  const system: System = {
    ...base,
    reactions: { together, after: {} },
  }
  return {
    system,
    pager: { ...system, config: { ...system.config, SMTP_URL: smtpUrl } },
    loose,
    collected,
    followed: [],
    showTime,
  }
}

/** One unit of work at a moment gone by, then what follows from it. */
export async function act<R>(
  history: History,
  actor: Actor,
  at: Date,
  run: (work: Work) => Promise<R>,
): Promise<R> {
  let events: Recorded[] = []
  const result = await inWork(
    history.system,
    actor,
    (work) => {
      events = []
      history.collected.set(work, events)
      return run(work)
    },
    { now: at },
  )
  await follow(history, events)
  return result
}

/** Runs the reactions that are jobs in production, each in a unit of work of its own, as the job would have. */
export async function follow(history: History, events: readonly Recorded[]): Promise<void> {
  for (const event of events) {
    const following = (reactions.after[event.fact.type] ?? []) as Reaction[]
    for (const reaction of following) {
      await followOne(history, event, reaction)
      history.followed.push({ eventId: event.id, reaction: reaction.name, doneAt: event.at })
    }
  }
}

async function followOne(history: History, event: Recorded, reaction: Reaction) {
  const cause = { eventId: event.id, depth: event.depth }
  if (event.fact.type === 'incident.acknowledged') {
    // The real reaction queues this job for the moment at which an acknowledgement can no longer be undone.
    const { incidentId } = (event as Recorded<'incident.acknowledged'>).fact
    const told = { incidentId, acknowledgedAt: event.at.toISOString() }
    return inWork(history.system, machine('notices'), (work) => tellWhoHasIt(work, told), {
      now: later(event.at, 1 / 6),
      cause,
    })
  }
  return inWork(history.system, machine(reaction.name), async (work) => reaction(work, event), {
    now: later(event.at, 1 / 60),
    cause,
  })
}

/** Stops the one clock of the database at a moment, for what reads it by itself: escalation, paging, links that are pressed. */
export async function freezeAt(history: History, at: Date | null): Promise<void> {
  history.showTime(at)
  await sql`update clock set frozen_at = ${at}`.execute(history.system.db)
}

/**
 * Held mail of the history becomes "sent" in one statement, because it never went over a wire: three months of it through
 * SMTP would take minutes and prove nothing. Its answer says so. What happens from now on is really sent.
 */
export async function settleMail({ system }: History): Promise<void> {
  await sql`update outgoing_messages set state = 'sent', held_because = null, attempts = 1, answer = '250 2.0.0 OK (history)', sent_at = created_at + interval '2 seconds' where state = 'held'`.execute(
    system.db,
  )
}

/** The marks that keep a reaction single, so that nothing of the history is ever done again. */
export async function markFollowed({ system, followed }: History): Promise<void> {
  await sql`
    insert into reactions_done (event_id, reaction, done_at)
    select event_id, reaction, done_at from json_populate_recordset(null::reactions_done, ${JSON.stringify(followed.map(({ eventId, reaction, doneAt }) => ({ event_id: eventId, reaction, done_at: doneAt })))}::json)
    on conflict do nothing`.execute(system.db)
}
