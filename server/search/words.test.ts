import { expect, test } from 'vitest'
import { languageOf, wordsOf } from './words.ts'

test.each([
  ['Exit-137 in paged_results!', ['exit', '137', 'in', 'paged', 'results']],
  ['Müller straße ÉTÉ', ['muller', 'strasse', 'ete']],
  ['again and AGAIN', ['again', 'and']],
  ['東京都のpush失敗', ['東京', '京都', '都の', 'push', '失敗']],
  ['ＡＢＣ １２', ['abc', '12']],
  ['猫', ['猫']],
  ['', []],
])('%j is found by its words', (text, words) => expect(wordsOf(text)).toEqual(words))

test('a hash is found by its beginning, and a pasted log does not fill the index', () => {
  expect(wordsOf('f'.repeat(500))).toEqual(['f'.repeat(40)])
  const log = Array.from({ length: 9000 }, (_, n) => `w${n}`).join(' ')
  expect(wordsOf(log)).toHaveLength(4000)
})

test.each([
  ['All pushes fail since the upgrade, and we have no idea', 'english'],
  ['Seit dem Upgrade ist der Server nicht erreichbar und wir', 'german'],
  ['Depuis la mise à jour les pushs sont refusés et nous', 'french'],
  ['Desde ayer los cambios no se guardan, pero con una cuenta', 'spanish'],
  ['ERR_CONNECTION_REFUSED', 'english'],
])('%s: %s', (text, language) => expect(languageOf(wordsOf(text))).toBe(language))
