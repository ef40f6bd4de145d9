import { findChannel } from '../channels/queries.ts'
import type { Database } from '../platform/database.ts'
import { conflict, notAllowed } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { openTicket } from '../tickets/open.ts'
import { addReply, refreshTopic } from './actions.ts'
import { topicUrl } from './links.ts'
import { findMember, isPaidContact, type Who } from './members.ts'
import { lockTopic } from './queries.ts'

/** Whether this topic's author could have a ticket instead, being on a paid plan. */
export async function couldBeTicket(
  work: Work,
  topic: { authorId: string; ticketId: string | null },
): Promise<boolean> {
  const contactId = await contactOfMember(work, topic.authorId)
  return topic.ticketId === null && contactId !== null && isPaidContact(work, contactId)
}

async function contactOfMember(work: Work, memberId: string): Promise<string | null> {
  const row = await work.db
    .selectFrom('forumMembers')
    .select('contactId')
    .where('id', '=', memberId)
    .executeTakeFirst()
  return row?.contactId ?? null
}

/**
 * The author of a topic, on a paid plan, makes a ticket of it; or one of ours does it for them. Twice is once. The topic
 * stays where it is: others may have the same question.
 */
export async function makeTicket(work: Work, who: Who, topicNumber: number): Promise<number> {
  const topic = await lockTopic(work, topicNumber)
  const member = await findMember(work.db, who)
  if (who.kind === 'contact' && topic.authorId !== member?.id)
    throw notAllowed('Only whoever asked can make a ticket of it.')
  const contactId = await contactOfMember(work, topic.authorId)
  if (!contactId) throw conflict('It was not asked by a customer.')
  if (topic.ticketId) return numberOf(work.db, topic.ticketId)
  if (!(await isPaidContact(work, contactId)))
    throw conflict('This topic is helped by the community. Tickets come with a paid plan.')
  const { contact, question } = await wordsOf(work, contactId, topic)
  const ticket = await openTicket(
    { ...work, actor: { kind: 'contact', id: contactId, name: contact.name } },
    {
      channel: await findChannel(work.system, 'paid'),
      subject: topic.title,
      body: `${question}\n\n${topicUrl(work.system, topic)}`,
      requester: { email: contact.email, name: contact.name },
      via: 'portal',
      tags: ['from_the_forum'],
    },
  )
  await work.db
    .updateTable('forumTopics')
    .set({ ticketId: ticket.id })
    .where('id', '=', topic.id)
    .execute()
  await refreshTopic(work, topic.id)
  work.record({ type: 'topic.made_a_ticket', topicId: topic.id, madeTicketId: ticket.id })
  return ticket.number
}

async function wordsOf(
  work: Work,
  contactId: string,
  { id: topicId, title: topicTitle }: { id: string; title: string },
) {
  const contact = await work.db
    .selectFrom('contacts')
    .select(['name', 'email'])
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  const { body } = await work.db
    .selectFrom('forumPosts')
    .select('body')
    .where('topicId', '=', topicId)
    .where('isQuestion', '=', true)
    .executeTakeFirstOrThrow()
  // Taken back: its title is all there is.
  return { contact, question: body || topicTitle }
}

async function numberOf(db: Database, ticketId: string): Promise<number> {
  const { number } = await db
    .selectFrom('tickets')
    .select('number')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  return number
}

/** One of ours says in the topic that a ticket is quicker. The words tell nobody who pays for what. */
export async function offerTicket(work: Work, who: Who, topicNumber: number): Promise<void> {
  const topic = await lockTopic(work, topicNumber)
  if (!(await couldBeTicket(work, topic)))
    throw conflict('Its author has no paid plan. Answer here, as best you can.')
  await addReply(work, who, topicNumber, {
    body: `Thank you for asking here. If you are on a paid plan, you need not wait for the community: [open a ticket about this](${topicUrl(work.system, topic)}#ticket) in one press, and support answers by its promise. Whoever knows the answer is welcome to write it here all the same.`,
    via: 'web',
  })
}

/** For the queue and the staff's page of a topic. */
export async function ticketNumberOfTopic(db: Database, ticketId: string | null) {
  return ticketId ? numberOf(db, ticketId) : null
}
