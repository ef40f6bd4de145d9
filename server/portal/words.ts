/** Decides in which language a page speaks, and finds its words there. */
import type { Content } from './pages/html.ts'
import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { ja } from './words/ja.ts'
import { ENGLISH, type Key, type Translation } from './words/keys.ts'
import { zh } from './words/zh.ts'
import { community as arCommunity } from './words/community/ar.ts'
import { community as deCommunity } from './words/community/de.ts'
import { community as esCommunity } from './words/community/es.ts'
import { community as frCommunity } from './words/community/fr.ts'
import { community as jaCommunity } from './words/community/ja.ts'
import { community as zhCommunity } from './words/community/zh.ts'
import { told as arTold } from './words/told/ar.ts'
import { told as deTold } from './words/told/de.ts'
import { told as enTold } from './words/told/en.ts'
import { told as esTold } from './words/told/es.ts'
import { told as frTold } from './words/told/fr.ts'
import { told as jaTold } from './words/told/ja.ts'
import { told as zhTold } from './words/told/zh.ts'

export { ENGLISH, type Key, type Translation } from './words/keys.ts'

export const LANGUAGES = {
  en: { name: 'English', tag: 'en', dir: 'ltr', words: ENGLISH },
  de: { name: 'Deutsch', tag: 'de', dir: 'ltr', words: { ...de, ...deCommunity, ...deTold } },
  fr: { name: 'Français', tag: 'fr', dir: 'ltr', words: { ...fr, ...frCommunity, ...frTold } },
  es: { name: 'Español', tag: 'es', dir: 'ltr', words: { ...es, ...esCommunity, ...esTold } },
  ja: { name: '日本語', tag: 'ja', dir: 'ltr', words: { ...ja, ...jaCommunity, ...jaTold } },
  zh: { name: '简体中文', tag: 'zh-Hans', dir: 'ltr', words: { ...zh, ...zhCommunity, ...zhTold } },
  ar: { name: 'العربية', tag: 'ar', dir: 'rtl', words: { ...ar, ...arCommunity, ...arTold } },
} as const satisfies Record<
  string,
  { name: string; tag: string; dir: 'ltr' | 'rtl'; words: Translation }
>
export type Language = keyof typeof LANGUAGES

export interface Words {
  language: Language
  /** For `lang` and for Intl. */
  tag: string
  dir: 'ltr' | 'rtl'
  say: (key: Key, values?: Readonly<Record<string, string | number>>) => string
  /** The same with HTML in its places. */
  put: (key: Key, values: Readonly<Record<string, Content>>) => Content
  /** What a refusal says, by its English; as it is where there is no translation. */
  tell: (english: string) => string
  /** Names, one after the other. */
  list: (names: readonly string[]) => string
}

export function wordsIn(language: Language): Words {
  const { tag, dir, words } = LANGUAGES[language]
  const textOf = (key: Key): string => (words as Translation)[key] ?? ENGLISH[key]
  const say: Words['say'] = (key, values = {}) =>
    textOf(key).replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''))
  return {
    language,
    tag,
    dir,
    say,
    put: (key, values) =>
      textOf(key)
        .split(/\{(\w+)\}/)
        .map((part, index) => (index % 2 === 1 ? values[part] : part)),
    tell: (english) => {
      const found = language === 'en' ? null : toldBy(english)
      if (!found) return english
      const { after } = found.values
      return say(found.key, { ...found.values, ...(after && { after: spanIn(tag, after) }) })
    },
    list: (names) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(names),
  }
}

/** "2 minutes" in another language; what is no span stays as it is. */
function spanIn(tag: string, english: string): string {
  const [, count, unit] = /^(\d+) (second|minute|hour)s?$/.exec(english) ?? []
  if (!count || !unit) return english
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(tag, style).format(Number(count))
}

const exact = new Map(Object.entries(enTold).map(([key, text]) => [text, key as Key]))
/** Sentences with places in them, as patterns. */
const patterns = Object.entries(enTold)
  .filter(([key, text]) => text.includes('{') && key.startsWith('told.'))
  .map(([key, text]) => ({
    key: key as Key,
    names: [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    pattern: new RegExp(
      `^${text
        .split(/\{\w+\}/)
        .map((part) => RegExp.escape(part))
        .join('(.+?)')}$`,
    ),
  }))

/** The key of an English sentence, and what stands in its places. */
function toldBy(english: string): { key: Key; values: Record<string, string> } | null {
  const key = exact.get(english)
  if (key) return { key, values: {} }
  for (const { key, names, pattern } of patterns) {
    const match = pattern.exec(english)
    if (match)
      return { key, values: Object.fromEntries(names.map((n, at) => [n, match[at + 1] ?? ''])) }
  }
  return null
}

/** The contact's own choice, then what their browser prefers, then the company's first language, then English. */
export function chooseLanguage(
  own: string | null,
  accepted: string | undefined,
  company: readonly string[],
): Language {
  const wanted = [...(own ? [own] : []), ...inOrder(accepted ?? ''), ...company]
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0] ?? ''
    if (isLanguage(language)) return language
  }
  return 'en'
}

export const isLanguage = (word: string): word is Language => Object.hasOwn(LANGUAGES, word)

/** RFC 9110 12.5.4: by weight, at equal weight as they stand; weight 0 means "not this". */
function inOrder(accepted: string): string[] {
  return accepted
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find(Boolean)
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
