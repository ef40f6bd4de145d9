/** What is plugged in: modules, routes, jobs, loops, connectors. */
import pino from 'pino'
import { quarantineRoutes } from './connectors/quarantine-routes.ts'
import { arrivalRoutes } from './connectors/routes.ts'
import { mailIntake } from './connectors/mail-intake.ts'
import { connectionIntake } from './connectors/connection-intake.ts'
import { connectionRoutes } from './connectors/connection-routes.ts'
import { mailboxRoutes } from './connectors/mailbox-routes.ts'
import { startMailboxes } from './connectors/mailbox-watch.ts'
import { tellFailingMailboxes } from './connectors/mailbox-health.ts'
import { pagerdutyRoutes } from './compat/pagerduty/routes.ts'
import { doctorRoutes } from './doctor/routes.ts'
import { hiddenTopics } from './incidents/hidden-topics.ts'
import { incidentRoutes } from './incidents/routes.ts'
import { isAnythingDue, tick } from './incidents/tick.ts'
import { readArrival, takeAlert } from './intake.ts'
import { isNeedToKnow, readForgottenArrivals } from './mail-in.ts'
import { oncallRoutes } from './oncall/routes.ts'
import { pagingRoutes } from './paging/routes.ts'
import { startSender } from './paging/sender.ts'
import { pagerTurns, pingWatchdog } from './paging/watchdog.ts'
import { peopleRoutes } from './people/routes.ts'
import { contactSignInRoutes } from './customers/sign-in-routes.ts'
import { forgetOldLinks } from './customers/sign-in-links.ts'
import { buildAuth, identify, signInRoutes } from './people/sign-in.ts'
import { contactRoutes } from './customers/contact-routes.ts'
import { goOnWithImports, importCustomers } from './customers/import-job.ts'
import { importRoutes } from './customers/import-routes.ts'
import { organizationRoutes } from './customers/organization-routes.ts'
import { subscriptionRoutes } from './customers/subscription-routes.ts'
import type { Config } from './platform/config.ts'
import { databaseOn, openPool } from './platform/database.ts'
import { buildHttp, type App, type Routes } from './platform/http.ts'
import { makeTasksKnown, startWorker, type Jobs } from './platform/jobs.ts'
import { forgetOldKeys } from './platform/idempotency.ts'
import { openLive } from './platform/live.ts'
import { startLoop, type Loop } from './platform/loop.ts'
import { openDns } from './platform/dns.ts'
import { openFiles } from './platform/files.ts'
import { createNet } from './platform/net.ts'
import { withOwnPlaces } from './platform/places.ts'
import { healthRoutes, liveRoutes } from './platform/routes.ts'
import { loadSecret, secretsFrom } from './platform/secrets.ts'
import type { System } from './platform/system.ts'
import { machine } from './platform/system.ts'
import { webAppRoutes } from './platform/web-app.ts'
import { inWork } from './platform/work.ts'
import { playbookRoutes } from './playbook/routes.ts'
import { hostGuard } from './portal/hosts.ts'
import { portalPages } from './portal/pages.ts'
import { signInProviderRoutes } from './portal/sign-in-provider-routes.ts'
import { brandPages, brandRoutes } from './portal/brand-routes.ts'
import { colleaguePages } from './portal/colleague-pages.ts'
import { surveyPages } from './portal/survey-pages.ts'
import { askHowItWent } from './portal/survey-mail.ts'
import { newTicketPages } from './portal/new-ticket-pages.ts'
import { ticketPages } from './portal/ticket-pages.ts'
import { accountPages } from './portal/account-pages.ts'
import { signInPages } from './portal/sign-in-pages.ts'
import { forumPages } from './portal/forum-routes.ts'
import { portalRoutes } from './portal/routes.ts'
import { knowledgeRoutes } from './knowledge/routes.ts'
import { syncKnowledge } from './knowledge/folder.ts'
import { forumModerationRoutes } from './forum/moderation-routes.ts'
import { takeNotices } from './forum/outside-looks.ts'
import { mirrorForums } from './forum/outside-turn.ts'
import { forumPostRoutes } from './forum/post-routes.ts'
import { forumRoutes } from './forum/routes.ts'
import { forgetOldDrafts } from './forum/drafts.ts'
import { forgetOldCodes } from './portal/actions.ts'
import { tellOldAddress } from './portal/moved-mail.ts'
import { tellWhoHasIt } from './portal/notices.ts'
import { eraseTraces } from './privacy/actions.ts'
import { privacyRoutes } from './privacy/routes.ts'
import { queueRoutes } from './queue/routes.ts'
import { shellRoutes } from './queue/shell.ts'
import { reactions } from './reactions.ts'
import { roomRoutes } from './rooms/routes.ts'
import { indexPublic } from './search/public-documents.ts'
import { indexWhatIsNew } from './search/jobs.ts'
import { searchRoutes } from './search/routes.ts'
import { setupRoutes } from './setup/routes.ts'
import { followTestEmergency } from './setup/test-emergency.ts'
import { tryMail } from './setup/try-mail.ts'
import { slaRoutes } from './sla/routes.ts'
import { breachDueClocks } from './sla/sweep.ts'
import { bulkRoutes } from './tickets/bulk-routes.ts'
import { stepBulkChange, stepForgottenBulkChanges } from './tickets/bulk-step.ts'
import { closeSolvedTickets, sendForgottenMail, sendMessage } from './tickets/jobs.ts'
import { filePages, fileRoutes } from './tickets/file-routes.ts'
import { forgetLooseBytes, forgetUnsentFiles } from './tickets/loose-bytes.ts'
import { banRoutes } from './tickets/ban-routes.ts'
import { customerTicketRoutes } from './tickets/customer-routes.ts'
import { filingRoutes } from './tickets/filing-routes.ts'
import { mailHtmlRoutes } from './tickets/mail-html-routes.ts'
import { mergeRoutes } from './tickets/merge-routes.ts'
import { outgoingRoutes } from './tickets/outgoing-routes.ts'
import { releaseReplies, releaseReply } from './tickets/pending.ts'
import { pendingRoutes } from './tickets/pending-routes.ts'
import { suppressionRoutes } from './tickets/suppression-routes.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { wakeSleepers } from './tickets/snooze.ts'
import { followWaiting } from './tickets/waiting.ts'
import { writingRoutes } from './tickets/writing-routes.ts'

