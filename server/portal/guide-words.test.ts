import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import ts from 'typescript'
import { parse } from 'yaml'
import { SENTENCES, type WordsKey } from '../customers/words.ts'
import { community } from './words/community/en.ts'
import { en } from './words/en.ts'
import { told } from './words/told/en.ts'

const root = new URL('../../', import.meta.url)
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8')

/** Where what customers meet is written; what only people of ours are answered is left out. */
const FOLDERS = ['server/portal', 'server/portal/pages', 'server/forum']
const OURS = /routes\.ts$|brand|\.test\.ts$|example-|words\.ts$/
const PAGES_THAT_ARE_ROUTES = [
  'forum-routes',
  'composer-routes',
  'community-routes',
  'article-routes',
]
const FILES = [
  'invitations joining leaving proofs own-settings signed-in-page',
  'sign-in-links sign-in colleagues own-fields places',
]
  .flatMap((names) => names.split(' '))
  .map((name) => `server/customers/${name}.ts`)
const OTHERS = [
  ...FILES,
  ...['files', 'file-routes', 'readers', 'open'].map((name) => `server/tickets/${name}.ts`),
  'server/platform/http.ts',
  'server/rooms/actions.ts',
]

const sources = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(new URL(folder, root))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`)
      .filter(
        (path) =>
          !OURS.test(path) ||
          (path.startsWith('server/portal/') &&
            PAGES_THAT_ARE_ROUTES.some((name) => path.includes(name))),
      ),
  ),
  ...OTHERS,
].toSorted()

/** A template as it is read: what is put in stands in braces. */
function readable(node: ts.Node): string {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return ''
  const parts = node.templateSpans.map(({ expression, literal }) => {
    const [name = ''] = /\w+(?=\W*$)/.exec(expression.getText()) ?? []
    return `{${name || '…'}}${literal.text}`
  })
  return node.head.text + parts.join('')
}

const tidy = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const withoutTags = (page: string) =>
  page
    .split(/<\/?[a-z][^<>]*>|<!--.*?-->/gs)
    .map((text) => tidy(text.replaceAll(/\{\w*…?\}/g, '{…}')))
    .filter((text) => /[A-Z]|[a-z]{2} [a-z]/.test(text.replaceAll('{…}', '')))
    .filter((text) => !/[<>]|="|\{ /.test(text))

/** A sentence or label, not a name of the code: it begins as one does, and holds more than one word. */
const isSaid = (text: string) =>
  /^(?:[A-Z“✓]|\{\w+\} )/.test(text) &&
  /[a-z]{2}/.test(text) &&
  / /.test(text) &&
  !/::|^Bearer/.test(text)

/** Every text that a file says: in its HTML, and in words of its own. */
function saidIn(path: string): string[] {
  const said: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html') {
      said.push(...withoutTags(readable(node.template)))
      if (ts.isTemplateExpression(node.template))
        node.template.templateSpans.forEach(({ expression }) => look(expression))
      return
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = tidy(readable(node))
      if (isSaid(text)) said.push(text)
    }
    ts.forEachChild(node, look)
  }
  const file = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true)
  ts.forEachChild(file, look)
  return said
}

const byFile = new Map(sources.map((path) => [path, saidIn(path)]))
const unique = (texts: string[]) => [...new Set(texts)].toSorted()
const saidBy = (isOne: (path: string) => boolean) =>
  unique([...byFile].flatMap(([path, said]) => (isOne(path) ? said : [])))

const WHEN: Record<WordsKey, string> = {
  open: 'a channel for everybody',
  served: 'served',
  served_grace: 'in the grace of their plan',
  served_until_settled: 'disputed',
  served_once: 'unlisted, all places taken',
  looked_at: 'on hold',
  begins: 'not begun',
  ended: 'ended',
  community: 'free',
  unknown: 'unknown',
  colleague: 'a colleague of ours',
  emergency_hours: 'an emergency, where the playbook redirects',
  emergency_later: 'an emergency outside the hours of its plan',
}

interface Template {
  subject?: string
  body?: string
}
const templatesOf = (playbook: string) =>
  Object.entries(
    (parse(textOf(`playbooks/${playbook}.yaml`)) as { templates: Record<string, Template> })
      .templates,
  )

const isPage = (path: string) => path.startsWith('server/portal/')
const pages = saidBy(isPage)
const others = saidBy((path) => !isPage(path)).filter((text) => !pages.includes(text))

const table = (rows: [string, string][]) => [
  '| when | words |',
  '|---|---|',
  ...rows.map(([when, words]) => `| ${when} | ${words.replaceAll('|', '\\|')} |`),
]
const list = (texts: string[]) => texts.map((text) => `- ${text}`)
const quote = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())

function guide(): string {
  const mails = ['starter', 'gitlab'].flatMap((playbook) =>
    templatesOf(playbook).flatMap(([key, { subject = '', body = '' }]) => [
      `### ${playbook}: \`${key}\``,
      '',
      ...(subject ? [`**${subject}**`, ''] : []),
      ...quote(body),
      '',
    ]),
  )
  return [
    '# What a customer reads',
    '',
    'Every text that a free, expired or unknown sender can meet, gathered from where it is written. None refuses: each says',
    'what happens, and where to go on. `{…}` is filled in. `npm test -- guide-words -u` writes this page anew.',
    '',
    '## About their plan',
    '',
    'They stand in `server/customers/words.ts`; the reason is shown to your team on the ticket.',
    '',
    ...table(Object.entries(SENTENCES).map(([key, words]) => [WHEN[key as WordsKey], words])),
    '',
    '## On the pages',
    '',
    'In English, as in `server/portal/words`; the other languages say the same.',
    '',
    ...table(
      [en, community, told]
        .flatMap((words) => Object.entries(words))
        .map(([key, words]) => [`\`${key}\``, words]),
    ),
    '',
    'What stands beside these in the pages themselves, and what they answer when something cannot be done:',
    '',
    ...list(pages),
    '',
    '## What is answered by what stands behind the pages',
    '',
    'In the community, when signing in, by files and by people who are brought in.',
    '',
    ...list(others),
    '',
    '## Mails of the playbooks',
    '',
    ...mails,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

test('every text a customer can meet stands on the page of the guide', async () => {
  await expect(guide()).toMatchFileSnapshot(new URL('docs/guide/words.md', root).pathname)
})

test('none of them refuses a plan', () => {
  const everything = [
    guide(),
    ...['ar', 'de', 'es', 'fr', 'ja', 'zh'].flatMap((code) =>
      ['', 'community/', 'told/'].map((part) => textOf(`server/portal/words/${part}${code}.ts`)),
    ),
  ]
  const refusing = everything
    .flatMap((text) => text.split('\n'))
    .filter((line) => /entitle|not allowed|upgrade (?:to|your plan)/i.test(line))
  expect(refusing).toEqual([])
})

const page = guide()

test.each([
  'This link is not one of ours, or it was cut short.',
  'On a paid plan?',
  'What others asked before appears below as you type.',
  'Enough codes were sent to this address for now. Use the last one, or call us.',
  'That is enough topics for a day. Add to one of yours, or send this tomorrow.',
  'One of the files is gone or was sent already. Attach it again.',
  'your emergency has reached us',
])('the gathering finds what is said in each way, such as "%s"', (words) =>
  expect(page).toContain(words),
)
