import { openPool } from '../server/platform/database.ts'
import { migrate } from '../server/platform/migrate.ts'
import { startTestCluster } from '../test/world/cluster.ts'
import { writeTables } from './write-tables.ts'

/** `npm run tables` writes server/platform/tables.ts from a freshly migrated database; with --verify it only compares. */
const cluster = await startTestCluster()
try {
  const pool = openPool(cluster.adminUrl, () => {}, 2)
  await migrate(pool)
  await pool.end()
  writeTables(cluster.adminUrl, 'server/platform/tables.ts', process.argv.includes('--verify'))
} finally {
  await cluster.stop()
}
