import { DeliveryFailed, type PageRequest } from '../connectors/connector.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import type { System } from '../platform/system.ts'
import { claimPages, isAnyPageDue, reapLeases, recheck } from './claim.ts'
import { pageFailed } from './failure.ts'
import { linksFor } from './links.ts'
import { pageAccepted, pageCancelled, renewStale } from './outcome.ts'
import type { Page } from './queries.ts'
import { wayFor } from './ways.ts'

/** How many pages are on their way at once. Neither first pages nor repeats can take all of the places. */
const SLOTS = 12
const MOST_OF_FIRST_PAGES = 9
const MOST_OF_REPEATS = 8
/** Below the lease, so that a page is never sent again while its sender still waits for an answer. */
const LONGEST_CALL_MS = 12_000

/** How many more pages of a lane may leave, given the lanes of those on their way. */
export function freePlaces(lane: number, onTheirWay: readonly number[]): number {
  const repeats = onTheirWay.filter((taken) => taken === 2).length
  const own =
    lane === 2 ? MOST_OF_REPEATS - repeats : MOST_OF_FIRST_PAGES - (onTheirWay.length - repeats)
  return Math.max(0, Math.min(own, SLOTS - onTheirWay.length))
}

/** One turn: claims what is due, strictest lane first, and sends it. Network calls stand in no transaction. */
export async function sendDuePages(system: System): Promise<number> {
  await reapLeases(system)
  const claimed: Page[] = []
  for (const lane of [0, 1, 2]) {
    const free = freePlaces(
      lane,
      claimed.map((page) => page.lane),
    )
    claimed.push(...(await claimPages(system, lane, free)))
  }
  await Promise.all(claimed.map((page) => sendPage(system, page)))
  return claimed.length
}

/** Sends continuously: a slow provider holds its own slot only, never the turn. */
export function startSender(system: System): Loop {
  const sending = new Map<Promise<void>, number>()
  const loop = startLoop(system, {
    name: 'pages',
    idleMs: 500,
    async turn() {
      if (!(await isAnyPageDue(system))) return 0
      await reapLeases(system)
      let found = 0
      for (const lane of [0, 1, 2]) {
        for (const page of await claimPages(
          system,
          lane,
          freePlaces(lane, [...sending.values()]),
        )) {
          found += 1
          const sent: Promise<void> = sendPage(system, page)
            .catch((error: unknown) =>
              system.log.error(
                { err: error, pageId: page.id },
                'A page could not be finished; its lease will run out and it is sent again',
              ),
            )
            .finally(() => {
              sending.delete(sent)
              system.live.wake('pages')
            })
          sending.set(sent, lane)
        }
      }
      return found
    },
  })
  return {
    async stop() {
      await loop.stop()
      await Promise.all(sending.keys())
    },
  }
}

async function sendPage(system: System, page: Page): Promise<void> {
  const now = await system.db
    .selectNoFrom((eb) => eb.fn<Date>('app_now', []).as('now'))
    .executeTakeFirstOrThrow()
  if (page.notAfter < now.now) return renewStale(system, page)
  const verdict = await recheck(system.db, page)
  if (!verdict.send) return void (await pageCancelled(system, page))
  const request: PageRequest = {
    key: page.key,
    pageId: page.id,
    address: page.address,
    title: page.title,
    body: page.body,
    incidentNumber: verdict.incidentNumber,
    urgency: verdict.urgency,
    level: page.level,
    ...linksFor(system, page),
    // The provider's clock, not ours: what the network takes counts against real time.
    sendBefore: new Date(Date.now() + (page.notAfter.getTime() - now.now.getTime())),
  }
  try {
    const way = await wayFor(system, page.kind)
    const sent = await answeredInTime(way.page(request, system.net))
    await pageAccepted(system, page, sent.externalId)
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error
    // Its time ran out on the way to the provider: that says nothing about the address.
    if (request.sendBefore.getTime() <= Date.now()) return renewStale(system, page)
    await pageFailed(system, page, {
      why: error.message,
      permanent: error.permanent,
      addressGone: error.addressGone,
      retryAfterSeconds: error.retryAfterSeconds,
    })
  }
}

/** A provider that does not answer in time counts as one that said no for now; should it have heard us, a page arrives twice. */
async function answeredInTime<R>(call: Promise<R>): Promise<R> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new DeliveryFailed('No answer in time', { permanent: false })),
      LONGEST_CALL_MS,
    )
  })
  return Promise.race([call, late]).finally(() => clearTimeout(timer))
}
