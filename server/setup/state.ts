import { mailServerOf, smtpSettings } from '../connectors/mail-server.ts'
import { lastProofs } from '../paging/queries.ts'
import type { Work } from '../platform/work.ts'
import { playbookInForce } from '../playbook/apply.ts'
import { WEEKDAYS } from '../calendar/week.ts'
import type { Playbook } from '../playbook/playbook.ts'
import { latestMailTest, stateAt } from './mail-tests.ts'
import { emergencySchedule, type CompanyAnswers, type OnCallAnswers } from './organisation.ts'
import { PROMISES, presetOf, type Preset } from './promises.ts'
import { countSamples } from './samples.ts'
import { playbookFor, type Admin } from './steps.ts'
import { showTest } from './test-emergency.ts'

/** How the setup stands, with what each step would say now: read from the playbook in force, which is the truth. */
export async function setupState(work: Work, admin: Admin & { id: string }) {
  const { db, system } = work
  const inForce = await playbookInForce(db)
  const playbook = await playbookFor(work, admin)
  const [setup, steps, test, samples, emergency, [reach]] = [
    await db.selectFrom('setup').selectAll().executeTakeFirstOrThrow(),
    await db.selectFrom('setupSteps').selectAll().execute(),
    await latestMailTest(db),
    await countSamples(db),
    await showTest(db),
    await lastProofs(db, [admin.id]),
  ]
  const given = smtpSettings(system.config)
  return {
    finishedAt: setup.finishedAt,
    hasPlaybook: inForce !== null,
    steps,
    company: companyOf(playbook),
    presets: (Object.keys(PROMISES) as Preset[]).map((key) => {
      const { name, words } = PROMISES[key]
      return { key, name, words }
    }),
    preset: inForce && presetOf(inForce),
    onCall: onCallOf(playbook, admin),
    mail: {
      address: inForce ? playbook.company.support_address : null,
      outgoingIsGiven: given && `${given.host}:${given.port}`,
      canSend: (await mailServerOf(system)) !== null,
      test: test && {
        id: test.id,
        state: stateAt(test, work.now),
        settings: test.settings,
        hasPassword: test.secrets !== null,
        steps: test.steps,
        startedAt: test.startedAt,
      },
    },
    phone: { ways: reach?.ways ?? 0, lastProofAt: reach?.lastProofAt ?? null },
    reachUrl: `${system.config.publicUrl}/me/reach`,
    testEmergency: emergency,
    samples,
    now: work.now,
  }
}

function companyOf({ company, calendars }: Playbook): CompanyAnswers {
  const weekly = calendars.find(({ always_open }) => !always_open)?.weekly ?? {}
  const days = WEEKDAYS.filter((day) => (weekly[day]?.length ?? 0) > 0)
  const window = weekly[days[0] ?? 'monday']?.[0] ?? { from: '09:00', to: '17:00' }
  return { name: company.name, timeZone: company.time_zone, days, ...window }
}

function onCallOf(playbook: Playbook, admin: Admin): OnCallAnswers {
  const key = emergencySchedule(playbook)
  const layer = playbook.schedules.find((one) => one.key === key)?.layers[0]
  const people = (layer?.members ?? []).flatMap((member) => {
    const person = playbook.people.find((one) => one.key === member)
    return person ? [{ name: person.name, email: person.email }] : []
  })
  const turn =
    layer?.rotation.kind === 'daily'
      ? 'day'
      : (layer?.rotation.every ?? 1) > 1
        ? 'two_weeks'
        : 'week'
  return {
    people: people.length > 0 ? people : [{ name: admin.name, email: admin.email }],
    turn,
    day: layer?.rotation.handoff_day ?? 'monday',
    time: layer?.rotation.handoff_time ?? '09:00',
  }
}
