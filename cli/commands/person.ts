import type { components } from '../../api/types.ts'
import type { Command } from '../command.ts'
import { oneLine, table } from '../output.ts'

type Person = components['schemas']['Person']

const list: Command = {
  name: 'person list',
  says: 'The people who work here',
  takes: [],
  options: {},
  examples: ['watchdesk person list'],
  async run({ api, take, show, terminal }) {
    const answer = await take(api.GET('/api/v1/people', {}))
    const shown = table<Person>(
      [
        { title: 'KEY', of: ({ key }) => key ?? '' },
        { title: 'NAME', flexible: true, of: ({ name }) => name },
        { title: 'ROLE', of: ({ role }) => role.replaceAll('_', ' ') },
        { title: 'E-MAIL', of: ({ email }) => email },
        { title: 'ZONE', spare: true, of: ({ timeZone }) => timeZone },
      ],
      answer.people,
      terminal.look,
    )
    show(answer, () => shown || 'Nobody is here yet. A playbook brings people in.')
  },
}

const invite: Command = {
  name: 'person invite',
  says: 'Make a link by which somebody sets their own password; it works once, for three days',
  takes: ['PERSON'],
  options: {},
  examples: ['watchdesk person invite bob', 'watchdesk person invite carol@example.com'],
  async run({ given, api, take, show, terminal }) {
    const person = given.words[0]!
    const answer = await take(
      api.POST('/api/v1/people/{person}/invitations', { params: { path: { person } } }),
    )
    show(answer, () => answer.url)
    if (!given.flag('json')) terminal.say(`Give it to ${oneLine(answer.name)}, and to nobody else.`)
  },
}

export const personCommands: readonly Command[] = [list, invite]
