/** Decides whether an author may still change or take back what they wrote, and says why not. */
import type { Trust } from './trust.ts'

export interface OwnPost {
  isMine: boolean
  state: 'review' | 'shown' | 'hidden' | 'spam'
  isDeleted: boolean
  /** It lives in a forum elsewhere. */
  isOutside: boolean
  /** The topic is locked. */
  isLocked: boolean
  /** Since it was written. */
  hours: number
  versions: number
}

export interface Author {
  trust: Trust
  isBlocked: boolean
}

/** Hours in which words may be changed: answers were written to what stood there. */
const EDITABLE_HOURS: Record<Trust, number> = {
  new: 24,
  member: 24,
  trusted: 30 * 24,
  staff: Number.POSITIVE_INFINITY,
}
const MOST_VERSIONS = 50

/** null: they may. What nobody has read yet may be changed for as long as it waits. */
export function whyNotEdit(post: OwnPost, author: Author): string | null {
  const why = whyNotTouch(post, author)
  if (why) return why
  if (post.state !== 'review' && post.hours > EDITABLE_HOURS[author.trust])
    return author.trust === 'trusted'
      ? 'What stood for a month stays as it is. Write an answer that says what is new.'
      : 'What stood for a day stays as it is. Write an answer that says what is new.'
  return post.versions >= MOST_VERSIONS
    ? 'That was changed often enough. Write an answer that says what is new.'
    : null
}

/** null: they may, whenever they like: what somebody wrote is theirs. */
export const whyNotDelete = (post: OwnPost, author: Author): string | null =>
  whyNotTouch(post, author)

function whyNotTouch(post: OwnPost, { trust, isBlocked }: Author): string | null {
  if (!post.isMine) return 'Only whoever wrote it can change it.'
  if (post.isOutside) return 'It lives in a forum elsewhere: change it there.'
  if (post.isDeleted) return 'It is deleted already.'
  if (isBlocked) return 'You can read here, and no longer write. Write to us if that is a mistake.'
  if (post.state === 'hidden' || post.state === 'spam')
    return 'The team hid it. Write to us if that is a mistake.'
  return post.isLocked && trust !== 'staff'
    ? 'This topic is locked: nothing in it changes any more.'
    : null
}
