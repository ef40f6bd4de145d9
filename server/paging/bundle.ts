/** Decides which pages leave alone and which together: in a burst a person hears of the first few at once, of the rest in one page. */

/** So many incidents a minute page a person each by itself, as long as nobody has them. */
export const ALONE_A_MINUTE = 3
export const BURST_SECONDS = 60
/** What comes on top leaves together, at most so much later. */
export const GATHER_SECONDS = 10
const MOST_NAMED = 5
const MOST_IN_TITLE = 120

/**
 * When a page made in a burst leaves. Everything that is due by one way within the same ten seconds has the same answer,
 * however many units of work make it; ways differ, so that not every phone is called at the full minute.
 */
export function gatheredAt(due: Date, contactMethodId: string): Date {
  const step = GATHER_SECONDS * 1000
  const shift = Number.parseInt(contactMethodId.slice(-6), 16) % step
  return new Date(Math.ceil((due.getTime() - shift) / step) * step + shift)
}

interface Gatherable {
  contactMethodId: string | null
  gathered: boolean
}

/** Pages that are due now, as they leave: each list is one call. What was not made in a burst leaves alone. */
export function parcelsOf<P extends Gatherable>(pages: readonly P[]): P[][] {
  const parcels = new Map<string | P, P[]>()
  for (const page of pages) {
    const by = page.gathered && page.contactMethodId ? page.contactMethodId : page
    parcels.set(by, [...(parcels.get(by) ?? []), page])
  }
  return [...parcels.values()]
}

interface Carried {
  title: string
  body: string
  incidentNumber: number
}

/** The words of one page that carries several: the first incident's, how many more, and the first few by number. */
export function bundleWords(pages: readonly Carried[]): { title: string; body: string } {
  const [first, ...rest] = pages
  if (!first) return { title: '', body: '' }
  if (rest.length === 0) return { title: first.title, body: first.body }
  const more = ` and ${rest.length} more`
  const named = rest
    .slice(0, MOST_NAMED)
    .map(({ incidentNumber, title }) => `#${incidentNumber} ${title}`)
  const unnamed = rest.length - named.length
  return {
    title: `${first.title.slice(0, MOST_IN_TITLE - more.length)}${more}`,
    body: [
      first.body,
      `Acknowledging takes #${first.incidentNumber} only. Waiting as well:`,
      ...named,
      ...(unnamed > 0 ? [`and ${unnamed} more`] : []),
    ]
      .filter(Boolean)
      .join('\n'),
  }
}
