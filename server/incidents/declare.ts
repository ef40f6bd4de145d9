import { findChannel } from '../channels/queries.ts'
import { invalid } from '../platform/errors.ts'
import type { Caller } from '../platform/http.ts'
import type { Work } from '../platform/work.ts'
import { openTicket } from '../tickets/open.ts'
import { findTicket } from '../tickets/queries.ts'
import { triggerIncident } from './actions.ts'
import type { Incident } from './queries.ts'

interface Declaration {
  ticket?: number | undefined
  title?: string | undefined
  body?: string | undefined
  requester?: { email: string; name?: string | undefined; phone?: string | undefined } | undefined
}

/** Raises an emergency by hand: for a ticket that exists, on behalf of a customer, or for ourselves. */
export async function declareIncident(
  work: Work,
  { ticket, title, body, requester }: Declaration,
  caller: Caller,
): Promise<Incident> {
  const channel = await findChannel(work.system, 'emergency')
  if (!channel.escalationPolicyKey)
    throw invalid('The emergency channel has no escalation policy. Give it one in the playbook.')
  if (ticket) {
    const { id, subject } = await findTicket(work.db, ticket, caller.may('tickets.restricted'))
    return (
      await triggerIncident(work, {
        title: title ?? subject,
        urgency: 'high',
        policyKey: channel.escalationPolicyKey,
        ticketId: id,
      })
    ).incident
  }
  if (!title)
    throw invalid('Say in one line what is broken.', [{ path: 'title', message: 'is missing' }])
  if (!requester)
    return (
      await triggerIncident(work, {
        title,
        urgency: 'high',
        policyKey: channel.escalationPolicyKey,
      })
    ).incident
  const opened = await openTicket(work, {
    channel,
    subject: title,
    body: body ?? title,
    requester: {
      email: requester.email,
      name: requester.name ?? requester.email,
      phone: requester.phone ?? null,
    },
    via: caller.byToken ? 'api' : 'web',
  })
  // The reaction to the opened ticket raises it when this work settles; here it is raised first, so that it can be answered with.
  return (
    await triggerIncident(work, {
      title,
      urgency: 'high',
      policyKey: channel.escalationPolicyKey,
      ticketId: opened.id,
    })
  ).incident
}
