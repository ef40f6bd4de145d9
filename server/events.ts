/** Everything that can happen, on one page: recorded facts, in the past tense. */

export type TicketStatus = 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** Who did it. A machine's name says which part of it: "escalation policy", "mail". */
export interface Actor {
  kind: 'user' | 'contact' | 'machine'
  id: string | null
  name: string
}

interface Facts {
  // tickets
  'ticket.opened': {
    ticketId: string
    channelKey: string
    priority: Priority
    commentId: string
    /** What was decided at the door, as it stood then. */
    decision: { allowed: boolean; as: string; why: string }
  }
  /** Another organization, another promise: decided anew, with what stood before. */
  'ticket.organization_changed': {
    ticketId: string
    before: string | null
    after: string | null
    why: string
  }
  'ticket.assigned': { ticketId: string; assigneeId: string | null; assigneeName: string | null }
  'ticket.status_changed': { ticketId: string; before: TicketStatus; after: TicketStatus }
  /** A change of many tickets was taken back: the status it had set (`taken`) at that moment counts as never set. */
  'ticket.status_given_back': { ticketId: string; taken: TicketStatus; takenAt: string }
  'ticket.priority_changed': {
    ticketId: string
    before: Priority
    after: Priority
    why: string
    tellsCustomer: boolean
  }
  /** The same mail came to a stricter or a restricted door as well: the ticket stands behind that one now. */
  'ticket.channel_changed': { ticketId: string; before: string; after: string; why: string }
  'ticket.documented': { ticketId: string }
  /** Somebody was erased: what they wrote here reads otherwise now. */
  'ticket.words_erased': { ticketId: string }
  'ticket.passed_over': { ticketId: string; reason: string }
  /** Anything without a consequence of its own: type, tags, due date, form, fields, the name of a status. */
  'ticket.filed': { ticketId: string; field: string; before: unknown; after: unknown }
  /** A pending ticket has waited for its customer so long that they are reminded. */
  'ticket.reminder_due': { ticketId: string; waitingDays: number }
  'ticket.snoozed': { ticketId: string; until: string; forAnswer: boolean }
  'ticket.woken': { ticketId: string; why: string }
  'ticket.merged': { ticketId: string; intoTicketId: string; intoNumber: number }
  'ticket.absorbed': { ticketId: string; fromTicketId: string; fromNumber: number }
  'ticket.unmerged': { ticketId: string; fromTicketId: string; fromNumber: number }
  'ticket.came_back': { ticketId: string; intoTicketId: string; intoNumber: number }
  'ticket.split': { ticketId: string; fromTicketId: string; fromNumber: number; askedAt: string }
  'ticket.unsplit': { ticketId: string }
  'ticket.split_off': { ticketId: string; toTicketId: string; toNumber: number; comments: number }
  /** `contactId`: of a customer, so that their name can be found when it is to be erased. */
  'ticket.reader_added': {
    ticketId: string
    name: string
    as: 'follower' | 'cc'
    contactId?: string
  }
  'ticket.reader_removed': {
    ticketId: string
    name: string
    as: 'follower' | 'cc'
    contactId?: string
  }
  'ticket.called_spam': { ticketId: string; banned: string | null }
  'ticket.called_no_spam': { ticketId: string; lifted: string | null }
  'comment.posted': {
    ticketId: string
    commentId: string
    kind: 'public' | 'note'
    /** `notice`: words of the machine to the customer; it never counts as a reply of a person. */
    from: 'staff' | 'customer' | 'notice'
  }
  /** A machine of the customer's wrote: kept on the ticket, and nothing follows from it. */
  'comment.kept': { ticketId: string; commentId: string }
  'message.sent': { ticketId: string; outgoingId: string }
  'message.failed': { ticketId: string; outgoingId: string; answer: string }
  /** It is still being tried, and has been for a while. */
  'message.delayed': { ticketId: string; outgoingId: string; answer: string }
  /** It waits for a person, who alone can send it on. */
  'message.held': { ticketId: string; outgoingId: string; why: string }
  /** Before it was sent: the customer has seen nothing of it. */
  'reply.taken_back': { ticketId: string; authorName: string }
  'address.suppressed': { ticketId: string; address: string; reason: string }
  'address.suppression_lifted': { ticketId: string; address: string }
  // customers
  /** Ids of what was touched; `fields` names what changed, never to what. */
  'customer.organization_saved': { organizationId: string; fields: string[]; isNew: boolean }
  'customer.contact_saved': { contactId: string; fields: string[]; isNew: boolean }
  'customer.member_added': { contactId: string; organizationId: string }
  'customer.member_removed': { contactId: string; organizationId: string }
  'customer.subscription_saved': {
    subscriptionId: string
    organizationId: string
    fields: string[]
    isNew: boolean
  }
  'customer.minutes_booked': { subscriptionId: string; organizationId: string; minutes: number }
  'customer.sharing_accepted': { organizationId: string; sharing: string; by: string }
  'customer.note_added': { organizationId: string; noteId: string; moment: string }
  'customer.note_removed': { organizationId: string; noteId: string }
  'customer.note_restored': { organizationId: string; noteId: string }
  'customer.emergency_link_rotated': { organizationId: string; keyVersion: number }
  'customer.exported': { contactId: string }
  'customer.erased': { contactId: string }
  'customer.import_started': { importId: string; kind: string; dryRun: boolean }
  'customer.import_ended': { importId: string; state: string }
  // sla
  'sla.breached': { ticketId: string; clockId: string; metric: string }
  // incidents
  'incident.triggered': { incidentId: string; ticketId: string | null }
  'incident.escalated': {
    incidentId: string
    ticketId: string | null
    reopenNo: number
    round: number
    level: number
    userIds: string[]
    learnerIds: string[]
    /** The policy stops paging earlier levels when the next one is paged. */
    stopsEarlierLevels: boolean
  }
  'incident.passed_on': {
    incidentId: string
    ticketId: string | null
    fromUserId: string
    toUserId: string | null
    level: number
    reason: string
  }
  'incident.acknowledged': {
    incidentId: string
    ticketId: string | null
    userId: string
    userName: string
  }
  'incident.acknowledgement_undone': {
    incidentId: string
    ticketId: string | null
    userId: string
    acknowledgedAt: string
  }
  'incident.handed_back': {
    incidentId: string
    ticketId: string | null
    userId: string
    userName: string
  }
  'incident.worsened': { incidentId: string; ticketId: string | null }
  'incident.snoozed': { incidentId: string; ticketId: string | null; until: string }
  'incident.unanswered': {
    incidentId: string
    ticketId: string | null
    fallbackUserIds: string[]
    first: boolean
    reopenNo: number
    turn: number
  }
  'incident.level_unreachable': {
    incidentId: string
    ticketId: string | null
    level: number
    why: string
  }
  'incident.resolved': { incidentId: string; ticketId: string | null; userName: string }
  // rooms
  'call_link.opened': {
    incidentId: string
    ticketId: string | null
    callLinkId: string
    url: string
    dialIn: string | null
    switched: boolean
  }
  // paging
  'page.failed': { pageId: string; incidentId: string | null; userId: string; why: string }
  'contact_method.broken': { contactMethodId: string; userId: string; why: string }
  // mailboxes
  /** For five minutes no look went well, or nobody tries any more because the sign-in is refused. */
  'mailbox.failed': { mailboxId: string; name: string; why: string; since: string }
  /** It works again, after a failure that was recorded. */
  'mailbox.recovered': { mailboxId: string; name: string }
  // connections
  'connection.removed': { connectionId: string; name: string }
  // forum
  /** Somebody asked in the community; `inReview`: nobody else sees it until a person has read it. */
  'topic.opened': { topicId: string; number: number; inReview: boolean }
  /** Everybody sees it from now on: at once, or because a person let it through. */
  'post.shown': { topicId: string; postId: string; afterReview: boolean }
  'topic.solved': { topicId: string; postId: string | null }
  /** Hidden, shown again, moved, locked, pinned: who did it, and why. */
  'topic.moderated': { topicId: string; postId: string | null; act: string; why: string }
  'post.edited': { topicId: string; postId: string; version: number }
  // by whoever wrote it
  'post.deleted': { topicId: string; postId: string }
  'post.flagged': { topicId: string; postId: string; reason: string }
  /** Its author, on a paid plan, made a ticket of it. */
  'topic.made_a_ticket': { topicId: string; madeTicketId: string }
  // knowledge
  /** A version was written, published, or is no longer read by anybody. */
  'article.changed': { articleId: string; version: number; what: string }
  // playbook
  'playbook.applied': { version: number; changes: number }
}

export type EventType = keyof Facts
export type Fact = { [T in EventType]: { type: T } & Facts[T] }[EventType]
export type FactOf<T extends EventType> = { type: T } & Facts[T]

/** A fact as it was recorded. */
export interface Recorded<T extends EventType = EventType> {
  id: string
  at: Date
  actor: Actor
  depth: number
  fact: FactOf<T>
}

/** At this depth a chain of reactions stops, so that rules cannot chase each other for ever. */
export const DEEPEST = 10
