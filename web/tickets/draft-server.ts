import { api, take } from '../api.ts'
import { recall, remember } from '../shell/remember.ts'
import type { Kept } from './draft-merge.ts'

/** The drafts a server keeps for other devices; that of the write-up stays where it is written. */
export type SharedKind = 'reply' | 'note'

export const nothingKept: Kept = { body: '', version: 0 }

/** What the server keeps of my words in this ticket. */
export async function keptDraft(number: number, kind: SharedKind): Promise<Kept> {
  const params = { path: { number } }
  const { drafts } = await take(api.GET('/api/v1/tickets/{number}/drafts', { params }))
  const found = drafts.find((draft) => draft.kind === kind)
  return found ? { body: found.body, version: found.version } : nothingKept
}

/** Keeps my words over the version they grew from; throws 409 where another device was first. */
export async function keepDraft(number: number, kind: SharedKind, draft: Kept): Promise<Kept> {
  const params = { path: { number, kind } }
  const { version } = await take(
    // `keepalive`: what is written as the page goes still arrives.
    api.PUT('/api/v1/tickets/{number}/drafts/{kind}', {
      params,
      body: draft,
      keepalive: draft.body.length < 20_000,
    }),
  )
  return { body: draft.body, version }
}

const baseKey = (who: string, number: number, kind: SharedKind): string =>
  `watchdesk-draft-kept:${who}:${number}:${kind}`

/** What this device and the server last agreed on; the tabs of a browser share it. */
export function recallBase(who: string, number: number, kind: SharedKind): Kept {
  const text = recall(baseKey(who, number, kind))
  if (!text) return nothingKept
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return nothingKept
    const { body, version } = { ...nothingKept, ...value }
    return typeof body === 'string' && typeof version === 'number' ? { body, version } : nothingKept
  } catch {
    // What another version left here tells nothing; the server will say what it has.
    return nothingKept
  }
}

export function rememberBase(who: string, number: number, kind: SharedKind, base: Kept): void {
  remember(baseKey(who, number, kind), base.version === 0 ? '' : JSON.stringify(base))
}
