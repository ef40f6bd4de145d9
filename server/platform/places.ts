import type { Pool } from 'pg'

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
