/** The frame of whatever is done to one ticket over HTTP: found by its number, changed, and shown as it is then. */
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../platform/http.ts'
import type { Work } from '../platform/work.ts'
import { findTicket, findTicketPage, type Ticket } from './queries.ts'
import { ticketBody } from './view.ts'

/** The ticket of a number; for those who may not know of it there is none. */
export const seenBy = (work: Work, caller: Caller, number: number): Promise<Ticket> =>
  findTicket(work.db, number, caller.may('tickets.restricted'))

/** Whoever has just changed it sees it, even when that made it restricted. */
export const shownTo = async (work: Work, caller: Caller, number: number) =>
  ticketBody(await findTicketPage(work.db, number, true, caller.may('tickets.restricted')), caller)

interface ByNumber {
  params: { number: number }
  inWork: FastifyRequest['inWork']
}

/** Does something to the ticket that the address names, and answers with it. */
export const changeSeen = (
  request: ByNumber,
  act: (work: Work, ticket: Ticket, caller: Caller) => Promise<unknown>,
  permission = 'tickets.write',
) =>
  request.inWork(permission, async (work, caller) => {
    const ticket = await seenBy(work, caller, request.params.number)
    await act(work, ticket, caller)
    return shownTo(work, caller, ticket.number)
  })
