import { expect } from 'vitest'
import { splitQuoted } from '../../server/tickets/reply-text.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'Runner fails',
  text: 'Every job fails.',
}

const sourceOf = async (world: World) =>
  ((await world.dora.call('GET', '/playbook')).body as { source: string }).source

async function apply(world: World, source: string) {
  const applied = await world.dora.call('POST', '/playbook/applications', { source })
  expect([applied.status, applied.body.detail]).toEqual([200, undefined])
}

/** The playbook with a signature for the team Support, in its own words. */
function signed(source: string, signature: string) {
  const wanted = source.replace(
    /key: support\n\s+name: Support\n/,
    (head) => `${head}    signature: ${JSON.stringify(signature)}\n`,
  )
  expect(wanted).not.toBe(source)
  return wanted
}

const setTeam = (world: World, team: string | null) =>
  world.alice.call('PATCH', '/tickets/1', { team })
const preview = async (world: World, person = world.alice) =>
  (await person.call('GET', '/tickets/1')).body['signature']

/** What stands under the last answer that Kim got. */
async function signedWith(world: World, body: string) {
  await world.alice.call('POST', '/tickets/1/replies', { body })
  const { text, signature } = splitQuoted(world.kim.inbox().at(-1)?.text ?? '')
  expect(text).toBe(body)
  return signature
}

story(
  'an answer in a ticket of a team is signed in the team’s own words, any other in the mailbox’s',
  async (world) => {
    const source = await sourceOf(world)
    await apply(world, signed(source, '{{agent_name}}, runner team\nTicket {{ticket_number}}'))
    await world.mail.send(question)
    expect(await preview(world)).toBe('Alice\nGitLab')
    expect(await signedWith(world, 'Which version?')).toBe('-- \nAlice\nGitLab')
    expect((await setTeam(world, 'support')).body).toMatchObject({ team: { name: 'Support' } })
    expect(await preview(world)).toBe('Alice, runner team\nTicket 1')
    expect(await preview(world, world.bob)).toBe('Bob, runner team\nTicket 1')
    expect(await signedWith(world, 'Please upgrade.')).toBe('-- \nAlice, runner team\nTicket 1')
    // A team without words of its own signs as everybody does.
    await setTeam(world, 'Security')
    expect(await signedWith(world, 'And now?')).toBe('-- \nAlice\nGitLab')
    await setTeam(world, 'support')
    await apply(world, source)
    expect(await signedWith(world, 'Still?')).toBe('-- \nAlice\nGitLab')
    await setTeam(world, null)
    const { history } = (await world.bob.call('GET', '/tickets/1')).body as unknown as {
      history: { type: string; details: { before: unknown; after: unknown } }[]
    }
    expect(
      history
        .filter(({ type }) => type === 'ticket.filed')
        .map(({ details }) => [details.before, details.after]),
    ).toEqual([
      [null, 'Support'],
      ['Support', 'Security'],
      ['Security', 'Support'],
      ['Support', null],
    ])
  },
)

story('a team that the playbook names no more is offered no more', async (world) => {
  await world.mail.send(question)
  const source = await sourceOf(world)
  const team = 'teams:\n  - key: runners\n    name: Runner team\n'
  await apply(world, source.replace('teams:\n', team))
  await setTeam(world, 'runner team')
  await apply(world, source)
  const { teams } = (await world.alice.call('GET', '/teams')).body as { teams: { key: string }[] }
  expect(teams.map(({ key }) => key)).toEqual(['security', 'support', 'leaders'])
  expect((await setTeam(world, 'runners')).status).toBe(404)
  expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({
    team: { name: 'Runner team' },
  })
})

story('a signature that says something unknown never comes into force', async (world) => {
  const wrong = signed(await sourceOf(world), '{{agent_nmae}}')
  const applied = await world.dora.call('POST', '/playbook/applications', { source: wrong })
  expect([applied.status, JSON.stringify(applied.body)]).toEqual([
    400,
    expect.stringContaining('agent_nmae'),
  ])
})
