/** When this happens, do that: every consequence that crosses modules, on one page. */
import { cancelPages, pageLevel, pagePeople, restorePages } from './paging/actions.ts'
import { triggerIncident } from './incidents/actions.ts'
import { raisedHere } from './incidents/raised.ts'
import { findIncidentById, openIncidentOf, pagedByLastStep } from './incidents/queries.ts'
import {
  followStatus,
  meetReplies,
  oweNextReply,
  promiseAnew,
  retarget,
  startClocks,
} from './sla/actions.ts'
import { restClocks, reviveClocks } from './sla/resting.ts'
import { returnClocks, transferClocks, unendClocks } from './sla/transfer.ts'
import { tellFollowers } from './tickets/staff-mail.ts'
import { wakeTicket } from './tickets/snooze.ts'
import { assignTicket, note } from './tickets/actions.ts'
import { forgetSurveyWords } from './portal/survey.ts'
import { removeReaderOf } from './tickets/readers.ts'
import { findTicketById, openedTicket, type OpenedTicket } from './tickets/queries.ts'
import { tellAdminsNobodyAnswered, tellWhoCannotBeReached } from './paging/notices.ts'
import { openCall } from './rooms/actions.ts'
import {
  answerAtTheDoor,
  remindCustomer,
  tellCustomerPriority,
  tellCustomerNewLink,
  tellCustomerTheTruth,
  tellCustomerWhoHasIt,
} from './portal/notices.ts'
import { forgetMember } from './forum/members.ts'
import { tellThoseWhoFollowTopic } from './forum/mail.ts'
import { forgetTopicsThere } from './forum/outside.ts'
import { conflict, invalid } from './platform/errors.ts'
import type { Reaction, Reactions, Work } from './platform/work.ts'
import type { Recorded } from './events.ts'

const startPromises: Reaction<'ticket.opened'> = (work, { fact }) =>
  startClocks(work, openedTicket(work, fact.ticketId))

/** An emergency's incident is stored with its ticket or not at all. */
const raiseIncident: Reaction<'ticket.opened'> = (work, { fact }) =>
  raiseFor(work, openedTicket(work, fact.ticketId))

/** A question that somebody splits off as an emergency, or a ticket that came to another door as well. */
const raiseForChannel = async (
  work: Work,
  { fact }: Recorded<'ticket.channel_changed'> | Recorded<'ticket.split'>,
) =>
  raiseFor(
    work,
    await work.db
      .selectFrom('tickets')
      .innerJoin('channels', 'channels.key', 'tickets.channelKey')
      .select(['tickets.id', 'tickets.subject', 'tickets.tags', 'channels.escalationPolicyKey'])
      .where('tickets.id', '=', fact.ticketId)
      .executeTakeFirstOrThrow(),
  )

async function raiseFor(
  work: Work,
  ticket: Pick<OpenedTicket, 'id' | 'subject' | 'tags' | 'escalationPolicyKey'>,
) {
  // A bounce that found no ticket is kept for somebody to look at; it wakes nobody.
  if (!ticket.escalationPolicyKey || ticket.tags.includes('bounce')) return
  if (await openIncidentOf(work.db, ticket.id)) return
  await triggerIncident(work, {
    title: ticket.subject,
    urgency: 'high',
    policyKey: ticket.escalationPolicyKey,
    ticketId: ticket.id,
  })
}

const followComment: Reaction<'comment.posted'> = async (work, { fact }) => {
  if (fact.kind !== 'public' || fact.from === 'notice') return
  await (fact.from === 'staff'
    ? meetReplies(work, fact.ticketId)
    : oweNextReply(work, fact.ticketId))
}

const followTicketStatus: Reaction<'ticket.status_changed'> = (work, { fact }) =>
  followStatus(work, fact.ticketId, fact.after)
const retargetPromises: Reaction<'ticket.priority_changed'> = (work, { fact }) =>
  retarget(work, fact.ticketId)
const retargetForChannel: Reaction<'ticket.channel_changed'> = (work, { fact }) =>
  retarget(work, fact.ticketId, fact.why)
const retargetForOrganization: Reaction<'ticket.organization_changed'> = (work, { fact }) =>
  promiseAnew(work, fact.ticketId, fact.why)

const promiseToSplit: Reaction<'ticket.split'> = async (work, { fact }) =>
  startClocks(work, await findTicketById(work.db, fact.ticketId), new Date(fact.askedAt))
