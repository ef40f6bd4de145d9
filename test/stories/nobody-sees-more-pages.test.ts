import { afterAll, beforeAll, expect, test } from 'vitest'
import { shownTo } from '../world/walk/canaries.ts'
import { nobody, type Caller } from '../world/walk/callers.ts'
import { openGround, type Answer, type Ground, type Request } from '../world/walk/ground.ts'
import { asked, pageRequest, pagesOf, type Page, type PageStage } from '../world/walk/pages.ts'
import { ABSURD } from '../world/walk/plan.ts'
import { hide } from '../world/walk/seed.ts'
import { FAR } from '../world/walk/words.ts'

/** Thousands of questions each: on a busy machine they are late, and not wrong. */
const walk = (name: string, run: () => Promise<void>) => test(name, { timeout: 300_000 }, run)

let ground: Ground
let pages: Page[]
let stage: PageStage
beforeAll(async () => {
  ground = await openGround()
  pages = pagesOf(ground.world).filter((page) => !OTHERWISE.includes(page.path))
  const { token, headers } = ground.customers.kim
  stage = { ...ground.stage, token, kim: headers }
})
afterAll(() => ground.close())

/** Not pages, and walked by tests of their own: other programs call these, and say who they are by signatures and keys. */
const OTHERWISE = [
  '/health',
  '/metrics',
  '/v2/enqueue',
  '/intake/mail/:mailboxKey',
  '/intake/connections/:key',
  '/',
]

/** No ticket has it. */
const ABSENT = 7_999_999

/** Forms that a signed-in customer sends as anybody may: they say nothing of who they are. */
const FOR_ANYBODY = ['/help/community', '/help/suggest', '/help/sign-out']

/** Which links open what: by the beginning of an address. */
const OPENED_BY: Record<string, readonly string[]> = {
  '/help/status': ['status', 'foreignStatus', 'hiddenStatus'],
  '/help/emergency': ['emergency'],
  '/help/survey': ['survey'],
  '/files': ['file'],
  '/help/forum/unfollow': ['unfollow'],
}

/** Enough for every form that a link leads to. */
const ANY_FORM = { body: 'Hello', what: 'Down', verdict: 'good', call: '' }

/** Other in every answer, whoever asks. */
const CHANGES_BY_ITSELF = ['/help/sign-in/with/:key']

const outside = (): Caller[] => [nobody, ...Object.values(ground.customers)]
const wrongIn = (caller: Caller, page: Page, request: Request, answer: Answer) => [
  ...shownTo(caller, answer.text, decodeURIComponent(request.url) + (request.payload ?? '')).map(
    (what) => `${caller.name} is shown ${what} by ${page.method} ${page.path}`,
  ),
  ...(answer.status >= 500 ? [`${caller.name} breaks ${page.path}: ${answer.body}`] : []),
]
async function after({ method }: Page) {
  if (method === 'POST') await ground.kept.restore()
}

walk('every page opens and every form can be sent by whom it is for', async () => {
  const wrong: string[] = []
  for (const page of pages) {
    const { by, params, fields } = await pageRequest(page, stage)
    const caller = by === 'kim' ? ground.customers.kim : { ...nobody, name: 'kim@acme.test' }
    const request = asked(page, params, fields)
    const answer = await ground.ask(caller, request)
    const away = /"location":"\/help\/sign-in/.test(answer.text)
    if (answer.status >= 400 || away)
      wrong.push(
        `nobody can ${page.method} ${page.path}: ${answer.status} ${/<h1[\s\S]*?<\/h1>|class="problem[\s\S]{0,300}/.exec(answer.body)?.[0] ?? answer.body.slice(0, 200)}`,
      )
    wrong.push(...wrongIn(caller, page, request, answer))
    await ground.kept.restore()
  }
  expect(wrong).toEqual([])
})
const withNumber = () => pages.filter(({ path }) => path.includes('/tickets/:number'))
/** What differs from one page to the next by itself, or because something else was asked for. */
const plain = ({ status, body }: Answer) =>
  `${status} ${body}`.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|7300001|7999999/g, '…')

walk('somebody else’s ticket answers as one there is not, and nothing changes', async () => {
  const wrong: string[] = []
  const theirs = (caller: Caller) =>
    caller.name === 'ivy@initech.test'
      ? [1, FAR]
      : caller.name === 'kim@acme.test'
        ? [4, FAR]
        : [1, 4, FAR]
  for (const page of withNumber()) {
    const { params, fields } = await pageRequest(page, stage)
    const before = await ground.kept.look()
    for (const caller of outside()) {
      const own = Object.values(ground.customers).find(({ name }) => name === caller.name)
      const mine = { ...fields, token: own?.token ?? '' }
      const naming = (number: number) => asked(page, { ...params, number }, mine)
      const absent = await ground.ask(caller, naming(ABSENT))
      for (const number of theirs(caller)) {
        const answer = await ground.ask(caller, naming(number))
        wrong.push(...wrongIn(caller, page, naming(number), answer))
        if (
          plain(answer).replaceAll(String(number), '…') !==
          plain(absent).replaceAll(String(number), '…')
        )
          wrong.push(
            `${caller.name} tells #${number} apart by ${page.method} ${page.path}: ${answer.status} ${absent.status}`,
          )
      }
    }
    const changed = await ground.kept.changed(before)
    if (changed.length > 0) wrong.push(`${page.method} ${page.path} changes ${changed.join()}`)
    await ground.kept.restore()
  }
  expect(wrong).toEqual([])
})

