// Decides how messages and happenings become one conversation: oldest first, changes in a row folded.

import type { Comment, Happening, Ticket } from './words.ts'

export type Entry =
  | { kind: 'message'; id: string; comment: Comment }
  | { kind: 'changes' | 'incident'; id: string; happenings: Happening[] }

/** The first message says that it was opened; a step of the escalation is said by whom it paged. */
const silent = new Set(['ticket.opened'])

const belongsToIncident = (type: string): boolean =>
  type.startsWith('incident.') || type.startsWith('call_link.')

/** One list, oldest first; of equal times the message comes before what it caused. */
export function conversation(comments: Comment[], history: Happening[]): Entry[] {
  const said = comments.map((comment) => ({ at: Date.parse(comment.createdAt), comment }))
  const happened = history
    .filter(({ type }) => !silent.has(type))
    .map((happening) => ({ at: Date.parse(happening.at), happening }))
  const all = [...said, ...happened].sort((a, b) => a.at - b.at)
  const entries: Entry[] = []
  for (const one of all) {
    if ('comment' in one) {
      entries.push({ kind: 'message', id: one.comment.id, comment: one.comment })
      continue
    }
    const { happening } = one
    const kind = belongsToIncident(happening.type) ? 'incident' : 'changes'
    const last = entries.at(-1)
    if (last?.kind === kind) last.happenings.push(happening)
    else entries.push({ kind, id: happening.id, happenings: [happening] })
  }
  return entries
}

/** What of a run of incident events is shown and what is folded: the first and the last two stay. */
export function foldedMiddle<T>(run: T[]): { before: T[]; folded: T[]; after: T[] } {
  if (run.length <= 5) return { before: run, folded: [], after: [] }
  return { before: run.slice(0, 1), folded: run.slice(1, -2), after: run.slice(-2) }
}

/** '4 changes by Mina', or without the name where several people made them. */
export function changesWords(happenings: Happening[]): string {
  const names = new Set(happenings.map(({ actor }) => actor.name))
  const [only] = names
  const human = happenings[0]?.actor.kind !== 'machine'
  const by = names.size === 1 && human ? ` by ${only}` : ''
  return `${happenings.length} changes${by}`
}

/** What there is to read before one writes: what was said, and what is about to be sent. */
export function readable({
  number,
  comments,
  pendingReplies,
}: Pick<Ticket, 'number' | 'comments' | 'pendingReplies'>): Comment[] {
  const about = pendingReplies.map(({ id, authorName, body, sendAt }): Comment => ({
    id,
    kind: 'public',
    author: { kind: 'user', name: authorName },
    body,
    files: [],
    mail: null,
    quoted: '',
    origin: null,
    via: 'web',
    home: number,
    createdAt: sendAt,
    delivery: null,
  }))
  return [...comments, ...about]
}

/** Messages by others that came after the writer began, so that they can be read before sending. */
export function newSince(comments: Comment[], known: Set<string>, myName: string): Comment[] {
  return comments.filter(
    ({ id, author }) =>
      !known.has(id) &&
      author.kind !== 'machine' &&
      !(author.kind === 'user' && author.name === myName),
  )
}
