import { Resolver } from 'node:dns/promises'

/** Asks the name service, as node:dns `resolve` does; throws with a code such as ENOTFOUND. */
export type Resolve = (name: string, type: string) => Promise<unknown>

/** Asks those of the machine, twice at most, three seconds each. */
export function openDns(): Resolve {
  const resolver = new Resolver({ timeout: 3000, tries: 2 })
  return (name, type) => resolver.resolve(name, type)
}