export const VERSION = '0.1.0'

const routes: Record<string, Routes> = {
  queue: queueRoutes,
  search: searchRoutes,
  shell: shellRoutes,
  tickets: ticketRoutes,
  merges: mergeRoutes,
  filing: filingRoutes,
  bans: banRoutes,
  bulk: bulkRoutes,
  writing: writingRoutes,
  files: fileRoutes,
  mailHtml: mailHtmlRoutes,
  outgoing: outgoingRoutes,
  pendingReplies: pendingRoutes,
  suppressions: suppressionRoutes,
  forum: forumRoutes,
  forumModeration: forumModerationRoutes,
  forumPosts: forumPostRoutes,
  knowledge: knowledgeRoutes,
  sla: slaRoutes,
  incidents: incidentRoutes,
  rooms: roomRoutes,
  paging: pagingRoutes,
  oncall: oncallRoutes,
  connectors: arrivalRoutes,
  quarantine: quarantineRoutes,
  mailboxes: mailboxRoutes,
  connections: connectionRoutes,
  organizations: organizationRoutes,
  contacts: contactRoutes,
  subscriptions: subscriptionRoutes,
  customerImports: importRoutes,
  privacy: privacyRoutes,
  customerTickets: customerTicketRoutes,
  people: peopleRoutes,
  playbook: playbookRoutes,
  setup: setupRoutes,
  portal: portalRoutes,
  customerSignIn: signInProviderRoutes,
  portalLooks: brandRoutes,
  doctor: doctorRoutes,
  live: liveRoutes(hiddenTopics),
}

