import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Pool, PoolClient, QueryResult } from 'pg'
import { forgetPlans, isKeptPlanLost, nameOf } from './prepared.ts'

/**
 * The pool as Kysely uses it, where statements that come again are planned once for each connection, and BEGIN travels
 * with the first statement after it (docs/decisions/0013-prepared-statements.md).
 */
export function thrifty(pool: Pool): PostgresPool {
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const known = wrapped.get(client) ?? wrap(client)
      wrapped.set(client, known)
      return known
    },
  }
}

function wrap(client: PoolClient): PostgresPoolClient {
  let transaction: 'none' | 'promised' | 'open' = 'none'

  async function query(text: string, values: readonly unknown[] = []) {
    if (text === 'begin') {
      transaction = 'promised'
      return emptyAnswer('BEGIN')
    }
    if (text === 'commit' || text === 'rollback') {
      const nothingWasSaid = transaction === 'promised'
      transaction = 'none'
      return nothingWasSaid ? emptyAnswer(text.toUpperCase()) : client.query(text)
    }
    if (transaction !== 'promised') return said(text, values)
    transaction = 'open'
    if (values.length === 0) return last(await client.query(`begin; ${text}`))
    await client.query('begin')
    return said(text, values)
  }

  async function said(text: string, values: readonly unknown[]) {
    const name = nameOf(text)
    const plain = { text, values: [...values] }
    if (!name) return client.query(plain)
    try {
      return await client.query({ ...plain, name })
    } catch (error) {
      if (!isKeptPlanLost(error)) throw error
      forgetPlans(error)
      // A transaction is lost with its statement, and whoever began it does it again (work.ts).
      if (transaction === 'open') throw error
      return client.query(plain)
    }
  }

  return {
    query: query as unknown as PostgresPoolClient['query'],
    release(isBroken) {
      transaction = 'none'
      client.release(isBroken)
    },
    // Kysely cancels by it when a query is aborted.
    ...('processID' in client && { processID: client.processID as number }),
  }
}

const emptyAnswer = (command: string) => ({ command, rowCount: null, rows: [] })

/** Several statements in one text give a list of answers. */
const last = (answers: QueryResult | QueryResult[]) =>
  Array.isArray(answers) ? answers.at(-1)! : answers
