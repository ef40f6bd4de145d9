import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { components } from '../../api/types.ts'
import type { Command, Session } from '../command.ts'
import { EXIT, UsageError } from '../errors.ts'
import { painted, safe } from '../output.ts'
import { readSource } from '../typed.ts'

type Problem = components['schemas']['PlaybookProblem']

interface Source {
  source: string
  file: string
}

async function sourceOf({ given, terminal }: Session): Promise<Source> {
  const file = given.words[0]!
  return { source: await readSource(file, terminal), file: file === '-' ? 'standard input' : file }
}

const check: Command = {
  name: 'playbook check',
  says: 'What is wrong with a playbook, line by line',
  takes: ['FILE'],
  options: {},
  examples: [
    'watchdesk playbook check playbooks/starter.yaml',
    'cat playbook.yaml | watchdesk playbook check -',
  ],
  async run(session) {
    const { api, take, show } = session
    const body = await sourceOf(session)
    const answer = await take(api.POST('/api/v1/playbook/checks', { body }))
    show(answer, () =>
      answer.ok ? `${basename(body.file)} is well.` : listed(answer.problems, session),
    )
    return answer.ok ? EXIT.ok : EXIT.refused
  },
}

/** As compilers write it, so that editors can jump there. */
function listed(problems: readonly Problem[], { terminal: { look } }: Session): string {
  const lines = problems.map(
    ({ file, line, column, path, message, remedy }) =>
      `${safe(`${file}:${line}:${column}`)} ${painted(safe(path), 'strong', look)} ${safe(ended(message))} ${safe(remedy)}`,
  )
  return [
    ...lines,
    painted(problems.length === 1 ? '1 problem' : `${problems.length} problems`, 'bad', look),
  ].join('\n')
}

const ended = (sentence: string) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)

/** What applying it would change; null, with the problems on the screen, when it cannot be applied. */
async function changesOf(session: Session, body: Source) {
  const { api, take, terminal, given } = session
  const checked = await take(api.POST('/api/v1/playbook/checks', { body }))
  if (checked.ok) return take(api.POST('/api/v1/playbook/diffs', { body }))
  if (given.flag('json')) terminal.out(JSON.stringify(checked, null, 2))
  else terminal.say(listed(checked.problems, session))
  return null
}

const diff: Command = {
  name: 'playbook diff',
  says: 'What applying a playbook would change',
  takes: ['FILE'],
  options: {},
  examples: ['watchdesk playbook diff playbook.yaml'],
  async run(session) {
    const answer = await changesOf(session, await sourceOf(session))
    if (!answer) return EXIT.refused
    session.show(answer, () => safe(answer.text))
  },
}

const apply: Command = {
  name: 'playbook apply',
  says: 'Make the organisation what a playbook says; asks before it does',
  takes: ['FILE'],
  options: { yes: { type: 'boolean', says: 'Do not ask' } },
  examples: [
    'watchdesk playbook apply playbook.yaml',
    'watchdesk playbook apply playbook.yaml --yes',
  ],
  async run(session) {
    const { given, api, take, show, terminal } = session
    const body = await sourceOf(session)
    const isAsked = !given.flag('yes')
    if (isAsked && (!terminal.isInteractive || body.file === 'standard input'))
      throw new UsageError(
        'Nobody can be asked here.',
        'Look at it with "watchdesk playbook diff", then say --yes.',
      )
    const planned = await changesOf(session, body)
    if (!planned) return EXIT.refused
    if (isAsked && planned.changes.length > 0) {
      terminal.say(safe(planned.text))
      const answer = await terminal.ask('Apply this? [y/N]')
      if (!/^y(es)?$/i.test(answer.trim())) {
        terminal.say('Nothing was changed.')
        return EXIT.ok
      }
    }
    const applied = await take(api.POST('/api/v1/playbook/applications', { body }))
    show(applied, () => (isAsked && applied.changes.length > 0 ? 'Applied.' : safe(applied.text)))
  },
}

const exportOne: Command = {
  name: 'playbook export',
  says: 'The playbook in force, as YAML',
  takes: [],
  options: { out: { type: 'string', value: 'FILE', says: 'Into a file instead of the screen' } },
  examples: [
    'watchdesk playbook export > playbook.yaml',
    'watchdesk playbook export --out playbook.yaml',
  ],
  async run({ given, api, take, show, terminal }) {
    const answer = await take(api.GET('/api/v1/playbook', {}))
    const file = given.text('out')
    if (file === undefined) return show(answer, () => answer.source.trimEnd())
    try {
      writeFileSync(file, answer.source)
    } catch (error) {
      throw new UsageError(
        `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
    terminal.say(`Written to ${file}.`)
  },
}

export const playbookCommands: readonly Command[] = [check, diff, apply, exportOne]
