/** Which doors a mail came to, and behind which of them its ticket therefore stands. */
import { doorsFor, homeOf } from './channels/routing.ts'
import { listChannels, type Channel } from './channels/queries.ts'
import type { Arrival } from './connectors/arrivals.ts'
import type { IncomingMessage } from './connectors/connector.ts'
import { restrictArrivals } from './connectors/need-to-know.ts'
import { triggerIncident } from './incidents/actions.ts'
import type { Work } from './platform/work.ts'
import { moveToChannel } from './tickets/channel-change.ts'

interface Delivery {
  doors: readonly Channel[]
  message: IncomingMessage
}

/** The channels its addresses belong to, that of its mailbox, and restricted ones that the sender wrote to as well. */
export async function doorsOf(work: Work, arrival: Arrival, message: IncomingMessage) {
  const channels = await listChannels(work.system)
  const written = [...message.to, ...message.cc].map(({ address }) => address)
  return [
    ...new Set([
      ...doorsFor(channels, arrival.envelopeTo),
      ...channels.filter(({ key }) => key === arrival.channelKey),
      // The copy to security@ may come later; until then the others must not read what it says.
      ...doorsFor(channels, written).filter(({ restricted }) => restricted),
    ]),
  ]
}

/** Whether one of these doors would have woken somebody where the ticket's own does less, and nobody was woken for it. */
export async function isUnheard(
  work: Work,
  ticket: { id: string; rank: number },
  doors: readonly Channel[],
): Promise<boolean> {
  const isLouder = ({ escalationPolicyKey, rank }: Channel) =>
    escalationPolicyKey !== null && rank < ticket.rank
  return doors.some(isLouder) && !(await hasSounded(work, ticket.id))
}

/** A ticket stands behind the strictest door that any of its mail came to; behind a restricted one, if there is any. */
export async function moveHome(
  work: Work,
  ticketId: string,
  { doors, message }: Delivery,
  onlyRestrict = false,
) {
  const channels = await listChannels(work.system)
  const ticket = await work.db
    .selectFrom('tickets')
    .select(['id', 'subject', 'channelKey', 'restricted'])
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const present = channels.find(({ key }) => key === ticket.channelKey)
  if (!present) return
  const home = ticket.restricted && !present.restricted ? present : homeOf([present, ...doors])
  if (!home) return
  if (onlyRestrict && !home.restricted) return
  if (home !== present)
    await moveToChannel(work, ticketId, home, `Its mail also came to ${home.name}`)
  if (home.restricted && !ticket.restricted) await restrictArrivals(work, ticketId)
  if (!onlyRestrict) await soundAlarm(work, { ...ticket, channel: home }, doors, message)
}

/**
 * What came to a restricted door and to an emergency's at once belongs to the restricted one, and wakes people all the
 * same: their page does not say what it is about.
 */
export async function soundAlarm(
  work: Work,
  ticket: { id: string; subject: string; channel: Channel },
  doors: readonly Channel[],
  message: IncomingMessage,
) {
  const loud = [...doors]
    .sort((a, b) => a.rank - b.rank)
    .find(({ escalationPolicyKey }) => escalationPolicyKey !== null)
  const policyKey = loud?.escalationPolicyKey
  if (!policyKey || ticket.channel.escalationPolicyKey || message.automatic?.kind === 'report')
    return
  if (await hasSounded(work, ticket.id)) return
  const { id: ticketId, subject: title } = ticket
  await triggerIncident(work, { title, urgency: 'high', policyKey, ticketId })
}

/** Whether somebody was woken for this ticket already. */
async function hasSounded(work: Work, ticketId: string): Promise<boolean> {
  const known = await work.db
    .selectFrom('incidents')
    .select('id')
    .where('ticketId', '=', ticketId)
    .executeTakeFirst()
  return known !== undefined
}