walk('a form somebody else made, or none of ours, changes nothing', async () => {
  const wrong: string[] = []
  for (const page of pages.filter(({ method }) => method === 'POST')) {
    const { by, params, fields } = await pageRequest(page, stage)
    const needsKim = by === 'kim' && !FOR_ANYBODY.includes(page.path)
    if (needsKim) {
      const before = await ground.kept.look()
      const { kim, ivy } = ground.customers
      const crossed = { 'sec-fetch-site': 'cross-site' }
      const tries: [Caller, Record<string, string>][] = [
        [nobody, fields],
        [
          { ...kim, headers: { ...kim.headers, ...crossed } },
          { ...fields, token: '' },
        ],
        [
          { ...kim, headers: { ...kim.headers, ...crossed } },
          { ...fields, token: ivy.token },
        ],
      ]
      for (const [caller, form] of tries) await ground.ask(caller, asked(page, params, form))
      const changed = await ground.kept.changed(before)
      if (changed.length > 0) wrong.push(`${page.path} changes ${changed.join()}`)
    }
    await ground.kept.restore()
  }
  expect(wrong).toEqual([])
})

walk('a link opens what it was made for, and nothing else', async () => {
  const wrong: string[] = []
  const { links } = ground
  const opens: [string, string, string][] = [
    ...Object.entries(links).map(([kind, token]): [string, string, string] => [
      kind,
      token,
      kind.startsWith('foreign') ? 'ivy@initech.test' : 'kim@acme.test',
    ]),
    ['a cut link', links.status.slice(0, -4), 'nobody'],
    [
      'a changed link',
      `${links.foreignStatus.split('.')[0]}.${links.status.split('.')[1]}`,
      'nobody',
    ],
  ]
  const doors = pages.filter(({ path }) => /:(token|id|key)\b/.test(path))
  for (const page of doors)
    for (const [kind, token, name] of opens) {
      const request = asked(page, { token, id: token, key: token }, ANY_FORM)
      const answer = await ground.ask(nobody, request)
      // Whoever holds the link of a restricted ticket wrote it.
      const wrongs =
        kind === 'hiddenStatus' ? [] : wrongIn({ ...nobody, name }, page, request, answer)
      wrong.push(...wrongs.map((what) => `${what} with ${kind}`))
      const right = OPENED_BY[page.path.slice(0, page.path.indexOf('/:'))] ?? []
      if (answer.status < 300 && !right.includes(kind) && !kind.startsWith('a '))
        wrong.push(`${page.method} ${page.path} opens with ${kind}`)
      if (answer.status < 400 && kind.startsWith('a ') && answer.status !== 303)
        wrong.push(`${page.method} ${page.path} opens with ${kind}`)
    }
  await ground.kept.restore()
  expect(wrong).toEqual([])
})

walk('what is not theirs changes nothing that somebody outside reads', async () => {
  const { world } = ground
  const views = async () => {
    const seen: string[] = []
    for (const page of pages.filter(({ method }) => method === 'GET')) {
      if (CHANGES_BY_ITSELF.includes(page.path)) continue
      for (const caller of outside().filter(({ name }) => name !== 'ivy@initech.test')) {
        const request = asked(
          page,
          {
            number: 1,
            token: ground.links.status,
            category: 'questions',
            kind: 'feed.xml',
            slug: 'backups',
          },
          {},
        )
        seen.push(`${caller.name} ${page.path} ${plain(await ground.ask(caller, request))}`)
      }
    }
    return seen
  }
  const before = await views()
  await hide(world, 'second')
  await world.mail.send({ from: 'ivy@initech.test', to: 'support@support.test', subject: 'Again' })
  await ground.stage.ask('POST', '/tickets/1/notes', { body: 'For us' })
  await ground.stage.ask('PUT', '/tickets/1/drafts/note', { body: 'For us', version: 0 })
  await ground.stage.ask('POST', '/articles', { title: 'Later', body: 'Later', publish: false })
  const afterwards = await views()
  await ground.kept.restore()
  expect(afterwards).toEqual(before)
})

walk('nothing absurd breaks a page', async () => {
  const broken: string[] = []
  for (const [turn, page] of pages.entries()) {
    const { params, fields } = await pageRequest(page, stage)
    const names = [...page.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
    const odd = (place: number) => ABSURD[(turn * 5 + place * 3) % ABSURD.length] ?? ''
    const requests = [
      ...[0, 1, 2, 3].flatMap((round) =>
        names.map((name, place) =>
          asked(page, { ...params, [name]: odd(round * 7 + place) }, fields),
        ),
      ),
      ...(page.method === 'POST'
        ? Object.keys(fields).flatMap((name, place) =>
            [0, 1].map((round) =>
              asked(page, params, { ...fields, [name]: odd(place + round * 9) }),
            ),
          )
        : [0, 1].map((round) => {
            const { url, ...rest } = asked(page, params, {})
            const given = encodeURIComponent(odd(round).toWellFormed())
            return {
              ...rest,
              url: `${url}?${['q', 'before', 'from', 'filter', 'next', 'title', 'all', 'tag'].map((name) => `${name}=${given}`).join('&')}`,
            }
          })),
    ]
    for (const request of requests) {
      const answer = await ground.ask(ground.customers.kim, request)
      if (answer.status >= 500)
        broken.push(
          `${page.method} ${request.url.slice(0, 200)} ${(request.payload ?? '').slice(0, 200)}: ${answer.status}`,
        )
    }
    await after(page)
  }
  expect(broken).toEqual([])
})
