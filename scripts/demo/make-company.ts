import { sql } from 'kysely'
import { closeSystem, openSystem } from '../../server/app.ts'
import { onCallAt, findSchedule } from '../../server/oncall/queries.ts'
import type { Config } from '../../server/platform/config.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { communityOf } from './community.ts'
import { furnish, gitlabPlaybook, promisesOf, setPasswords } from './company.ts'
import { openEmergency, pastEmergency, provePhones, raiseAndTake, say } from './emergencies.ts'
import { freezeAt, markFollowed, openHistory, settleMail, type History } from './history.ts'
import { later } from './hours.ts'
import type { startOutside } from './outside.ts'
import { DAY_MINUTES, type Setting } from './plan.ts'
import { planOpen } from './plan-open.ts'
import { planPast } from './plan-past.ts'
import { happeningsOf, markLate, playAll, type Happening, type Staff } from './play.ts'
import { openQuickDatabase } from './quick-database.ts'
import { chanceFrom } from './random.ts'
import { earlyEmergencies } from './words/emergencies-early.ts'
import { lateEmergencies } from './words/emergencies-late.ts'
import { justNow, underWay } from './words/emergencies-now.ts'

const DAYS = 90
const SEED = 20_260_105
/** Mail of so many days lies in the mailboxes of the demo; older mail is on the tickets only. */
const MAILBOX_DAYS = 3

type OutsideOfDemo = Awaited<ReturnType<typeof startOutside>>

/** A company with three months behind it, made through the real actions, each at its own moment. Returns how many tickets. */
export async function makeCompany(
  config: Config,
  databaseUrl: string,
  outside: OutsideOfDemo,
  progress: (words: string) => void,
): Promise<number> {
  const end = new Date()
  const setting: Setting = {
    end,
    from: later(end, -DAYS * DAY_MINUTES),
    chance: chanceFrom(SEED),
    promise: () => null,
  }
  const playbook = gitlabPlaybook()
  setting.promise = promisesOf(playbook)
  const system = await openSystem({ ...config, SMTP_URL: undefined }, databaseUrl)
  const quick = await openQuickDatabase(databaseUrl)
  const base = { ...system, db: quick.db }
  try {
    const history = openHistory(base, outside.smtpUrl, outside.showTime)
    const staff = await furnish(history.system, playbook, setting.from, end)
    const passwords = setPasswords(history.system, staff)
    const happenings = allHappenings(history, staff, setting)
    await playAll(happenings, (done) =>
      progress(`${Math.round((done / happenings.length) * 100)} %`),
    )
    await markLate(history, end)
    await Promise.all([settleMail(history), markFollowed(history), passwords])
    await fillMailboxes(history, outside, later(end, -MAILBOX_DAYS * DAY_MINUTES))
    await sql`analyze`.execute(base.db)
    return await countTickets(base)
  } finally {
    outside.showTime(null)
    await quick.close()
    await closeSystem(system)
  }
}

const emergencies = [...earlyEmergencies, ...lateEmergencies]

function allHappenings(history: History, staff: Staff, setting: Setting): Happening[] {
  const { from, end } = setting
  const apart = ((DAYS - 6) * DAY_MINUTES) / emergencies.length
  const past = emergencies.flatMap((words, index) =>
    pastEmergency(
      history,
      staff,
      words,
      later(from, DAY_MINUTES + apart * (index + setting.chance.between(0.1, 0.9))),
      end,
    ),
  )
  return [
    ...happeningsOf(history, staff, [...planPast(setting), ...planOpen(setting)], end),
    ...past,
    ...communityOf(history, staff, end),
    provePhones(history, staff, later(end, -2 * DAY_MINUTES)),
    ...underWayNow(history, staff, end),
  ]
}

/** Bob has had it for twenty minutes: at once if the week is his, as second level if it is not. Then the clock runs free. */
function underWayNow(history: History, staff: Staff, end: Date): Happening[] {
  const takenAt = later(end, -20)
  return [
    {
      at: takenAt,
      alone: true,
      async run() {
        const onCall = onCallAt(await findSchedule(history.system.db, 'on_call', takenAt), takenAt)
          .userIds[0]
        const taken =
          onCall === staff.get('bob')?.id
            ? { by: 'level1' as const, minutes: 1.4 }
            : { by: 'level2' as const, minutes: 6.2 }
        const { ticket, holder } = await raiseAndTake(
          history,
          staff,
          underWay,
          later(takenAt, -taken.minutes),
          {
            by: taken.by,
            afterSeconds: Math.round((taken.minutes - (taken.by === 'level2' ? 5 : 0)) * 60),
          },
        )
        for (const { minutesAgo, from, text } of underWay.talk)
          await say(history, underWay, ticket, holder, { at: later(end, -minutesAgo), from, text })
        await freezeAt(history, null)
      },
    },
  ]
}

/** The customers' mailboxes hold what they were sent these days, as the real ones would. */
async function fillMailboxes({ system }: History, outside: OutsideOfDemo, since: Date) {
  const mails = await system.db
    .selectFrom('outgoingMessages')
    .select(['toAddresses', 'subject', 'body', 'createdAt'])
    .where('createdAt', '>=', since)
    .orderBy('createdAt')
    .execute()
  for (const { toAddresses, subject, body, createdAt } of mails) {
    for (const to of toAddresses)
      outside.keepMail({
        at: createdAt.toISOString(),
        to,
        from: 'GitLab <support@support.test>',
        subject,
        text: body,
      })
  }
}

async function countTickets({ db }: System): Promise<number> {
  const { count } = await db
    .selectFrom('tickets')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** An emergency of this very moment: what follows from it is left to the running program. */
export async function raiseEmergencyNow(config: Config, databaseUrl: string): Promise<void> {
  const system = await openSystem(config, databaseUrl)
  try {
    await openEmergency(system, (open) => inWork(system, machine('mail'), open), justNow)
  } finally {
    await closeSystem(system)
  }
}
