import { expect, test } from 'vitest'
import { bundleWords, gatheredAt, parcelsOf } from './bundle.ts'

const METHOD = '01890000-0000-7000-8000-00000000012c'
const at = (iso: string) => gatheredAt(new Date(iso), METHOD).toISOString().slice(17, 23)

test('what is due by one way within ten seconds leaves at one moment, never earlier and never more than ten seconds later', () => {
  expect(at('2026-03-03T10:00:00.300Z')).toBe('00.300')
  expect(at('2026-03-03T10:00:00.301Z')).toBe('10.300')
  expect(at('2026-03-03T10:00:10.300Z')).toBe('10.300')
  expect(at('2026-03-03T10:00:10.301Z')).toBe('20.300')
})

test('pages made in a burst leave together, each way for itself; every other page leaves alone', () => {
  const page = (id: number, contactMethodId: string | null, gathered: boolean) => ({
    id,
    contactMethodId,
    gathered,
  })
  const parcels = parcelsOf([
    page(1, 'phone', true),
    page(2, 'phone', false),
    page(3, 'mail', true),
    page(4, 'phone', true),
    page(5, null, true),
    page(6, null, true),
  ])
  expect(parcels.map((parcel) => parcel.map(({ id }) => id))).toEqual([[1, 4], [2], [3], [5], [6]])
})

test('a bundle says whose page it is, how many more wait, and the first five of them by number', () => {
  const pages = Array.from({ length: 50 }, (_, n) => ({
    title: `EMERGENCY: Disk ${n}`,
    body: n === 0 ? 'Level 1' : '',
    incidentNumber: 100 + n,
  }))
  const { title, body } = bundleWords(pages)
  expect(title).toBe('EMERGENCY: Disk 0 and 49 more')
  expect(body.split('\n')).toEqual([
    'Level 1',
    'Acknowledging takes #100 only. Waiting as well:',
    '#101 EMERGENCY: Disk 1',
    '#102 EMERGENCY: Disk 2',
    '#103 EMERGENCY: Disk 3',
    '#104 EMERGENCY: Disk 4',
    '#105 EMERGENCY: Disk 5',
    'and 44 more',
  ])
})

test('a title is cut so that the number of the others is never lost', () => {
  const pages = [1, 2].map((incidentNumber) => ({
    title: 'x'.repeat(120),
    body: '',
    incidentNumber,
  }))
  expect(bundleWords(pages).title).toMatch(/^x{109} and 1 more$/)
})

test('one page alone keeps its own words', () => {
  expect(bundleWords([{ title: 'Disk full', body: 'Level 1', incidentNumber: 7 }])).toEqual({
    title: 'Disk full',
    body: 'Level 1',
  })
})
