import { createHash } from 'node:crypto'
import { DeliveryFailed, type PageRequest } from '../connectors/connector.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import type { System } from '../platform/system.ts'
import { bundleWords, parcelsOf } from './bundle.ts'
import { claimPages, reapLeases, recheckAll, whatIsDue } from './claim.ts'
import { pagesFailed } from './failure.ts'
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
/** So long a look at all lanes serves; what falls due by the clock waits no longer for it. */
const LOOK_AGAIN_MS = 100

/** How many more pages of a lane may leave, given the lanes of those on their way. */
export function freePlaces(lane: number, onTheirWay: readonly number[]): number {
  const repeats = onTheirWay.filter((taken) => taken === 2).length
  const own =
    lane === 2 ? MOST_OF_REPEATS - repeats : MOST_OF_FIRST_PAGES - (onTheirWay.length - repeats)
  return Math.max(0, Math.min(own, SLOTS - onTheirWay.length))
}

/** One turn: claims what is due, strictest lane first, and sends it. Network calls stand in no transaction. */
export async function sendDuePages(system: System): Promise<number> {
  const due = await whatIsDue(system)
  if (due.leasesEnded) await reapLeases(system)
  const claimed: Page[] = []
  const lanes = due.leasesEnded ? [0, 1, 2] : due.lanes
  for (const lane of lanes)
    claimed.push(...(await claimPages(system, lane, freePlaces(lane, claimed.map(laneOf)))))
  if (claimed.length === 0) return 0
  await Promise.all((await prepare(system, claimed)).map(({ run }) => run()))
  return claimed.length
}

/** Sends continuously: a slow provider holds its own slot only, never the turn. */
export function startSender(system: System): Loop {
  const sending = new Map<Promise<void>, number>()
  let leftWaiting = false
  let lookedAt = -Infinity
  /** Claims what is due in a lane and begins to send it. Returns how many. */
  const take = async (lane: number) => {
    const free = freePlaces(lane, [...sending.values()])
    const claimed = await claimPages(system, lane, free)
    // As many as there were places for: more may wait, and are looked for when a place comes free.
    leftWaiting ||= claimed.length >= free
    if (claimed.length > 0) for (const errand of await prepare(system, claimed)) begin(errand, lane)
    return claimed.length
  }
  const loop = startLoop(system, {
    name: 'pages',
    idleMs: 1000,
    async turn() {
      leftWaiting = false
      // So soon after a look we were woken: most likely by the first page of an incident.
      if (performance.now() - lookedAt < LOOK_AGAIN_MS) {
        const found = await take(0)
        if (found > 0) return leftWaiting ? found : 0
      }
      lookedAt = performance.now()
      const due = await whatIsDue(system)
      if (due.leasesEnded) await reapLeases(system)
      let found = 0
      leftWaiting = false
      for (const lane of due.leasesEnded ? [0, 1, 2] : due.lanes) found += await take(lane)
      // All that was due is on its way: what comes next wakes us.
      return leftWaiting ? found : 0
    },
  })
  const begin = ({ page, run }: Errand, lane: number) => {
    const sent: Promise<void> = run()
      .catch((error: unknown) =>
        system.log.error(
          { err: error, pageId: page.id },
          'A page could not be finished; its lease will run out and it is sent again',
        ),
      )
      .finally(() => {
        sending.delete(sent)
        if (leftWaiting) loop.rouse()
      })
    sending.set(sent, lane)
  }
  return {
    async stop() {
      await loop.stop()
      await Promise.all(sending.keys())
    },
  }
}

const laneOf = ({ lane }: Page) => lane

/** What is to be done about claimed pages: each takes one place among those on their way. */
interface Errand {
  page: Page
  run: () => Promise<void>
}

interface Wanted {
  page: Page
  incidentNumber: number
  urgency: 'high' | 'low'
}

/** Looks once more at all that was claimed, and sorts it: what is stale, what is no longer wanted, what leaves alone or together. */
async function prepare(system: System, claimed: readonly Page[]): Promise<Errand[]> {
  const { now, verdicts } = await recheckAll(system.db, claimed)
  const errands: Errand[] = []
  const wanted: (Wanted & Pick<Page, 'gathered' | 'contactMethodId'>)[] = []
  for (const [index, page] of claimed.entries()) {
    const verdict = verdicts[index]!
    if (page.notAfter < now) errands.push({ page, run: () => renewStale(system, page) })
    else if (verdict.send) wanted.push({ ...verdict, ...page, page })
    else errands.push({ page, run: async () => void (await pageCancelled(system, page)) })
  }
  const calls = parcelsOf(wanted).map((parcel) => ({
    page: parcel[0]!.page,
    run: () => send(system, parcel, now),
  }))
  return [...calls, ...errands]
}

/** One call for one page, or for all of a bundle: what becomes of the call becomes of each. */
async function send(system: System, parcel: readonly Wanted[], now: Date): Promise<void> {
  const { page, incidentNumber } = parcel[0]!
  const pages = parcel.map((one) => one.page)
  const bundle = parcel.length > 1 ? { key: keyOf(pages), others: parcel.length - 1 } : null
  const words = parcel.map((one) => ({ ...one.page, incidentNumber: one.incidentNumber }))
  const soonestEnd = Math.min(...pages.map(({ notAfter }) => notAfter.getTime()))
  const request: PageRequest = {
    key: bundle?.key ?? page.key,
    pageId: page.id,
    address: page.address,
    ...bundleWords(words),
    incidentNumber,
    urgency: parcel.some(({ urgency }) => urgency === 'high') ? 'high' : 'low',
    level: page.level,
    ...linksFor(system, page),
    // The provider's clock, not ours: what the network takes counts against real time.
    sendBefore: new Date(Date.now() + (soonestEnd - now.getTime())),
  }
  try {
    const way = await wayFor(system, page.kind)
    const { externalId } = await answeredInTime(way.page(request, system.net))
    await Promise.all(pages.map((one) => pageAccepted(system, one, externalId, bundle)))
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error
    // Its time ran out on the way to the provider: that says nothing about the address.
    const isLate = request.sendBefore.getTime() <= Date.now()
    if (isLate) for (const one of pages) await renewStale(system, one)
    else
      await pagesFailed(system, pages, {
        why: error.message,
        permanent: error.permanent,
        addressGone: error.addressGone,
        retryAfterSeconds: error.retryAfterSeconds,
      })
  }
}

/** The same pages again are the same call; a provider that drops repeats by key refuses another text under it. */
const keyOf = (pages: readonly Page[]) =>
  `bundle:${createHash('sha256')
    .update(pages.map(({ key }) => key).join(' '))
    .digest('hex')
    .slice(0, 32)}`

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
