import { reached } from '../call.ts'
import type { Command, Session } from '../command.ts'
import { EXIT, Refused } from '../errors.ts'
import { oneLine, painted, type Tone } from '../output.ts'

const TONES: Record<'ok' | 'warning' | 'problem', Tone> = {
  ok: 'good',
  warning: 'doubtful',
  problem: 'bad',
}
const WORDS = {
  ok: 'All is well.',
  warning: 'It works; the warnings are worth a look.',
  problem: 'Something is wrong and has to be put right.',
}

const doctor: Command = {
  name: 'doctor',
  says: 'Look the installation over: database, clocks, mail, pager, people on call',
  takes: [],
  options: { quiet: { type: 'boolean', says: 'Only what is not well' } },
  examples: [
    'watchdesk doctor',
    'watchdesk doctor --quiet || echo "look at it"',
    'watchdesk doctor --json | jq ".checks[] | select(.state != \\"ok\\")"',
  ],
  async run(session) {
    const { given, api, take, show, terminal } = session
    const answer = await take(api.GET('/api/v1/doctor', {})).catch((error: unknown) =>
      sayHealth(session, error),
    )
    const shown = answer.checks.filter(({ state }) => state !== 'ok' || !given.flag('quiet'))
    const width = Math.max(0, ...shown.map(({ name }) => name.length))
    const lines = shown.flatMap(({ name, state, says, remedy }) => [
      `${painted(state.padEnd(8), TONES[state], terminal.look)} ${name.padEnd(width)}  ${oneLine(says)}`,
      ...(remedy ? [`${' '.repeat(width + 11)}→ ${oneLine(remedy)}`] : []),
    ])
    show(answer, () =>
      [...lines, painted(WORDS[answer.state], TONES[answer.state], terminal.look)].join('\n'),
    )
    return answer.state === 'problem' ? EXIT.refused : EXIT.ok
  },
}

/** When the server fails before it can look, its health page, which asks for no sign-in, may still say why. */
async function sayHealth(
  { settings: { server }, terminal }: Session,
  error: unknown,
): Promise<never> {
  if (!(error instanceof Refused) || error.problem.status < 500) throw error
  const response = await reached(
    server,
    fetch(`${server}/health`, { signal: AbortSignal.timeout(10_000) }),
  )
  terminal.say(oneLine(await response.text()))
  throw error
}

export const doctorCommands: readonly Command[] = [doctor]
