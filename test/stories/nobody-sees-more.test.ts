import { afterAll, beforeAll, expect, test } from 'vitest'
import { shownTo } from '../world/walk/canaries.ts'
import { nobody, type Caller } from '../world/walk/callers.ts'
import {
  ask,
  openGround,
  operations,
  STREAMS,
  type Answer,
  type Ground,
  type Request,
} from '../world/walk/ground.ts'
import { canBeHidden, knownIn } from '../world/walk/known.ts'
import { absurditiesOf, exampleOf, namesIn, requestOf, type Operation } from '../world/walk/plan.ts'
import { AS_GOOD_AS_DONE, ONLY_WHEN_EMPTY } from '../world/walk/recipes.ts'
import { hide } from '../world/walk/seed.ts'
import { createWorld } from '../world/world.ts'

/** Thousands of questions each: on a busy machine they are late, and not wrong. */
const walk = (name: string, run: () => Promise<void>) => test(name, { timeout: 300_000 }, run)

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

const walked = operations.filter(({ id }) => !STREAMS.includes(id))
const inside = walked.filter(({ isDoor }) => !isDoor)
const isRead = ({ method }: Operation) => method === 'GET'
const staff = () => [...ground.staff.roles, ...ground.staff.scopes]
const everybody = () => [nobody, ...Object.values(ground.customers), ...staff()]

const said = ({ url, payload = '' }: Request) => decodeURIComponent(url) + payload
const wrongIn = (caller: Caller, operation: Operation, request: Request, answer: Answer) => [
  ...shownTo(caller, answer.text, said(request)).map(
    (what) => `${caller.name} is shown ${what} by ${operation.id}`,
  ),
  ...(answer.status >= 500 ? [`${caller.name} breaks ${operation.id}: ${answer.body}`] : []),
]

/** What an operation asks for, as it says itself to a token that may nothing. */
async function permissionOf(request: Request): Promise<string> {
  const { body } = await ground.ask(ground.staff.scopeless, request)
  return /does not include \\"([\w.]+)\\"/.exec(body)?.[1] ?? ''
}

/** What was done to look at one operation is undone. */
async function after(operation: Operation) {
  if (!isRead(operation)) await ground.kept.restore()
}

walk(
  'every operation of the contract succeeds for somebody, and says nothing that is for nobody',
  async () => {
    const wrong: string[] = []
    for (const operation of walked) {
      if (ONLY_WHEN_EMPTY.includes(operation.id)) continue
      // Whoever holds Kim's link may know what Kim knows.
      const caller = operation.isDoor ? { ...nobody, name: 'kim@acme.test' } : ground.staff.admin
      const request = await ground.ready(operation)
      const answer = await ground.ask(caller, request)
      const asGood = AS_GOOD_AS_DONE[operation.id]
      if (asGood ? !answer.body.includes(asGood) : answer.status >= 400)
        wrong.push(`nobody can ${operation.id}: ${answer.status} ${answer.body.slice(0, 300)}`)
      wrong.push(...wrongIn(caller, operation, request, answer))
      await after(operation)
    }
    expect(wrong).toEqual([])
  },
)

walk(
  'whoever may not is refused as the house refuses, is shown nothing, and changes nothing',
  async () => {
    const wrong: string[] = []
    for (const operation of inside) {
      const request = await ground.ready(operation)
      const permission = await permissionOf(request)
      if (!permission) wrong.push(`${operation.id} asks for no permission`)
      const before = isRead(operation) ? null : await ground.kept.look()
      for (const caller of everybody()) {
        const may = caller.may(permission)
        if (may && !isRead(operation)) continue
        const answer = await ground.ask(caller, request)
        wrong.push(...wrongIn(caller, operation, request, answer))
        const right = caller.kind === 'staff' ? 403 : 401
        if (!may && answer.status !== right)
          wrong.push(`${caller.name} gets ${answer.status} by ${operation.id}`)
      }
      const changed = before ? await ground.kept.changed(before) : []
      if (changed.length > 0) wrong.push(`a refused ${operation.id} changes ${changed.join()}`)
      await after(operation)
    }
    expect(wrong).toEqual([])
    expect(await ground.kept.changed(), 'reading changes nothing').toEqual([])
  },
)

