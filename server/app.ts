/** What is plugged in: modules, routes, jobs, loops, connectors. */
import pino from 'pino'
import { arrivalRoutes } from './connectors/routes.ts'
import { forgottenArrivals, storeArrival } from './connectors/arrivals.ts'
import { startSmtpListener } from './connectors/email/smtp-listener.ts'
import { isOurAddress, listChannels } from './channels/queries.ts'
import { channelForAddresses } from './channels/routing.ts'
import { pagerdutyRoutes } from './compat/pagerduty/routes.ts'
import { doctorRoutes } from './doctor/routes.ts'
import { incidentRoutes } from './incidents/routes.ts'
import { isAnythingDue, tick } from './incidents/tick.ts'
import { readArrival, takeAlert } from './intake.ts'
import { oncallRoutes } from './oncall/routes.ts'
import { pagingRoutes } from './paging/routes.ts'
import { startSender } from './paging/sender.ts'
import { pagerTurns, pingWatchdog } from './paging/watchdog.ts'
import { peopleRoutes } from './people/routes.ts'
import { buildAuth, identify, signInRoutes } from './people/sign-in.ts'
import type { Config } from './platform/config.ts'
import { databaseOn, openPool } from './platform/database.ts'
import { buildHttp, type App, type Routes } from './platform/http.ts'
import { makeTasksKnown, startWorker, type Jobs } from './platform/jobs.ts'
import { forgetOldKeys } from './platform/idempotency.ts'
import { openLive } from './platform/live.ts'
import { startLoop, type Loop } from './platform/loop.ts'
import { openFiles } from './platform/files.ts'
import { createNet } from './platform/net.ts'
import { healthRoutes, liveRoutes } from './platform/routes.ts'
import { loadSecret, secretsFrom } from './platform/secrets.ts'
import type { System } from './platform/system.ts'
import { machine } from './platform/system.ts'
import { webAppRoutes } from './platform/web-app.ts'
import { inWork } from './platform/work.ts'
import { playbookRoutes } from './playbook/routes.ts'
import { portalPages } from './portal/pages.ts'
import { portalRoutes } from './portal/routes.ts'
import { forgetOldCodes } from './portal/actions.ts'
import { tellWhoHasIt } from './portal/notices.ts'
import { queueRoutes } from './queue/routes.ts'
import { shellRoutes } from './queue/shell.ts'
import { reactions } from './reactions.ts'
import { roomRoutes } from './rooms/routes.ts'
import { slaRoutes } from './sla/routes.ts'
import { breachDueClocks } from './sla/sweep.ts'
import { closeSolvedTickets, sendForgottenMail, sendMessage } from './tickets/jobs.ts'
import { filePages, fileRoutes } from './tickets/file-routes.ts'
import { forgetUnsentFiles } from './tickets/files.ts'
import { filingRoutes } from './tickets/filing-routes.ts'
import { mergeRoutes } from './tickets/merge-routes.ts'
import { outgoingRoutes } from './tickets/outgoing-routes.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { wakeSleepers } from './tickets/snooze.ts'
import { followWaiting } from './tickets/waiting.ts'
import { writingRoutes } from './tickets/writing-routes.ts'

export const VERSION = '0.1.0'

const routes: Record<string, Routes> = {
  queue: queueRoutes,
  shell: shellRoutes,
  tickets: ticketRoutes,
  merges: mergeRoutes,
  filing: filingRoutes,
  writing: writingRoutes,
  files: fileRoutes,
  outgoing: outgoingRoutes,
  sla: slaRoutes,
  incidents: incidentRoutes,
  rooms: roomRoutes,
  paging: pagingRoutes,
  oncall: oncallRoutes,
  connectors: arrivalRoutes,
  people: peopleRoutes,
  playbook: playbookRoutes,
  portal: portalRoutes,
  doctor: doctorRoutes,
  live: liveRoutes,
}

export const jobs: Jobs = {
  read_arrival: (system, { arrivalId }: { arrivalId: string }) => readArrival(system, arrivalId),
  send_message: (system, payload: { outgoingId: string }) => sendMessage(system, payload),
  tell_who_has_it: (system, payload: { incidentId: string; acknowledgedAt: string }) =>
    inWork(system, machine('notices'), (work) => tellWhoHasIt(work, payload)),
}

