import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp, closeSystem, openSystem } from '../../server/app.ts'
import { saveService } from '../../server/incidents/alerts.ts'
import { tick } from '../../server/incidents/tick.ts'
import { audit } from '../../server/paging/auditor.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { testConfig } from '../world/cast.ts'
import { startTestCluster, type TestCluster } from '../world/cluster.ts'
import { databaseUrl, makeTemplates, run } from '../world/global-setup.ts'
import { eachOf } from '../world/random.ts'

const ALERTS = 600
const CRASH_AFTER = 150
const ALERTS_AFTERWARDS = 50

let cluster: TestCluster
beforeAll(async () => {
  cluster = await startTestCluster({ durable: true })
  await makeTemplates(cluster.adminUrl)
})
afterAll(() => cluster.stop())

test(
  `E21: the database crashes in the middle of ${ALERTS} alerts: whatever was answered 202 is paged, the rest was answered 5xx`,
  { timeout: 120_000 },
  async () => {
    const url = databaseUrl(cluster.adminUrl, 'crash_restart')
    await run(cluster.adminUrl, 'create database crash_restart template template_cast')
    const system = await openSystem(testConfig(), url)
    const app = await buildApp(system)
    try {
      const routingKey = await inWork(system, machine('test'), (work) =>
        saveService(work, { key: 'app', name: 'App', policyKey: 'customer_emergency' }),
      )
      const answers = new Map<number, string[]>()
      const crash: { done?: Promise<void> } = {}
      const crashOnce = async () => {
        await cluster.crash()
        await cluster.restart()
      }
      const alert = async (dedupKey: string) => {
        const payload = {
          routing_key: routingKey,
          event_action: 'trigger',
          dedup_key: dedupKey,
          payload: { summary: dedupKey, source: 'host', severity: 'critical' },
        }
        const { statusCode } = await app.inject({ method: 'POST', url: '/v2/enqueue', payload })
        answers.set(statusCode, [...(answers.get(statusCode) ?? []), dedupKey])
        return statusCode
      }
      const keys = Array.from({ length: ALERTS }, (_, index) => `alert-${index}`)
      await eachOf(keys, 8, (key) => {
        if (answers.get(202)?.length === CRASH_AFTER) crash.done ??= crashOnce()
        return alert(key)
      })
      await crash.done
      // The database is back: so is the intake, without a restart of the program.
      const later = Array.from({ length: ALERTS_AFTERWARDS }, (_, index) => `later-${index}`)
      for (const key of later) expect(await alert(key)).toBe(202)
      const statuses = Object.fromEntries(
        [...answers].map(([status, { length }]) => [status, length]),
      )
      console.log(`E21: answers ${JSON.stringify(statuses)}`)
      expect([...answers.keys()].filter((status) => status !== 202 && status < 500)).toEqual([])
      expect(answers.size).toBeGreaterThan(1)
      while ((await tick(system)) > 0);
      const paged = await sql<{ key: string }>`
      select dedup_key as key from incidents i where exists (select 1 from pages p where p.incident_id = i.id and p.level = 1)`.execute(
        system.db,
      )
      const stored = new Set(paged.rows.map(({ key }) => key))
      expect(answers.get(202)!.filter((key) => !stored.has(key))).toEqual([])
      expect(await audit(system.db)).toEqual([])
    } finally {
      await app.close()
      await closeSystem(system)
    }
  },
)
