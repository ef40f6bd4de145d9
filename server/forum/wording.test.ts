import { expect, test } from 'vitest'
import { slugOf, tagsOf, whyNotNamed, whySuspicious } from './wording.ts'

test.each([
  ["Runner can't pull: 403?", 'runner-cant-pull-403'],
  ['Größe der Straße', 'grosse-der-strasse'],
  ['レプリケーション が 止まります', 'レプリケーション-が-止まります'],
  ['  ---  ', 'topic'],
  ['', 'topic'],
  ['../../etc/passwd', 'etc-passwd'],
  ['word '.repeat(20), 'word-word-word-word-word-word-word-word-word-word-word-word-word-word'],
  ['x'.repeat(200), 'x'.repeat(70)],
])('the address of "%s" reads %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
})

test('tags are few, small and each once', () => {
  expect(tagsOf('LDAP, #ldap; Self Managed, a, b, c, d')).toEqual([
    'ldap',
    'self-managed',
    'a',
    'b',
    'c',
  ])
  expect(tagsOf('')).toEqual([])
  expect(tagsOf('x'.repeat(31))).toEqual([])
})

test.each([
  ['Lee', null],
  ['李', /2 to 40/],
  ['L'.repeat(41), /2 to 40/],
  ['lee@umbra.test', /no address/],
  ['www.buy.test', /no address/],
  ['Bob', /belongs to the team/],
  ['B.o.b', /belongs to the team/],
  ['bób', /belongs to the team/],
  ['Bobby', null],
  ['Forum Admin', /belongs to the team/],
  ['Le\u202ee', /can be seen/],
  ['Le\u200be', /can be seen/],
])('the name "%s"', (name, why) => {
  const said = whyNotNamed(name, ['Bob', 'GitLab'])
  if (why === null) expect(said).toBeNull()
  else expect(said).toMatch(why)
})

test.each([
  ['How do I upgrade?', 'See https://a.test and https://b.test', null],
  ['How do I upgrade?', 'https://a.test https://b.test https://c.test', /3 web addresses/],
  ['Look at https://a.test', 'here', /title has a web address/],
  ['Best online casino', 'Win now', /advertisement/],
  ['PLEASE HELP ME RIGHT NOW EVERYBODY', 'it fails', /capitals/],
  ['レプリケーションが止まりますどうすればいいですか教えてください', 'x', null],
  ['HTTP 500', 'it fails', null],
])('"%s" with "%s"', (title, body, why) => {
  const said = whySuspicious(title, body, 2)
  if (why === null) expect(said).toBeNull()
  else expect(said).toMatch(why)
})
