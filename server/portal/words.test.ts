import { describe, expect, test } from 'vitest'
import { en } from './words/en.ts'
import {
  chooseLanguage,
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
