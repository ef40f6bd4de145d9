import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { openPool } from '../../server/platform/database.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { startTestCluster } from './cluster.ts'
import { furnish } from './cast.ts'
import { KEEP_PRISTINE, RESTORE_PRISTINE } from './pristine.ts'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
  }
}

/** One cluster per run; in it a migrated template, and one furnished with the playbook and the cast. */
export default async function setup(project: TestProject) {
  const cluster = await startTestCluster()
  await makeTemplates(cluster.adminUrl)
  project.provide('adminUrl', cluster.adminUrl)
  return () => cluster.stop()
}

export async function makeTemplates(adminUrl: string) {
  await run(adminUrl, 'create database template_empty')
  const pool = openPool(databaseUrl(adminUrl, 'template_empty'), () => {}, 2)
  await migrate(pool)
  await pool.end()
  await run(adminUrl, 'create database template_cast template template_empty strategy file_copy')
  await furnish(databaseUrl(adminUrl, 'template_cast'))
  for (const template of ['template_empty', 'template_cast'])
    for (const statements of [KEEP_PRISTINE, RESTORE_PRISTINE])
      await run(databaseUrl(adminUrl, template), statements)
}

export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

export async function run(url: string, statement: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