const carryPromises: Reaction<'ticket.merged'> = (work, { fact }) =>
  transferClocks(work, fact.ticketId, { ticketId: fact.intoTicketId, number: fact.intoNumber })
/** Who was woken for it must not find it closed under their hands. */
const refuseOpenEmergency: Reaction<'ticket.merged'> = async (work, { fact }) => {
  if (await openIncidentOf(work.db, fact.ticketId))
    throw conflict('It has an open emergency. Resolve that first, or merge the other way round.')
}
const bringPromisesBack: Reaction<'ticket.came_back'> = (work, { fact }) =>
  returnClocks(work, fact.ticketId, fact.intoTicketId)
const CALLED_SPAM = 'It was called spam'
const promiseSpamNothing: Reaction<'ticket.called_spam'> = (work, { fact }) =>
  restClocks(work, fact.ticketId, CALLED_SPAM)
const promiseAgain: Reaction<'ticket.called_no_spam'> = (work, { fact }) =>
  reviveClocks(work, fact.ticketId, CALLED_SPAM)

/** Who follows a ticket hears what was said in it. */
const tellThoseWhoFollow: Reaction<'comment.posted'> = async (work, { fact }) => {
  if (fact.from !== 'notice') await tellFollowers(work, fact.ticketId, fact.commentId)
}

const promiseAsBefore: Reaction<'ticket.status_given_back'> = (work, { fact }) =>
  unendClocks(work, fact.ticketId, { status: fact.taken, at: new Date(fact.takenAt) })

/** Whatever the customer says wakes a ticket that slept. */
const wakeForCustomer: Reaction<'comment.posted'> = async (work, { fact }) => {
  if (fact.from === 'customer') await wakeTicket(work, fact.ticketId, 'the customer wrote')
}

const pageResponders: Reaction<'incident.escalated'> = async (work, { fact }) => {
  // What was raised in this very commit has no earlier pages.
  if (fact.stopsEarlierLevels && !raisedHere(work, fact.incidentId))
    await cancelPages(work, fact.incidentId, 'the next level was paged', {
      beforeLevel: fact.level,
    })
  await pageLevel(work, fact)
}

const pageFallback: Reaction<'incident.unanswered'> = async (work, { fact }) => {
  await pagePeople(work, {
    incidentId: fact.incidentId,
    reopenNo: fact.reopenNo,
    round: fact.turn,
    level: 0,
    userIds: fact.fallbackUserIds,
    learnerIds: [],
  })
}

const stopPaging = (why: string) => (work: Work, incidentId: string) =>
  cancelPages(work, incidentId, why)
const stopForAcknowledged: Reaction<'incident.acknowledged'> = (work, { fact }) =>
  stopPaging('acknowledged')(work, fact.incidentId)
const stopForResolved: Reaction<'incident.resolved'> = (work, { fact }) =>
  stopPaging('resolved')(work, fact.incidentId)
const stopForWorsened: Reaction<'incident.worsened'> = (work, { fact }) =>
  stopPaging('it got worse')(work, fact.incidentId)
const stopForSnoozed: Reaction<'incident.snoozed'> = (work, { fact }) =>
  stopPaging('snoozed')(work, fact.incidentId)

const pageWhoWasAsked: Reaction<'incident.passed_on'> = async (work, { fact }) => {
  await cancelPages(work, fact.incidentId, 'passed on', { userId: fact.fromUserId })
  if (!fact.toUserId) return
  const incident = await work.db
    .selectFrom('incidents')
    .select(['seq', 'reopenNo', 'level'])
    .where('id', '=', fact.incidentId)
    .executeTakeFirstOrThrow()
  const pages = await pagePeople(work, {
    incidentId: fact.incidentId,
    reopenNo: incident.reopenNo,
    round: 1000 + incident.seq,
    level: incident.level,
    userIds: [fact.toUserId],
    learnerIds: [],
    byName: true,
  })
  if (pages === 0)
    throw invalid(
      'This person has no way to be reached. Choose somebody else, or pass it to the next level.',
      [{ path: 'to', message: 'cannot be reached' }],
    )
}

const takeTicket: Reaction<'incident.acknowledged'> = async (work, { fact }) => {
  if (fact.ticketId)
    await assignTicket(work, fact.ticketId, { id: fact.userId, name: fact.userName })
}

const openCallForIncident: Reaction<'incident.acknowledged'> = async (work, { fact }) =>
  void (await openCall(work, fact.incidentId))

