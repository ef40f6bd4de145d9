import { readFileSync } from 'node:fs'
import { startOidcProvider } from '../oidc-provider.ts'
import { createWorld, type World } from '../world.ts'
import { customerCaller, staffCallers, type Caller } from './callers.ts'
import { keepRows } from './kept.ts'
import { exampleOf, operationsOf, requestOf, type Contract, type Operation } from './plan.ts'
import { knownIn } from './known.ts'
import type { Said, Stage } from './before.ts'
import { recipeFor } from './recipes.ts'
import { seed } from './seed.ts'

export interface Request {
  method: Operation['method']
  url: string
  payload?: string
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  /** Everything that comes back: headers and body. */
  text: string
  body: string
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/** The contract's operations that never end by themselves; they are walked as streams. */
export const STREAMS = ['listen']

export const operations = operationsOf(
  JSON.parse(
    readFileSync(new URL('../../../api/openapi.json', import.meta.url), 'utf8'),
  ) as Contract,
)

/** A world with something to hide in every place, and somebody of every kind to look for it. */
export async function openGround() {
  await using opening = new AsyncDisposableStack()
  const world = await createWorld()
  opening.defer(() => world.close())
  const provider = await startOidcProvider({ id: 'watchdesk', secret: 'a secret of Acme' })
  opening.defer(() => provider.close())
  const { things, links } = await seed(world)
  const staff = await staffCallers(world)
  const customers = {
    kim: await customerCaller(world, 'kim@acme.test'),
    jo: await customerCaller(world, 'jo@acme.test'),
    ivy: await customerCaller(world, 'ivy@initech.test'),
  }
  const kept = await keepRows(world)
  const { headers } = staff.admin
  const stage: Stage = {
    world,
    links,
    provider,
    headers,
    ask: async (method, path, body) => {
      const payload = body && JSON.stringify(body)
      const answer = await ask(world, staff.admin, {
        method,
        url: `/api/v1${path}`,
        ...(payload && { payload, headers: { 'content-type': 'application/json' } }),
      })
      await world.clock.settle()
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.body}`)
      return JSON.parse(answer.body) as Record<string, unknown>
    },
  }
  const opened = opening.move()
  return {
    world,
    things,
    links,
    staff,
    customers,
    kept,
    ask: (caller: Pick<Caller, 'headers'>, request: Request) => ask(world, caller, request),
    stage,
    /** What the operation needs to succeed has happened; restore afterwards. */
    ready: async (operation: Operation): Promise<Request> =>
      filled(operation, await recipeFor(operation.id, stage)),
    filled,
    close: () => opened.disposeAsync(),
  }

  function filled(operation: Operation, said: Said): Request {
    const example = exampleOf(operation, knownIn(things, 'own', said.known))
    const request = requestOf(operation, {
      ...example,
      ...(said.body !== undefined && { body: said.body }),
    })
    if (said.payload === undefined) return request
    return { ...request, payload: said.payload, headers: { 'content-type': said.type ?? '' } }
  }
}

let asked = 0

/** Every question comes from another address, so that nobody is told to wait. */
export async function ask(
  { app }: World,
  caller: Pick<Caller, 'headers'>,
  request: Request,
): Promise<Answer> {
  asked += 1
  const answer = await app.inject({
    ...request,
    headers: { ...request.headers, ...caller.headers },
    remoteAddress: `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
  })
  const { statusCode: status, body } = answer
  return { status, body, text: JSON.stringify(answer.headers) + body }
}
