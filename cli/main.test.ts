import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDesk, problem } from './fake-desk.ts'
import { COMMANDS } from './main.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

test('every command has a help with an example of itself', async () => {
  for (const { name } of COMMANDS) {
    const { code, out } = await desk.watchdesk([...name.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out.slice(out.indexOf('Examples:'))).toContain(`watchdesk ${name}`)
    expect(out).toContain('--json')
  }
  expect(desk.server.requests).toEqual([])
})

test('without a command every command is listed', async () => {
  const { code, out } = await desk.watchdesk([])
  expect(code).toBe(0)
  for (const { name } of COMMANDS) expect(out).toContain(`watchdesk ${name}`)
})

test.each<[string[], string]>([
  [['tikcet', 'list'], 'There is no command "tikcet".\nDid you mean "ticket"?'],
  [['ticket', 'shwo', '1'], 'Did you mean "show"?'],
  [['ticket', 'list', '--chanel', 'x'], 'Did you mean --channel?'],
  [['ticket', 'list', '--channel'], '--channel needs a value: --channel KEY'],
  [['ticket', 'list', '--channel', '--mine'], '--channel needs a value'],
  [['ticket', 'list', '--mine=yes'], '--mine takes no value'],
  [['ticket', 'list', '--mine', '--solved'], 'do not go together'],
  [['ticket', 'show'], 'NUMBER is missing'],
  [['ticket', 'show', 'twelve'], '"twelve" is not the number of a ticket'],
  [['ticket', 'show', '1', '2'], 'one word too many'],
  [['ticket', 'reply', '1', 'hi', '--status', 'solvd'], 'Did you mean "solved"?'],
  [['ticket', 'reply', '1'], 'The reply is empty'],
  [['ticket', 'reply', '1', 'hi', '--file', 'x'], 'is given twice'],
  [['ticket', 'note', '1', '--file', '/nowhere/at-all'], 'there is no such file'],
  [['incident', 'declare'], 'what is broken'],
  [['oncall', 'override', 'on_call', 'bob'], 'either --to TIME or --for LENGTH'],
  [['oncall', 'override', 'on_call', 'bob', '--for', 'long'], 'is not a length'],
  [
    ['oncall', 'override', 'on_call', 'bob', '--from', '18:00', '--to', '17:00'],
    'end after it begins',
  ],
  [['oncall', 'override', 'on_call', 'bob', '--to', 'soon'], '"soon" is not a time'],
  [['playbook', 'apply', '/dev/null'], 'Nobody can be asked here'],
  [['ticket', 'list', '--server', 'ftp://x'], 'is not the address of a server'],
  [['--server', 'x', 'ticket', 'list'], 'Options come after the command'],
])('%j is wrong usage, said in words before anything is sent', async (args, words) => {
  const { code, said, out } = await desk.watchdesk(args)
  expect(said).toContain(words)
  expect([code, out, desk.server.requests]).toEqual([2, '', []])
})

test('a refusal is told in the server’s words, with its fields', async () => {
  desk.server.answer(
    'PUT /api/v1/tickets/12/assignee',
    { ...problem(400, 'That cannot be.'), errors: [{ path: 'assignee', message: 'is on leave' }] },
    400,
  )
  expect(await desk.watchdesk(['ticket', 'assign', '12', 'bob'])).toEqual({
    code: 1,
    out: '',
    said: 'That cannot be.\n  assignee: is on leave',
  })
  const { said } = await desk.watchdesk(['ticket', 'assign', '12', 'bob', '--json'])
  expect(JSON.parse(said)).toMatchObject({ status: 400, errors: [{ path: 'assignee' }] })
})

test('whoever is not signed in is told how to', async () => {
  desk.server.answer('GET /api/v1/incidents', problem(401, 'Sign in first.'), 401)
  const { code, said } = await desk.watchdesk(['incident', 'list'], {}, {})
  expect([code, said]).toEqual([
    1,
    'Sign in first.\nRun: watchdesk sign-in (or give a token by WATCHDESK_TOKEN).',
  ])
  expect(desk.server.requests[0]?.headers.authorization).toBeUndefined()
})

test.each([200, 502])('what is not Watchdesk is told as such (HTTP %i)', async (status) => {
  desk.server.answer('GET /api/v1/incidents', '<html>Welcome to the hotel</html>', status)
  const { code, said } = await desk.watchdesk(['incident', 'list'])
  expect(code).toBe(1)
  expect(said).toContain(`is not Watchdesk (HTTP ${status})`)
})

test('where nobody listens the exit code is 3', async () => {
  const gone = desk.server.url
  await desk.server.close()
  const { code, said } = await desk.watchdesk(['incident', 'list'], {}, { WATCHDESK_URL: gone })
  expect(code).toBe(3)
  expect(said).toContain(`${gone} cannot be reached: nothing listens there`)
})