const resumePaging: Reaction<'incident.acknowledgement_undone'> = (work, { fact }) =>
  restorePages(work, fact.incidentId, new Date(fact.acknowledgedAt), 'acknowledged')

const giveTicketBack = async (
  work: Work,
  { fact }: Recorded<'incident.acknowledgement_undone'> | Recorded<'incident.handed_back'>,
) => {
  if (!fact.ticketId) return
  const ticket = await work.db
    .selectFrom('tickets')
    .select('assigneeId')
    .where('id', '=', fact.ticketId)
    .executeTakeFirstOrThrow()
  // Somebody else may have taken the ticket since: it stays theirs.
  if (ticket.assigneeId === fact.userId) await assignTicket(work, fact.ticketId, null)
}

/** Those paged last hear again, all but the one who gives it back: their pages were stopped when it was taken. */
const pageAgain: Reaction<'incident.handed_back'> = async (work, { fact }) => {
  const incident = await findIncidentById(work.db, fact.incidentId)
  const { userIds, learnerIds } = await pagedByLastStep(work.db, incident)
  await pagePeople(work, {
    incidentId: incident.id,
    reopenNo: incident.reopenNo,
    round: 1000 + incident.seq,
    level: incident.level,
    userIds: userIds.filter((id) => id !== fact.userId),
    learnerIds,
  })
}

/** Mail that could not be delivered is said where the next person looks: on the ticket. */
const noteFailedMail: Reaction<'message.failed'> = async (work, { fact }) => {
  const body = `The last message to the customer could not be delivered: ${fact.answer}`
  await note(work, fact.ticketId, { body, via: 'system' })
}

const noteDelayedMail: Reaction<'message.delayed'> = async (work, { fact }) => {
  const body = `The last message to the customer has not been delivered yet, and is tried for two days: ${fact.answer}`
  await note(work, fact.ticketId, { body, via: 'system' })
}

/** What somebody wrote in the community stays for those it helped; their name goes with them. */
const forgetInCommunity: Reaction<'customer.erased'> = (work, { fact }) =>
  forgetMember(work, fact.contactId)

/** They read along as one of their company. */
const closeSharedTickets: Reaction<'customer.member_removed'> = (work, { fact }) =>
  removeReaderOf(work, fact)

const forgetWhatTheySaid: Reaction<'customer.erased'> = (work, { fact }) =>
  forgetSurveyWords(work, fact.contactId)

export const reactions: Reactions = {
  together: {
    'connection.removed': [forgetTopicsThere],
    'customer.member_removed': [closeSharedTickets],
    'customer.erased': [forgetInCommunity, forgetWhatTheySaid],
    'ticket.opened': [startPromises, raiseIncident],
    'ticket.split': [promiseToSplit, raiseForChannel],
    'ticket.merged': [refuseOpenEmergency, carryPromises],
    'ticket.came_back': [bringPromisesBack],
    'ticket.status_given_back': [promiseAsBefore],
    'ticket.called_spam': [promiseSpamNothing],
    'ticket.called_no_spam': [promiseAgain],
    'comment.posted': [followComment, wakeForCustomer],
    'ticket.status_changed': [followTicketStatus],
    'ticket.priority_changed': [retargetPromises],
    'ticket.channel_changed': [retargetForChannel, raiseForChannel],
    'ticket.organization_changed': [retargetForOrganization],
    'incident.escalated': [pageResponders],
    'incident.unanswered': [pageFallback],
    'incident.passed_on': [pageWhoWasAsked],
    'incident.acknowledged': [stopForAcknowledged, takeTicket, openCallForIncident],
    'incident.acknowledgement_undone': [resumePaging, giveTicketBack],
    'incident.handed_back': [giveTicketBack, pageAgain],
    'incident.worsened': [stopForWorsened],
    'incident.snoozed': [stopForSnoozed],
    'incident.resolved': [stopForResolved],
  },
  after: {
    'ticket.opened': [answerAtTheDoor],
    'ticket.reminder_due': [remindCustomer],
    'ticket.priority_changed': [tellCustomerPriority],
    'comment.posted': [tellThoseWhoFollow],
    'incident.acknowledged': [tellCustomerWhoHasIt],
    'incident.unanswered': [tellCustomerTheTruth, tellAdminsNobodyAnswered],
    'call_link.opened': [tellCustomerNewLink],
    'contact_method.broken': [tellWhoCannotBeReached],
    'post.shown': [tellThoseWhoFollowTopic],
    'message.failed': [noteFailedMail],
    'message.delayed': [noteDelayedMail],
  },
}