export const jobs: Jobs = {
  read_arrival: (system, { arrivalId }: { arrivalId: string }) => readArrival(system, arrivalId),
  send_message: (system, payload: { outgoingId: string }) => sendMessage(system, payload),
  release_reply: (system, payload: { pendingReplyId: string }) => releaseReply(system, payload),
  erase_contact: (system, payload: { contactId: string; email: string }) =>
    eraseTraces(system, payload),
  tell_old_address: (system, payload: { contactId: string; email: string }) =>
    inWork(system, machine('notices'), (work) => tellOldAddress(work, payload)),
  import_customers: (system, payload: { importId: string }) => importCustomers(system, payload),
  try_mail: (system, payload: { testId: string }) => tryMail(system, payload),
  bulk_step: (system, payload: { bulkChangeId: string }) => stepBulkChange(system, payload),
  tell_who_has_it: (system, payload: { incidentId: string; acknowledgedAt: string }) =>
    inWork(system, machine('notices'), (work) => tellWhoHasIt(work, payload)),
}

/** Looks for what no timer knocked for. A lost timer can do no harm. */
const sweeps: { name: string; everyMs: number; run: (system: System) => Promise<unknown> }[] = [
  { name: 'promises', everyMs: 2000, run: breachDueClocks },
  { name: 'search', everyMs: 2000, run: indexWhatIsNew },
  { name: 'public search', everyMs: 5000, run: indexPublic },
  { name: 'forums elsewhere', everyMs: 5000, run: mirrorForums },
  { name: 'forgotten arrivals', everyMs: 60_000, run: readForgottenArrivals },
  { name: 'held replies', everyMs: 5000, run: releaseReplies },
  { name: 'forgotten mail', everyMs: 60_000, run: sendForgottenMail },
  { name: 'changes of many tickets', everyMs: 60_000, run: stepForgottenBulkChanges },
  { name: 'imports of customers', everyMs: 10_000, run: goOnWithImports },
  { name: 'ticket rules', everyMs: 60_000, run: closeSolvedTickets },
  { name: 'waiting tickets', everyMs: 60_000, run: followWaiting },
  { name: 'snoozed tickets', everyMs: 15_000, run: wakeSleepers },
  { name: 'mailboxes that fail', everyMs: 30_000, run: tellFailingMailboxes },
  { name: 'folder of the help centre', everyMs: 60_000, run: syncKnowledge },
  { name: 'test emergency', everyMs: 5000, run: followTestEmergency },
  { name: 'old keys', everyMs: 3_600_000, run: forgetOldKeys },
  { name: 'unsent files', everyMs: 3_600_000, run: forgetUnsentFiles },
  { name: 'loose bytes', everyMs: 3_600_000, run: forgetLooseBytes },
  { name: 'old drafts of the community', everyMs: 3_600_000, run: forgetOldDrafts },
  { name: 'old codes', everyMs: 3_600_000, run: forgetOldCodes },
  { name: 'how it went', everyMs: 300_000, run: askHowItWent },
  { name: 'old sign-in links', everyMs: 3_600_000, run: forgetOldLinks },
]
/** Two for units of work, two for whatever each of them reads beside. */
const PAGER_CONNECTIONS = 4

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
    resolve: openDns(),
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
    guard: hostGuard(system),
    routes,
    outside: [
      signInRoutes(auth, system),
      healthRoutes(() => pagerTurns(system)),
      pagerdutyRoutes(takeAlert),
      mailIntake(isNeedToKnow),
      connectionIntake(takeNotices),
      portalPages,
      contactSignInRoutes,
      signInPages,
      accountPages,
      ticketPages,
      newTicketPages,
      brandPages,
      colleaguePages,
      surveyPages,
      forumPages,
      filePages,
      webAppRoutes,
    ],
  })
}

/** Everything that happens by itself: escalation, sending, jobs, sweeps. What wakes people has connections of its own. */
export async function startWork(system: System): Promise<Loop> {
  const pager = withOwnPlaces(system, PAGER_CONNECTIONS)
  const loops = [
    startLoop(pager, {
      name: 'incidents',
      idleMs: 1000,
      turn: async () => ((await isAnythingDue(pager)) ? tick(pager) : 0),
    }),
    startSender(pager),
    startMailboxes(system, { needToKnow: isNeedToKnow }),
    startSweep(pager, { name: 'watchdog', everyMs: 30_000, run: pingWatchdog }),
    ...sweeps.map((sweep) => startSweep(system, sweep)),
  ]
  const worker = await startWorker(system, jobs)
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      await worker.stop()
      await pager.pool.end()
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

/** Every sweep once, for tests that move the clock. */
export async function sweepOnce(system: System): Promise<void> {
  for (const { run } of sweeps) await run(system)
}