walk(
  'whoever may, and sees nothing restricted, is shown nothing of it by what they do',
  async () => {
    const wrong: string[] = []
    for (const operation of inside.filter((one) => !isRead(one))) {
      const permission = await permissionOf(await ground.ready(operation))
      await after(operation)
      const caller = ground.staff.roles.findLast(
        (one) => one.may(permission) && !one.may('tickets.restricted'),
      )
      if (!caller) continue
      const request = await ground.ready(operation)
      wrong.push(...wrongIn(caller, operation, request, await ground.ask(caller, request)))
      await after(operation)
    }
    expect(wrong).toEqual([])
  },
)

/** What differs from one answer to the next by itself, or because something else was asked for. */
const plain = ({ status, body }: Answer) =>
  `${status} ${body}`.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|7300001|7999999/g, '…')

walk('what is need to know answers as what there is not, wherever it is named', async () => {
  const wrong: string[] = []
  const own = knownIn(ground.things, 'own')
  for (const operation of inside)
    for (const place of namesIn(operation)) {
      if (!canBeHidden(ground.things, place)) continue
      const naming = (which: 'hidden' | 'absent') => {
        const there = knownIn(ground.things, which)
        return requestOf(
          operation,
          exampleOf(operation, (name) => (name === place ? there(name) : own(name)), true),
        )
      }
      const permission = await permissionOf(naming('absent'))
      const blind = staff().filter((one) => one.may(permission) && !one.may('tickets.restricted'))
      const told = async (which: 'hidden' | 'absent') => {
        const request = naming(which)
        const answers: string[] = []
        for (const caller of blind) {
          const answer = await ground.ask(caller, request)
          wrong.push(...wrongIn(caller, operation, request, answer))
          answers.push(`${caller.name} ${plain(answer)}`)
        }
        const changed = isRead(operation) ? [] : await ground.kept.changed()
        if (changed.length > 0) await ground.kept.restore()
        return [...answers, `changes ${changed.join()}`]
      }
      const absent = await told('absent')
      for (const [index, answer] of (await told('hidden')).entries())
        if (answer !== absent[index])
          wrong.push(`${operation.id} (${place}) tells apart: ${answer} and ${absent[index]}`)
    }
  expect(wrong).toEqual([])
})

walk('what is need to know changes no count, list or page that others read', async () => {
  const own = knownIn(ground.things, 'own')
  const readers = ground.staff.roles.filter((one) => !one.may('tickets.restricted'))
  const read = async () => {
    const seen: string[] = []
    for (const operation of inside.filter(isRead))
      for (const caller of readers)
        seen.push(
          `${caller.name} ${operation.id} ${plain(await ground.ask(caller, requestOf(operation, exampleOf(operation, own, true))))}`,
        )
    return seen
  }
  const before = await read()
  await hide(ground.world, 'second')
  const afterwards = await read()
  await ground.kept.restore()
  const told = afterwards.filter((answer, index) => answer !== before[index])
  expect(told.map((answer) => answer.slice(0, 500))).toEqual([])
})

walk('nothing malformed or absurd breaks anything', async () => {
  const broken: string[] = []
  for (const [turn, operation] of walked.entries()) {
    const example = exampleOf(operation, knownIn(ground.things, 'own'), true)
    const caller = operation.isDoor ? nobody : ground.staff.admin
    for (const given of absurditiesOf(operation, example, turn)) {
      const request = requestOf(operation, given)
      const answer = await ground.ask(caller, request)
      if (answer.status >= 500)
        broken.push(`${operation.id}: ${answer.status} by ${said(request).slice(0, 300)}`)
    }
    await after(operation)
  }
  expect(broken).toEqual([])
})

// Last, for its end sets the clock of the others going.
walk('an empty installation is begun by whoever comes first, and by nobody after', async () => {
  const world = await createWorld({ template: 'empty', mailServer: false })
  try {
    const statuses: number[] = []
    for (const operation of operations.filter(({ id }) => ONLY_WHEN_EMPTY.includes(id)))
      for (let time = 0; time < 2; time += 1)
        statuses.push(
          (
            await ask(
              world,
              nobody,
              requestOf(
                operation,
                exampleOf(operation, () => undefined),
              ),
            )
          ).status,
        )
    expect(statuses).toEqual([201, 409])
  } finally {
    await world.close()
  }
})
