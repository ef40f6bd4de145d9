import { sql } from 'kysely'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Pool, PoolClient, QueryResult } from 'pg'
import { isKeptPlanLost, keptPlans, type KeptPlans } from './prepared.ts'

/**
 * At the end of a statement in a transaction whose answer nobody waits for: it is sent together with the next one, at the
 * latest with COMMIT. If it fails, that one fails with its error, and the transaction with it.
 */
const LATER = '/* with the next */'
export const withTheNext = sql.raw(LATER)

interface Statement {
  text: string
  values: readonly unknown[]
}

/**
 * The pool as Kysely uses it: statements that come again are planned once for each connection, and what needs no answer of
 * its own makes no round trip of its own (docs/decisions/0020-prepared-statements.md).
 */
export function thrifty(pool: Pool): PostgresPool {
  const plans = keptPlans()
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const known = wrapped.get(client) ?? wrap(client, plans)
      wrapped.set(client, known)
      return known
    },
  }
}

function wrap(client: PoolClient, plans: KeptPlans): PostgresPoolClient {
  let transaction: 'none' | 'promised' | 'open' = 'none'
  let held: Statement[] = []

  async function query(text: string, values: readonly unknown[] = []) {
    if (text === 'begin') {
      transaction = 'promised'
      return emptyAnswer('BEGIN')
    }
    if (text.endsWith(LATER) && transaction !== 'none') {
      held.push({ text, values })
      return emptyAnswer('SELECT')
    }
    if (text === 'rollback') held = []
    const all = [...held, { text, values }]
    held = []
    const isEnd = text === 'commit' || text === 'rollback'
    if (transaction === 'promised') {
      if (isEnd && all.length === 1) return nothingSaid(text)
      transaction = 'open'
      if (all.length === 1 && values.length === 0) return last(await client.query(`begin; ${text}`))
      all.unshift({ text: 'begin', values: [] })
    }
    const answer = await inOneGo(all)
    // A statement failed, and whoever sent it went on: nothing was stored, and nobody may believe it was.
    if (text === 'commit' && answer.command === 'ROLLBACK')
      throw new Error('The database rolled back what was to be committed: a statement had failed')
    if (isEnd) transaction = 'none'
    return answer
  }

  function nothingSaid(text: string) {
    transaction = 'none'
    return emptyAnswer(text.toUpperCase())
  }

  /** Sends all, then waits for all. After one that failed the database refuses the others, and takes COMMIT for ROLLBACK. */
  async function inOneGo(statements: readonly Statement[]) {
    if (statements.length === 1) return said(statements[0]!)
    if (!statements.every(isSurelySent)) return oneByOne(statements)
    const stream = streamOf(client)
    stream?.cork()
    const answers = statements.map(said)
    stream?.uncork()
    const settled = await Promise.allSettled(answers)
    const failed = settled.find(({ status }) => status === 'rejected')
    if (failed) throw (failed as PromiseRejectedResult).reason
    return answers.at(-1)!
  }

  async function oneByOne(statements: readonly Statement[]) {
    let answer = await said(statements[0]!)
    for (const statement of statements.slice(1)) answer = await said(statement)
    return answer
  }

  async function said({ text, values }: Statement): Promise<QueryResult> {
    const name = /^(begin|commit|rollback)$/.test(text) ? undefined : plans.nameOf(text)
    const plain = { text, values: [...values] }
    if (!name) return client.query(plain)
    try {
      return await client.query({ ...plain, name })
    } catch (error) {
      if (!isKeptPlanLost(error)) throw error
      plans.forget(error)
      // A transaction is lost with its statement, and whoever began it does it again (work.ts).
      if (transaction === 'open') throw error
      return client.query(plain)
    }
  }

  return {
    query: query as unknown as PostgresPoolClient['query'],
    release(isBroken) {
      transaction = 'none'
      held = []
      client.release(isBroken)
    },
    // Kysely cancels by it when a query is aborted.
    ...('processID' in client && { processID: client.processID as number }),
  }
}

const emptyAnswer = (command: string) => ({ command, rowCount: 0, rows: [] })

/** Several statements in one text give a list of answers. */
const last = (answers: QueryResult | QueryResult[]) =>
  Array.isArray(answers) ? answers.at(-1)! : answers

/**
 * A value that the driver fails to write leaves its statement out, while COMMIT behind it would go all the same. These never
 * fail.
 */
const isSurelySent = ({ values }: Statement) =>
  values.every(
    (value) =>
      value === null ||
      value instanceof Date ||
      ['string', 'number', 'boolean'].includes(typeof value),
  )

/** What the driver writes to, so that several statements leave in one packet; without it they leave one after the other. */
function streamOf(client: object): { cork(): void; uncork(): void } | undefined {
  const { connection } = client as { connection?: { stream?: { cork?(): void; uncork?(): void } } }
  const stream = connection?.stream
  return stream?.cork && stream.uncork ? (stream as { cork(): void; uncork(): void }) : undefined
}
