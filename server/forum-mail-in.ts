/** Answers by mail to the community: whoever was written to writes in their topic, as the member they are. */
import { settleArrival, type Arrival, type Fate } from './connectors/arrivals.ts'
import { addReply } from './forum/actions.ts'
import { unfollow } from './forum/reading.ts'
import { topicAnswerOf } from './forum/mail.ts'
import type { Who } from './forum/members.ts'
import type { ReadMail } from './mail-reading.ts'
import { Refusal } from './platform/errors.ts'
import type { Work } from './platform/work.ts'

interface ForumMail extends ReadMail {
  arrival: Arrival
  from: { address: string; name: string | null }
  fate: Fate
}

const STOP = /^\s*(unfollow|unsubscribe|stop)\s*$/i
/** A line of what was answered, kept because somebody wrote between the lines. */
const QUOTED_LINE = /^[ \t]*>.*(\n|$)/gm

/** True when the mail answered a topic, and is settled. It never becomes a ticket: what it says would be public. */
export async function takeForumMail(work: Work, mail: ForumMail): Promise<boolean> {
  const named = topicAnswerOf(work.system, mail.arrival.envelopeTo)
  if (!named) return false
  const settle = async (rest: Partial<Fate>) => {
    await settleArrival(work, mail.arrival.id, { ...mail.fate, ...rest })
    return true
  }
  if (mail.message.automatic)
    return settle({ state: 'ignored', reason: 'A machine answered mail about the community.' })
  const member = await memberOf(work, named)
  if (!member || member.email !== mail.from.address.toLowerCase() || isForged(mail))
    return settle({
      state: 'quarantined',
      reason:
        'It answers a topic for somebody else than its sender, or is not proven to be theirs.',
    })
  if (STOP.test(mail.message.subject) || STOP.test(mail.words)) {
    await unfollow(work, member.topicId, member.id)
    return settle({ state: 'taken', reason: 'No more mail about this topic, as asked.' })
  }
  const body = mail.words.replaceAll(QUOTED_LINE, '').trim()
  if (body === '') return settle({ state: 'quarantined', reason: 'It says nothing of its own.' })
  try {
    await addReply({ ...work, actor: member.who }, member.who, named.topicNumber, {
      body,
      via: 'mail',
      arrivalId: mail.arrival.id,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return settle({ state: 'quarantined', reason: error.message })
  }
  return settle({ state: 'taken', reason: 'It was written in the community.' })
}

/** Their domain says that it is not theirs. The address alone, which only they were told, proves the rest. */
const isForged = ({ checks }: ForumMail) => checks?.dmarc === 'fail'

async function memberOf(
  work: Work,
  { topicNumber, memberNumber }: { topicNumber: number; memberNumber: number },
) {
  const row = await work.db
    .selectFrom('forumMembers as m')
    .innerJoin('forumTopics as t', (join) => join.on('t.number', '=', topicNumber))
    .leftJoin('contacts', 'contacts.id', 'm.contactId')
    .leftJoin('users', 'users.id', 'm.userId')
    .select((eb) => [
      'm.id',
      'm.contactId',
      'm.userId',
      't.id as topicId',
      eb.fn.coalesce('contacts.email', 'users.email').as('email'),
      eb.fn.coalesce('contacts.name', 'users.name').as('name'),
    ])
    .where('m.number', '=', memberNumber)
    .executeTakeFirst()
  const id = row?.userId ?? row?.contactId
  if (!row?.email || !id) return null
  const who: Who = { kind: row.userId ? 'user' : 'contact', id, name: row.name ?? row.email }
  return { id: row.id, topicId: row.topicId, email: row.email.toLowerCase(), who }
}
