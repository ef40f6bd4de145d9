import { expect, test } from 'vitest'
import { accessTo, sharedWith, type Access, type Sharing } from './visible.ts'

const ticket = { requesterId: 'kim', organizationId: 'acme', readerIds: ['rae'], restricted: false }
const viewer = (contactId: string, sharing: Sharing | null, id = 'acme') => ({
  contactId,
  homes: sharing === null ? [] : [{ id, sharing }],
})

test.each<[string, ReturnType<typeof viewer>, boolean, Access]>([
  ['who asked', viewer('kim', null), false, 'write'],
  ['who asked, when it is need to know', viewer('kim', 'own'), true, 'write'],
  ['who reads along', viewer('rae', null), false, 'write'],
  ['who reads along, when it is need to know', viewer('rae', null), true, 'write'],
  ['a colleague where everybody keeps their own', viewer('jo', 'own'), false, 'none'],
  ['a colleague where all may read', viewer('jo', 'read'), false, 'read'],
  ['a colleague where all may write', viewer('jo', 'write'), false, 'write'],
  ['a colleague, when it is need to know', viewer('jo', 'write'), true, 'none'],
  ['somebody of another company that shares', viewer('lee', 'write', 'umbra'), false, 'none'],
  ['a stranger', viewer('eve', null), false, 'none'],
])('%s', (_who, who, restricted, access) => {
  expect(accessTo(who, { ...ticket, restricted })).toBe(access)
})

test('a ticket of no organization is shared with nobody', () => {
  expect(accessTo(viewer('jo', 'write'), { ...ticket, organizationId: null })).toBe('none')
})

test('only organizations that share are searched', () => {
  const homes = (['own', 'read', 'write'] as const).map((sharing) => ({ id: sharing, sharing }))
  expect(sharedWith({ contactId: 'kim', homes })).toEqual(['read', 'write'])
})
