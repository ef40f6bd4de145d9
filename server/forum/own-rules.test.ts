import { describe, expect, test } from 'vitest'
import { whyNotDelete, whyNotEdit, type Author, type OwnPost } from './own-rules.ts'

const post: OwnPost = {
  isMine: true,
  state: 'shown',
  isDeleted: false,
  isOutside: false,
  isLocked: false,
  hours: 1,
  versions: 1,
}
const member: Author = { trust: 'member', isBlocked: false }

describe('an author may change their words', () => {
  test.each<[string, Partial<OwnPost>, Partial<Author>]>([
    ['for a day', { hours: 24 }, {}],
    ['for a month, when they are trusted', { hours: 720 }, { trust: 'trusted' }],
    [
      'always, when they are of the team, in a locked topic too',
      { hours: 1e5, isLocked: true },
      { trust: 'staff' },
    ],
    ['as long as nobody else has read them', { hours: 1e5, state: 'review' }, { trust: 'new' }],
  ])('%s', (_, facts, author) =>
    expect(whyNotEdit({ ...post, ...facts }, { ...member, ...author })).toBeNull(),
  )
})

describe('an author may no longer change them', () => {
  test.each<[string, Partial<OwnPost>, Partial<Author>, RegExp]>([
    ['after a day', { hours: 24.1 }, {}, /stood for a day/],
    ['after a month, however trusted', { hours: 721 }, { trust: 'trusted' }, /stood for a month/],
    ['after fifty times', { versions: 50 }, { trust: 'staff' }, /often enough/],
  ])('%s', (_, facts, author, why) => {
    expect(whyNotEdit({ ...post, ...facts }, { ...member, ...author })).toMatch(why)
    expect(whyNotDelete({ ...post, ...facts }, { ...member, ...author })).toBeNull()
  })
})

describe('nothing can be done any more', () => {
  test.each<[string, Partial<OwnPost>, Partial<Author>, RegExp]>([
    ['to what others wrote', { isMine: false }, { trust: 'staff' }, /whoever wrote it/],
    ['to what lives elsewhere', { isOutside: true }, { trust: 'staff' }, /elsewhere/],
    ['to what is deleted', { isDeleted: true }, {}, /deleted already/],
    ['by whoever is blocked', {}, { isBlocked: true }, /no longer write/],
    ['to what the team hid', { state: 'hidden' }, {}, /hid it/],
    ['to what was called spam', { state: 'spam' }, {}, /hid it/],
    ['in a locked topic', { isLocked: true }, { trust: 'trusted' }, /locked/],
  ])('%s', (_, facts, author, why) => {
    expect(whyNotEdit({ ...post, ...facts }, { ...member, ...author })).toMatch(why)
    expect(whyNotDelete({ ...post, ...facts }, { ...member, ...author })).toMatch(why)
  })
})
