import type { Pool } from 'pg'
import { databaseOn, openPool } from './database.ts'
import type { System } from './system.ts'

/**
 * A unit of work may need a second connection for a moment, to read what is remembered or who is asking. If units of work
 * could take the whole pool, each would wait for the others for ever; so they leave some: one is held by the queue's
 * listener, one serves everything short.
 */
const LEFT_FREE = 2
/** As long as the pool itself lets somebody wait for a connection. */
const LONGEST_WAIT_MS = 10_000

interface Places {
  taken: number
  waiting: (() => void)[]
}

const places = new WeakMap<Pool, Places>()

/** Runs `act` when fewer units of work than connections are open. First come, first served. Throws after 10 s of waiting. */
export async function inPlace<R>(pool: Pool, act: () => Promise<R>): Promise<R> {
  const all = places.get(pool) ?? { taken: 0, waiting: [] }
  places.set(pool, all)
  if (all.taken >= Math.max(1, pool.options.max - LEFT_FREE)) await turn(all)
  else all.taken += 1
  try {
    return await act()
  } finally {
    // Whoever waits longest takes over the place; it never falls free between the two.
    const next = all.waiting.shift()
    if (next) next()
    else all.taken -= 1
  }
}

function turn({ waiting }: Places): Promise<void> {
  return new Promise((resolve, reject) => {
    const come = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(come), 1)
      reject(new Error('No place for a unit of work came free within 10 s'))
    }, LONGEST_WAIT_MS)
    waiting.push(come)
  })
}

/**
 * The same system on connections of its own. What wakes people stands on these: neither units of work nor reads of
 * anybody else can take one, so it never waits behind a flood of requests. Whoever asks for it ends its pool.
 */
export function withOwnPlaces(system: System, connections: number): System {
  const { connectionString } = system.pool.options
  if (!connectionString) throw new Error('The pool has no address to open connections of its own')
  const pool = openPool(
    connectionString,
    (error) => {
      if (!pool.ending) system.log.warn({ reason: error.message }, 'A database connection was lost')
    },
    connections,
  )
  return { ...system, pool, db: databaseOn(pool) }
}
