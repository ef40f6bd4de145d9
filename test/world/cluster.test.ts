import { existsSync } from 'node:fs'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startTestCluster } from './cluster.ts'

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows.flat()
  } finally {
    await client.end()
  }
}

test('a durable cluster has after a crash what was committed before it', async () => {
  const cluster = await startTestCluster({ durable: true })
  const [folder] = await ask(cluster.adminUrl, 'SHOW data_directory')
  expect(await ask(cluster.adminUrl, 'SHOW fsync')).toEqual(['on'])
  await ask(cluster.adminUrl, 'CREATE TABLE kept AS SELECT 7 AS number')
  await cluster.crash()
  await expect(ask(cluster.adminUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  await cluster.restart()
  expect(await ask(cluster.adminUrl, 'SELECT number FROM kept')).toEqual([7])
  await cluster.stop()
  expect(existsSync(String(folder))).toBe(false)
})
