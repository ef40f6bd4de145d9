import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  chooseLanguage,
  ENGLISH as en,
  isLanguage,
  LANGUAGES,
  wordsIn,
  type Key,
  type Translation,
} from './words.ts'

/** Keys that a language says in English for now. A new key is listed here until it is translated. */
const FALLING_BACK: Record<string, readonly Key[]> = {
  de: [],
  fr: [],
  es: [],
  ja: [],
  zh: [],
  ar: [],
}

const keys = Object.keys(en) as Key[]
const placesIn = (text: string) =>
  [...text.matchAll(/\{\w+\}/g)]
    .map(([place]) => place)
    .toSorted((a, b) => a.localeCompare(b))
    .join(' ')

describe.each(Object.keys(FALLING_BACK))('in %s', (language) => {
  if (!isLanguage(language)) throw new Error(`There is no ${language}`)
  const words: Translation = LANGUAGES[language].words

  test('every word is there, or is listed as said in English', () => {
    expect(keys.filter((key) => words[key] === undefined)).toEqual(FALLING_BACK[language])
    expect(Object.keys(words).filter((key) => !Object.hasOwn(en, key))).toEqual([])
  })

  test('every place of a sentence is in its translation, and no other', () => {
    const wrong = keys.filter((key) => words[key] && placesIn(words[key]) !== placesIn(en[key]))
    expect(wrong).toEqual([])
  })
})

test('what a language has no words for is said in English', () => {
  const german = wordsIn('de')
  expect(german.say('who.has', { name: 'Mina' })).toBe('Mina hat es')
  expect(wordsIn('en').say('who.has', { name: '{name} $&' })).toBe('{name} $& has it')
  expect(LANGUAGES.ar.dir).toBe('rtl')
})

test.each([
  ['de', 'fr', ['en'], 'de'],
  [null, 'fr-CA,fr;q=0.9,en;q=0.8', ['en'], 'fr'],
  [null, 'en;q=0.1, ja;q=0.9', ['en'], 'ja'],
  [null, 'zh-TW', ['en'], 'zh'],
  [null, 'pt-BR,nl', ['es', 'en'], 'es'],
  [null, 'de;q=0, *', [], 'en'],
  [null, undefined, [], 'en'],
  ['xx', 'ar', [], 'ar'],
  [null, 'constructor,__proto__', [], 'en'],
] as const)(
  'their own choice, then the browser’s, then the company’s %#',
  (own, accepted, company, language) => {
    expect(chooseLanguage(own, accepted, company)).toBe(language)
  },
)

/** Modules a customer is refused by. What only people of ours meet stays English. */
const REFUSING = [
  'portal/actions.ts',
  'portal/status-link.ts',
  'portal/status.ts',
  'portal/forum-views.ts',
  'portal/forum-routes.ts',
  'portal/forum-composer-routes.ts',
  'portal/survey.ts',
  'portal/survey-pages.ts',
  'portal/pages.ts',
  'portal/colleague-pages.ts',
  'portal/ticket-actions.ts',
  'portal/ticket-pages.ts',
  'portal/ticket-queries.ts',
  'portal/who.ts',
  'portal/pages/presses.ts',
  'portal/pages/form.ts',
  'forum/actions.ts',
  'forum/members.ts',
  'forum/own-posts.ts',
  'forum/reading.ts',
  'forum/drafts.ts',
  'forum/wording.ts',
  'customers/sign-in-links.ts',
  'customers/sign-in-routes.ts',
  'customers/signed-in-page.ts',
  'customers/colleagues.ts',
  'customers/invitations.ts',
]
const OURS = [
  'Only members who are none of ours can be blocked.',
  'It was closed where it stands: nothing more can be written in it.',
]

test('every refusal a customer can meet has its words in the files', () => {
  const bare = (text: string) => text.replaceAll(/\$?\{[^}]*\}/g, '{}')
  const known = new Set(Object.values(en).map(bare))
  const missing = REFUSING.flatMap((path) => {
    const source = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
    const calls = source.matchAll(
      /\b(?:notFound|conflict|notAllowed|invalid|tooMany|max|min|text)\(\s*(?:[\d_A-Z]+, )?(['`])((?:(?!\1).)+)\1/g,
    )
    return [...calls].map(([, , text = '']) => bare(text))
  }).filter((text) => /[a-z] [a-z]/.test(text) && !known.has(text) && !OURS.includes(text))
  expect(missing).toEqual([])
})
