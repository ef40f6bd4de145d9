import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { readSchedules } from '../oncall/queries.ts'
import type { Database } from '../platform/database.ts'
import { counted, named, problem, trouble, warning, well, type Check } from './check.ts'
import { differingZones, momentsToCompare } from './zones.ts'

const OLDEST = 150_000
const CLOCKS_APART_SECONDS = 2
/** Those whose rules change at short notice, or in unusual ways, beside the zones in use. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Beirut',
]

const version: Check = {
  key: 'database',
  name: 'Database',
  async look({ db, config }) {
    const began = performance.now()
    const { number, name } = await ask<{ number: number; name: string }>(
      db,
      sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
    )
    const took = Math.round(performance.now() - began)
    const which = `PostgreSQL ${name}, ${config.DATABASE_URL ? 'a server of your own' : 'embedded'}, answers in ${took} ms`
    if (number < OLDEST) return problem(which, 'PostgreSQL 15 or newer is needed: upgrade it.')
    if (took > 500)
      return warning(
        which,
        'Bring the database nearer to this server, or give it a faster disk: every page waits for it.',
      )
    return well(which)
  },
}

const durability: Check = {
  key: 'durability',
  name: 'Commits are safe',
  async look({ db }) {
    const names = ['fsync', 'synchronous_commit', 'full_page_writes']
    const { rows } = await sql<{
      name: string
      setting: string
    }>`select name, setting from pg_settings where name in (${sql.join(names)})`.execute(db)
    const off = rows.filter(({ setting }) => setting === 'off').map(({ name }) => name)
    if (off.length === 0) return well('What was committed survives a power cut')
    return problem(
      `${off.join(' and ')} ${off.length === 1 ? 'is' : 'are'} off: what was committed may be lost in a power cut`,
      `Set ${off.map((name) => `${name} = on`).join(', ')} in postgresql.conf and reload it.`,
    )
  },
}

const migrations: Check = {
  key: 'migrations',
  name: 'Migrations',
  async look({ db }) {
    const files = (await readdir(fileURLToPath(new URL('../../migrations/', import.meta.url))))
      .filter((name) => name.endsWith('.sql'))
      .map((name) => name.replace(/\.sql$/, ''))
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
    const applied = new Set(rows.map(({ name }) => name))
    const missing = files.filter((name) => !applied.has(name))
    const unknown = [...applied].filter((name) => !files.includes(name))
    if (unknown.length > 0)
      return problem(
        `The database was written by a newer version: ${named(unknown)}`,
        'Start that version everywhere.',
      )
    if (missing.length > 0)
      return problem(`The database lacks ${named(missing)}`, 'Run: watchdesk migrate')
    return well(`All ${files.length} are applied`)
  },
}

const clocks: Check = {
  key: 'clocks',
  name: 'Clocks',
  async look({ db }) {
    const before = Date.now()
    const { at, frozenAt } = await ask<{ at: Date; frozenAt: Date | null }>(
      db,
      sql`select clock_timestamp() as at, (select frozen_at from clock) as frozen_at`,
    )
    // What the answer took is shared between the way there and back.
    const apart = Math.abs(at.getTime() - (before + Date.now()) / 2) / 1000
    if (frozenAt)
      return problem(
        `The clock of Watchdesk stands still at ${frozenAt.toISOString()}: nothing falls due`,
        'A test or demo stopped it. Never do this in production; run: update clock set frozen_at = null',
      )
    if (apart <= CLOCKS_APART_SECONDS)
      return well(`Database and server agree within ${apart.toFixed(1)} s`)
    return warning(
      `Database and server are ${apart.toFixed(1)} s apart`,
      'Due times follow the database; sign-in codes and links follow the server. Let both machines set their clocks by NTP.',
    )
  },
}

const zones: Check = {
  key: 'time-zones',
  name: 'Time zones',
  async look({ db }, now) {
    const used = await zonesInUse(db, now)
    const compared = [...new Set([...used, ...ZONES])]
    const differing = differingZones(
      await databaseOffsets(
        db,
        momentsToCompare(compared, Temporal.Instant.fromEpochMilliseconds(now.getTime())),
      ),
    )
    const felt = differing.filter((zone) => used.has(zone))
    const rules = `tzdata ${process.versions['tz'] ?? 'of unknown age'} here`
    if (felt.length > 0)
      return warning(
        `Server and database disagree about ${named(felt)}: one of them has old rules (${rules})`,
        'Schedules follow the server: update Node if its rules are the older ones, otherwise the time zone data of PostgreSQL.',
      )
    const unfelt =
      differing.length > 0
        ? `; only about ${named(differing)}, which nobody here uses, they disagree`
        : ''
    return well(
      `${compared.length - differing.length} zones agree with the database, over their next changes too (${rules})${unfelt}`,
    )
  },
}

/** Of schedules, their layers and people. */
async function zonesInUse(db: Database, now: Date): Promise<Set<string>> {
  const schedules = await readSchedules(db, now)
  const users = await db
    .selectFrom('users')
    .select('timeZone')
    .distinct()
    .where('disabledAt', 'is', null)
    .execute()
  return new Set([
    ...users.map(({ timeZone }) => timeZone),
    ...schedules.flatMap(({ version }) => [
      version.timeZone,
      ...version.layers.flatMap(({ timeZone }) => timeZone ?? []),
    ]),
  ])
}

/** What the database says each zone's distance to UTC is; null where it does not know the zone. */
async function databaseOffsets(db: Database, moments: ReturnType<typeof momentsToCompare>) {
  const { rows } = await sql<{
    name: string
  }>`select name from pg_timezone_names where name in (${sql.join([...new Set(moments.map(({ zone }) => zone))])})`.execute(
    db,
  )
  const known = new Set(rows.map(({ name }) => name))
  return db.transaction().execute(async (transaction) => {
    const answers: ((typeof moments)[number] & { databaseSeconds: number | null })[] = []
    for (const moment of moments) {
      // Only for this transaction: the connection goes back to the pool with the zone it had.
      const asked = known.has(moment.zone)
        ? await ask<{ seconds: number }>(
            transaction,
            sql`select extract(timezone from ${moment.at.toString()}::timestamptz)::int as seconds from set_config('TimeZone', ${moment.zone}, true)`,
          )
        : null
      answers.push({ ...moment, databaseSeconds: asked?.seconds ?? null })
    }
    return answers
  })
}

const jobs: Check = {
  key: 'jobs',
  name: 'Jobs',
  async look({ db }) {
    const { dead, late } = await ask<{ dead: number; late: number }>(
      db,
      sql`select count(*) filter (where attempts >= max_attempts)::int as dead,
        count(*) filter (where attempts < max_attempts and locked_at is null and run_at < now() - interval '5 minutes')::int as late from graphile_worker.jobs`,
    )
    if (dead > 0)
      return warning(
        `${counted(dead, 'job')} gave up after all their tries`,
        'Look at the log for what failed. What they were to do has to be done by hand.',
      )
    return late === 0
      ? well('None is late, none gave up')
      : trouble(
          late > 100,
          `${late} jobs have been due for more than 5 minutes`,
          'See that a worker runs: watchdesk work',
        )
  },
}

async function ask<Row>(db: Database, question: ReturnType<typeof sql<Row>>): Promise<Row> {
  const { rows } = await question.execute(db)
  return rows[0]!
}

export const databaseChecks: readonly Check[] = [
  version,
  durability,
  migrations,
  clocks,
  zones,
  jobs,
]
