/** Decides when mail written by a machine has become a loop: robots answering each other stop here. */

export interface Cap {
  most: number
  minutes: number
}

/** The ladders of Zammad's trigger protection: a burst is fine, going on like that is not. */
export const CAPS = {
  ticketAndRecipient: [
    { most: 10, minutes: 10 },
    { most: 15, minutes: 30 },
    { most: 25, minutes: 60 },
    { most: 50, minutes: 180 },
    { most: 100, minutes: 600 },
  ],
  recipient: [
    { most: 30, minutes: 10 },
    { most: 60, minutes: 30 },
    { most: 120, minutes: 60 },
    { most: 240, minutes: 180 },
    { most: 360, minutes: 600 },
  ],
} as const satisfies Record<string, readonly Cap[]>

export const LONGEST_CAP_MINUTES = 600

/** An automatic mail that left: how long ago, and whether it was about the same ticket. */
export interface Earlier {
  minutesAgo: number
  sameTicket: boolean
}

/** Why one more automatic mail must wait for a person, in words; null when it may go. */
export function whyCapped(earlier: readonly Earlier[]): string | null {
  const onTicket = reached(
    CAPS.ticketAndRecipient,
    earlier.filter(({ sameTicket }) => sameTicket),
  )
  if (onTicket)
    return `${onTicket.most} automatic mails of this ticket went to this address within ${onTicket.minutes} minutes: this looks like two robots answering each other.`
  const atAll = reached(CAPS.recipient, earlier)
  if (atAll)
    return `${atAll.most} automatic mails went to this address within ${atAll.minutes} minutes: this looks like a loop.`
  return null
}

const reached = (caps: readonly Cap[], earlier: readonly Earlier[]): Cap | undefined =>
  caps.find(
    ({ most, minutes }) => earlier.filter(({ minutesAgo }) => minutesAgo < minutes).length >= most,
  )
