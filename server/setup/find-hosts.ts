import type { System } from '../platform/system.ts'
import { hostsOf, type Hosts } from './providers.ts'

/** Asks the name service about the address's domain. What it does not know is only missing: never throws. */
export async function findHosts(system: System, address: string): Promise<Hosts> {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const ask = async <T>(name: string, type: string): Promise<T[]> => {
    try {
      return (await system.resolve(name, type)) as T[]
    } catch (error) {
      system.log.debug({ err: error, name }, 'The name service knows nothing of it')
      return []
    }
  }
  type Srv = { name: string; port: number; priority: number }
  const [mx, ...services] = await Promise.all([
    ask<{ exchange: string; priority: number }>(domain, 'MX'),
    ask<Srv>(`_imaps._tcp.${domain}`, 'SRV'),
    ask<Srv>(`_submissions._tcp.${domain}`, 'SRV'),
    ask<Srv>(`_submission._tcp.${domain}`, 'SRV'),
  ])
  const [imaps = [], submissions = [], submission = []] = services.map((records) =>
    records.toSorted((a, b) => a.priority - b.priority),
  )
  const exchanges = mx.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)
  return hostsOf(address, { mx: exchanges, imaps, submissions, submission })
}
