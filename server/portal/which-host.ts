/** Decides which addresses belong to the customers' host and which to the staff's, where the two have names of their own. */

export interface Hosts {
  /** With its port, as it stands in the request. */
  staff: string
  portal: string
}

/** `portal`: over there, at the same path. `home`: the customers' first page. `nowhere`: this host knows nothing of it. */
export type Place = 'here' | 'portal' | 'home' | 'nowhere'

/** What customers' browsers and their programs ask for; of the API the doors that need nobody of ours. */
const OF_CUSTOMERS = [
  /^\/help(?:[/?#]|$)/,
  /^\/files\//,
  /^\/api\/v1\/portal\/(?:emergency-links|codes|emergencies|status)(?:[/?]|$)/,
  /^\/(?:robots\.txt|favicon\.ico|health)(?:\?|$)/,
]
const isOfCustomers = (path: string) => OF_CUSTOMERS.some((one) => one.test(path))
/** Shown to whoever sets it, too: a page of the staff's shows no picture of another host. */
const OF_BOTH = /^\/help\/brand\//
/** Where nothing but customers' pages stand. */
const isPage = (path: string) => OF_CUSTOMERS[0]!.test(path) && !OF_BOTH.test(path)

/** @param path with its query, as it was asked for */
export function placeOf({ staff, portal }: Hosts, asked: string, path: string): Place {
  if (staff === portal) return 'here'
  const host = asked.toLowerCase()
  if (host === portal) {
    if (isOfCustomers(path)) return 'here'
    return /^\/(?:\?|$)/.test(path) ? 'home' : 'nowhere'
  }
  return host === staff && isPage(path) ? 'portal' : 'here'
}
