import { expect, test } from 'vitest'
import { readArticleFile } from './front-matter.ts'

test.each<[path: string, text: string, read: object | RegExp]>([
  [
    'upgrade.md',
    '---\ntitle: How to upgrade\ncategory: Running it\n---\n\nStop it first.',
    {
      title: 'How to upgrade',
      category: 'Running it',
      language: 'en',
      slug: 'upgrade',
      body: 'Stop it first.',
    },
  ],
  [
    'self-managed/backup.de.md',
    '# Sichern\r\n\r\nSo geht es.',
    {
      title: 'Sichern',
      category: 'Self managed',
      language: 'de',
      slug: 'backup',
      body: 'So geht es.',
    },
  ],
  ['a.md', '---\ntitle: 17.4\n---\nNew.', { title: '17.4', category: 'General' }],
  ['a.md', '---\nslug: Other Name\ntitle: A\n---\nNew.', { slug: 'other-name' }],
  ['a.md', 'No title at all.', /no title/],
  ['a.md', '---\ntitle: A\n---\n', /no text/],
  ['a.md', '---\ntitle: [A\n---\nText', /cannot be read/],
  ['a.md', '---\n- a\n---\nText', /no list of names/],
  ['a.md', '---\ntitle: A\nlanguage: klingon!\n---\nText', /no language/],
  ['!.md', '# A\nText', /no letters/],
])('%s with %j', (path, text, read) => {
  const said = readArticleFile(path, text)
  if (read instanceof RegExp) expect(said).toMatch(read)
  else expect(said).toMatchObject(read)
})
