import type { Work } from '../platform/work.ts'

export async function linkTickets(
  work: Work,
  fromTicketId: string,
  toTicketId: string,
  kind: 'follow_up' | 'related' | 'split' | 'problem' | 'duplicate',
) {
  await work.db
    .insertInto('ticketLinks')
    .values({ fromTicketId, toTicketId, kind, createdAt: work.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function unlinkTickets(work: Work, oneId: string, otherId: string) {
  await work.db
    .deleteFrom('ticketLinks')
    .where('kind', '!=', 'split')
    .where((eb) =>
      eb.or([
        eb.and({ fromTicketId: oneId, toTicketId: otherId }),
        eb.and({ fromTicketId: otherId, toTicketId: oneId }),
      ]),
    )
    .execute()
}
