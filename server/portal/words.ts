/** Decides in which language a page speaks, and finds its words there. */
import type { Content } from './pages/html.ts'
import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { en, type Key, type Translation } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { ja } from './words/ja.ts'
import { zh } from './words/zh.ts'

export type { Key, Translation }

export const LANGUAGES = {
  en: { name: 'English', tag: 'en', dir: 'ltr', words: en },
  de: { name: 'Deutsch', tag: 'de', dir: 'ltr', words: de },
  fr: { name: 'Français', tag: 'fr', dir: 'ltr', words: fr },
  es: { name: 'Español', tag: 'es', dir: 'ltr', words: es },
  ja: { name: '日本語', tag: 'ja', dir: 'ltr', words: ja },
  zh: { name: '简体中文', tag: 'zh-Hans', dir: 'ltr', words: zh },
  ar: { name: 'العربية', tag: 'ar', dir: 'rtl', words: ar },
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
}

export function wordsIn(language: Language): Words {
  const { tag, dir, words } = LANGUAGES[language]
  const textOf = (key: Key): string => (words as Translation)[key] ?? en[key]
  return {
    language,
    tag,
    dir,
    say: (key, values = {}) =>
      textOf(key).replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? '')),
    put: (key, values) =>
      textOf(key)
        .split(/\{(\w+)\}/)
        .map((part, index) => (index % 2 === 1 ? values[part] : part)),
  }
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
