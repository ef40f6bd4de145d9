import { community as enCommunity } from './community/en.ts'
import { en } from './en.ts'
import { told as enTold } from './told/en.ts'

/** English is the source; what a language has no words for is said in English. */
export const ENGLISH = { ...en, ...enCommunity, ...enTold }
export type Key = keyof typeof ENGLISH
export type Translation = Partial<Record<Key, string>>
export type CommunityWords = Partial<Record<keyof typeof enCommunity, string>>
export type ToldWords = Partial<Record<keyof typeof enTold, string>>