/** Looks for what no timer knocked for. A lost timer can do no harm. */
const sweeps: { name: string; everyMs: number; run: (system: System) => Promise<unknown> }[] = [
  { name: 'promises', everyMs: 1000, run: breachDueClocks },
  { name: 'forgotten arrivals', everyMs: 60_000, run: readForgottenArrivals },
  { name: 'forgotten mail', everyMs: 60_000, run: sendForgottenMail },
  { name: 'ticket rules', everyMs: 60_000, run: closeSolvedTickets },
  { name: 'waiting tickets', everyMs: 60_000, run: followWaiting },
  { name: 'snoozed tickets', everyMs: 15_000, run: wakeSleepers },
  { name: 'old keys', everyMs: 3_600_000, run: forgetOldKeys },
  { name: 'unsent files', everyMs: 3_600_000, run: forgetUnsentFiles },
  { name: 'old codes', everyMs: 3_600_000, run: forgetOldCodes },
  { name: 'watchdog', everyMs: 30_000, run: pingWatchdog },
]

export async function openSystem(config: Config, databaseUrl: string): Promise<System> {
  const log = pino({
    level: config.LOG_LEVEL,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
  })
  const pool = openPool(databaseUrl, (error) => {
    if (!pool.ending) log.warn({ reason: error.message }, 'A database connection was lost')
  })
  const db = databaseOn(pool)
  await makeTasksKnown(db, jobs)
  const net = createNet({ allowPrivate: config.ALLOW_PRIVATE_NETWORK })
  return {
    config,
    pool,
    log,
    db,
    live: await openLive(databaseUrl, pool, log),
    net,
    files: openFiles(config, net),
    secrets: secretsFrom(await loadSecret(config.SECRET, config.dataFolder)),
    reactions,
  }
}

export async function closeSystem(system: System): Promise<void> {
  await system.live.close()
  await system.pool.end()
}

export async function buildApp(system: System): Promise<App> {
  const auth = buildAuth(system)
  return buildHttp(system, {
    version: VERSION,
    identify: (request) => identify(auth, system, request),
    routes,
    outside: [
      signInRoutes(auth, system),
      healthRoutes(() => pagerTurns(system)),
      pagerdutyRoutes(takeAlert),
      portalPages,
      filePages,
      webAppRoutes,
    ],
  })
}

/** Mail comes in here. OK is said only after the raw message is committed. */
export function startMail(system: System) {
  return startSmtpListener({
    host: system.config.SMTP_LISTEN_HOST,
    port: system.config.SMTP_LISTEN_PORT,
    hostname: system.config.MAIL_DOMAIN,
    tls: 'self-signed',
    accepts: (address) => isOurAddress(system, address),
    store: async (raw, envelope) => {
      const { id } = await storeArrival(system, {
        connection: 'smtp',
        mailbox: envelope.to[0] ?? '',
        raw,
        envelopeFrom: envelope.from,
        envelopeTo: envelope.to,
        remoteAddress: envelope.remoteAddress,
        transcript: envelope.transcript.join('\n'),
        restricted:
          channelForAddresses(await listChannels(system), envelope.to)?.restricted ?? false,
      })
      return { id }
    },
    log: { warn: (details: unknown) => system.log.warn(details as object) },
  })
}

/** Everything that happens by itself: escalation, sending, jobs, sweeps. */
export async function startWork(system: System): Promise<Loop> {
  const loops = [
    startLoop(system, {
      name: 'incidents',
      idleMs: 1000,
      turn: async () => ((await isAnythingDue(system)) ? tick(system) : 0),
    }),
    startSender(system),
    ...sweeps.map((sweep) => startSweep(system, sweep)),
  ]
  const worker = await startWorker(system, jobs)
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      await worker.stop()
    },
  }
}

function startSweep(system: System, { name, everyMs, run }: (typeof sweeps)[number]): Loop {
  const turn = async () => {
    await run(system)
    return 0
  }
  return startLoop(system, { name, idleMs: everyMs, turn })
}

async function readForgottenArrivals(system: System) {
  for (const id of await forgottenArrivals(system.db)) {
    // One mail that fails must not keep the others waiting; it is counted, and ends in quarantine.
    await readArrival(system, id).catch((error: unknown) =>
      system.log.error({ err: error, arrivalId: id }, 'A mail could not be processed'),
    )
  }
}

/** Every sweep once, for tests that move the clock. */
export async function sweepOnce(system: System): Promise<void> {
  for (const { name, run } of sweeps) if (name !== 'watchdog') await run(system)
}
