import { createServer } from 'node:net'
import { CannotStart } from '../../server/platform/cannot-start.ts'

/** A port of this machine that nobody listens on: the wanted one, or one of the next twenty. `taken` are promised already. */
export async function portNear(wanted: number, taken: readonly number[] = []): Promise<number> {
  for (let port = wanted; port < wanted + 20; port += 1)
    if (!taken.includes(port) && (await isFree(port))) return port
  throw new CannotStart(
    `The ports ${wanted} to ${wanted + 19} are all taken. Name another with --port.`,
  )
}

/** Somebody who asks for a port by number wants that one. */
export async function exactPort(port: number): Promise<number> {
  if (await isFree(port)) return port
  throw new CannotStart(
    `Port ${port} is taken. Stop what listens there, or leave --port away to get a free one.`,
  )
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
