import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom (docs/architecture.md), as a table. Read from the ground up; nothing imports upward. */
const LEVELS: Record<string, number> = {
  calendar: 0,
  platform: 1,
  people: 2,
  customers: 2,
  channels: 2,
  connectors: 2,
  tickets: 3,
  oncall: 3,
  sla: 4,
  incidents: 4,
  security: 4,
  trackers: 4,
  forum: 4,
  knowledge: 4,
  contributions: 4,
  rules: 5,
  paging: 5,
  rooms: 5,
  updates: 5,
  queue: 5,
  search: 5,
  compat: 6,
  portal: 6,
  privacy: 6,
  doctor: 6,
  reports: 6,
  playbook: 6,
  setup: 7,
}
const GROUND = new Set(['events.ts'])
const ROOF = new Set([
  'main.ts',
  'app.ts',
  'intake.ts',
  'mail-in.ts',
  'doors.ts',
  'copied.ts',
  'staff-mail-in.ts',
  'forum-mail-in.ts',
  'thread-of-mail.ts',
  'mail-reading.ts',
  'reactions.ts',
  'contract.ts',
])
const ROOF_LEVEL = 8
const HIDDEN = new Set(['routes.ts', 'jobs.ts'])
/** Calls that open a connection by themselves, and who may: mail speaks SMTP, the database its own protocol. */
const OPENERS: Record<string, RegExp> = {
  'node:http': /^server\/(platform\/(net|outgoing-call|http)|connectors\/fake-outside)/,
  'node:https': /^server\/platform\/(net|outgoing-call)/,
  'node:net':
    /^server\/(platform\/(postgres-process|public-address|outgoing-call|net)|connectors\/email|doctor)/,
  'node:tls': /^server\/(platform\/(net|outgoing-call)|connectors\/email)/,
}

interface Import {
  from: string
  to: string
  isType: boolean
}

const files = walk('server').filter((file) => file.endsWith('.ts'))
const code = files.filter((file) => !file.endsWith('.test.ts'))
const imports = code.flatMap(importsOf)
const local = imports.filter(({ to }) => to.startsWith('server/'))

test('nothing imports upward', () => {
  const wrong = local.filter(
    ({ from, to }) =>
      moduleOf(from) !== moduleOf(to) &&
      levelOf(to) >= levelOf(from) &&
      !(levelOf(from) === ROOF_LEVEL),
  )
  expect(wrong.filter(({ from, to }) => !isSameLevelAllowed(from, to))).toEqual([])
})

test('every folder of the server has its place in the table', () => {
  expect(code.filter((file) => Number.isNaN(levelOf(file)))).toEqual([])
})

test('another module is entered by its actions, queries and pure files only', () => {
  const wrong = local.filter(
    ({ from, to }) =>
      moduleOf(from) !== moduleOf(to) &&
      levelOf(from) !== ROOF_LEVEL &&
      HIDDEN.has(to.split('/').at(-1) ?? ''),
  )
  expect(wrong).toEqual([])
})

test('a connector knows only the socket it is plugged into', () => {
  const wrong = local.filter(({ from, to }) => {
    const folder = /^server\/connectors\/([a-z-]+)\//.exec(from)?.[1]
    return (
      folder !== undefined &&
      !to.startsWith(`server/connectors/${folder}/`) &&
      !/^server\/connectors\/(connector|inbound)\.ts$/.test(to)
    )
  })
  expect(wrong).toEqual([])
})

test('only the platform opens connections outward and reads the environment', () => {
  const openers = imports.filter(
    ({ from, to, isType }) => !isType && OPENERS[to] && !OPENERS[to].test(from),
  )
  expect(openers).toEqual([])
  const readers = code.filter(
    (file) =>
      readFileSync(file, 'utf8').includes('process.env') &&
      !/platform\/(config|postgres-process|postgres-account)\.ts$/.test(file),
  )
  expect(readers).toEqual([])
})

test('web and cli know only the contract', () => {
  const outside = [...walk('web'), ...walk('cli')]
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap(importsOf)
  expect(outside.filter(({ to }) => /^(server|test|scripts|migrations)\//.test(to))).toEqual([])
})

test('no folder is called by a name that says nothing', () => {
  const vague = [...files, ...walk('web'), ...walk('cli')].filter((file) =>
    /(^|\/)(utils?|helpers?|common|shared|lib|services?|index)(\/|\.tsx?$)/.test(file),
  )
  expect(vague).toEqual([])
})

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative('.', join(entry.parentPath, entry.name)))
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return [
    ...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm),
  ].map(([, type, from, bare]) => {
    const target = from ?? bare ?? ''
    return {
      from: file,
      isType: Boolean(type),
      to: target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
    }
  })
}

function moduleOf(file: string): string {
  const [, first = '', second] = file.split('/')
  return second === undefined ? first : first
}

function levelOf(file: string): number {
  const module = moduleOf(file)
  if (GROUND.has(module)) return 0
  if (ROOF.has(module)) return ROOF_LEVEL
  return LEVELS[module] ?? Number.NaN
}

/** Neighbours of the ground: events know calendars' words and the other way round; the rest of a level do not know each other. */
function isSameLevelAllowed(from: string, to: string): boolean {
  return (
    levelOf(from) === levelOf(to) &&
    (levelOf(from) === 0 || SAME_LEVEL.has(`${moduleOf(from)} → ${moduleOf(to)}`))
  )
}

/** Within a level these, and no others, may look at each other; never both ways. */
const SAME_LEVEL = new Set<string>()
