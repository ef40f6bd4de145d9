import type { components } from '../../api/types.ts'
import type { Command } from '../command.ts'
import { table } from '../output.ts'

type Service = components['schemas']['Service']

const list: Command = {
  name: 'routing-key list',
  says: 'What monitoring speaks for, with the routing key each sends to /v2/enqueue',
  takes: [],
  options: {},
  examples: ['watchdesk routing-key list'],
  async run({ api, take, show, terminal }) {
    const answer = await take(api.GET('/api/v1/services', {}))
    const shown = table<Service>(
      [
        { title: 'KEY', of: ({ key }) => key },
        { title: 'NAME', flexible: true, of: ({ name }) => name },
        { title: 'ROUTING KEY', of: ({ routingKey }) => routingKey },
      ],
      answer.services,
      terminal.look,
    )
    show(answer, () => shown || 'There is none yet. Apply a playbook with an escalation policy.')
  },
}

export const routingKeyCommands: readonly Command[] = [list]
