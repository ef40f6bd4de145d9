/**
 * `node scripts/soak.ts [COUNT] [SEED]` does so many random things to the pager and compares it with the model of
 * test/world after each (E40). Groups of incidents do not touch: each has a database, a clock and a thread of its own.
 * What is tested is logic, so the throw-away cluster does not wait for the disk.
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { sql } from 'kysely'
import { closeSystem, openSystem } from '../server/app.ts'
import { saveEscalationPolicy } from '../server/incidents/policies.ts'
import { saveContactMethod, saveRules } from '../server/paging/reach.ts'
import { findUserByName } from '../server/people/queries.ts'
import { machine, type System } from '../server/platform/system.ts'
import { inWork } from '../server/platform/work.ts'
import { START, testConfig } from '../test/world/cast.ts'
import { startTestCluster } from '../test/world/cluster.ts'
import { databaseUrl, makeTemplates, run } from '../test/world/global-setup.ts'
import { startPhones } from '../test/world/outside.ts'
import { runModel } from '../test/world/pager-run.ts'

const GROUPS = 4
const SAY_EVERY_MS = 30_000

interface Group {
  url: string
  count: number
  seed: number
}

async function soak({ url, count, seed }: Group) {
  let now = START
  const phones = await startPhones(() => now)
  const system = await openSystem(testConfig({ NTFY_URL: phones.url }), url)
  const users = await furnish(system, phones.url)
  const result = await runModel({
    system,
    users,
    seed,
    clock: {
      now: () => now,
      async jump(instant) {
        now = new Date(instant)
        await sql`update clock set frozen_at = ${now}`.execute(system.db)
      },
    },
    goesOn(done) {
      if (done % 100 === 0) parentPort?.postMessage({ seed, done }, [])
      return done < count
    },
  })
  await closeSystem(system)
  await phones.close()
  return result
}

/** The fixture of the stories, with ways that need no mail server. */
async function furnish(system: System, phonesUrl: string) {
  const users = await Promise.all(
    ['bob', 'carol', 'mona', 'alice'].map((key) => findUserByName(system.db, key)),
  )
  const person = ({ id }: { id: string }) => ({ kind: 'user' as const, id })
  await inWork(system, machine('test'), async (work) => {
    for (const { id, key } of users) {
      await saveContactMethod(work, id, {
        kind: 'webhook',
        label: 'Hook',
        address: `${phonesUrl}/hooks/${key}`,
      })
      const rule = { urgency: 'high' as const, repeatEverySeconds: null }
      await saveRules(work, id, [
        { ...rule, kind: 'ntfy', afterSeconds: 0 },
        { ...rule, kind: 'webhook', afterSeconds: 60 },
      ])
    }
    await saveEscalationPolicy(work, {
      key: 'fixture',
      name: 'Fixture',
      body: {
        levels: users.slice(0, 3).map((user) => ({ targets: [person(user)], delayMinutes: 5 })),
        repeats: 1,
        fallback: users.slice(3).map(person),
        fallbackEveryMinutes: 10,
        keepPagingEarlierLevels: true,
      },
    })
  })
  return users.slice(0, 3)
}

async function main() {
  const [count = 100_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
  const cluster = await startTestCluster()
  const done = new Map<number, number>()
  const began = performance.now()
  const say = () => {
    const sum = [...done.values()].reduce((all, one) => all + one, 0)
    const seconds = (performance.now() - began) / 1000
    console.log(
      `${Math.round(seconds)} s: ${sum} operations, ${(sum / seconds).toFixed(1)} a second`,
    )
  }
  const saying = setInterval(say, SAY_EVERY_MS)
  try {
    await makeTemplates(cluster.adminUrl)
    const groups: Group[] = []
    for (let group = 0; group < GROUPS; group += 1) {
      const name = `soak_${group}`
      await run(cluster.adminUrl, `create database ${name} template template_cast`)
      groups.push({
        url: databaseUrl(cluster.adminUrl, name),
        count: Math.ceil(count / GROUPS),
        seed: seed + group,
      })
    }
    console.log(`${count} operations, ${GROUPS} groups from seed ${seed}`)
    await Promise.all(
      groups.map(
        (group) =>
          new Promise<void>((resolve, reject) => {
            const worker = new Worker(new URL(import.meta.url), { workerData: group })
            worker.on('message', (said: { seed: number; done: number }) =>
              done.set(said.seed, said.done),
            )
            worker.on('error', reject)
            worker.on('exit', (code) =>
              code === 0 ? resolve() : reject(new Error(`Group ${group.seed} ended with ${code}`)),
            )
          }),
      ),
    )
    say()
    console.log('Every state was the model’s, and the eight invariants held after each.')
  } finally {
    clearInterval(saying)
    await cluster.stop()
  }
}

if (isMainThread) await main()
else {
  const group = workerData as Group
  const { count } = await soak(group)
  parentPort?.postMessage({ seed: group.seed, done: count }, [])
}
