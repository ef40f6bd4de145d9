import { describe, expect, it } from 'vitest'
import { changesWords, conversation, foldedMiddle, newSince } from './entries.ts'
import { happeningWords } from './happenings.ts'
import { leakedPassage } from './leak.ts'
import { originNotes } from './origin.ts'
import { linkPieces, messageBlocks } from './message-text.ts'
import { withLocalTimes, type Comment, type Happening } from './words.ts'

const comment = (id: string, second: number, over: Partial<Comment> = {}): Comment => ({
  id,
  kind: 'public',
  author: { kind: 'contact', name: 'Dana Okoye' },
  body: 'Hello',
  via: 'email',
  home: 1,
  files: [],
  mail: null,
  quoted: '',
  origin: null,
  createdAt: `2026-11-22T10:00:${String(second).padStart(2, '0')}.000Z`,
  delivery: null,
  ...over,
})

const happening = (id: string, second: number, over: Partial<Happening> = {}): Happening => ({
  id,
  type: 'ticket.assigned',
  at: `2026-11-22T10:00:${String(second).padStart(2, '0')}.000Z`,
  actor: { kind: 'user', name: 'Mina' },
  cause: null,
  details: { assigneeName: 'Mina' },
  ...over,
})

const nameOf = (id: string): string => (id === 'jo' ? 'Jonas' : 'somebody')

describe('the conversation', () => {
  it('is oldest first and puts changes in a row together', () => {
    const entries = conversation(
      [comment('a', 1), comment('b', 9)],
      [happening('x', 2), happening('y', 3), happening('z', 10)],
    )
    expect(entries.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'message a',
      'changes x',
      'message b',
      'changes z',
    ])
  })

  it('keeps the events of an emergency apart from other changes', () => {
    const entries = conversation(
      [],
      [happening('x', 1), happening('p', 2, { type: 'incident.triggered' }), happening('y', 3)],
    )
    expect(entries.map(({ kind }) => kind)).toEqual(['changes', 'incident', 'changes'])
  })

  it('leaves out what the first message says already', () => {
    expect(conversation([], [happening('o', 1, { type: 'ticket.opened' })])).toEqual([])
  })

  it('names one person who made all changes, and nobody when there were several', () => {
    const two = [happening('x', 1), happening('y', 2)]
    expect(changesWords(two)).toBe('2 changes by Mina')
    const other = happening('z', 3, { actor: { kind: 'user', name: 'Jonas' } })
    expect(changesWords([...two, other])).toBe('3 changes')
  })

  it('folds the middle of a long run of pages', () => {
    const { before, folded, after } = foldedMiddle([1, 2, 3, 4, 5, 6, 7])
    expect([before, folded, after]).toEqual([[1], [2, 3, 4, 5], [6, 7]])
    expect(foldedMiddle([1, 2]).folded).toEqual([])
  })

  it('tells what others wrote since one began, not what one wrote oneself or the machine', () => {
    const mine = comment('m', 3, { author: { kind: 'user', name: 'Mina' } })
    const machine = comment('n', 4, { author: { kind: 'machine', name: 'door' } })
    const fresh = newSince(
      [comment('a', 1), comment('b', 2), mine, machine],
      new Set(['a']),
      'Mina',
    )
    expect(fresh.map(({ id }) => id)).toEqual(['b'])
  })
})

describe('a happening', () => {
  it.each([
    [happening('a', 1), 'Mina took it'],
    [happening('a', 1, { details: { assigneeName: 'Jonas' } }), 'Mina gave it to Jonas'],
    [
      happening('a', 1, { type: 'ticket.status_changed', details: { after: 'pending' } }),
      'Mina set it to “Waiting on customer”',
    ],
    [
      happening('a', 1, { type: 'incident.escalated', details: { level: 2, userIds: ['jo'] } }),
      'Level 2 paged: Jonas',
    ],
    [
      happening('a', 1, { type: 'incident.passed_on', details: { toUserId: 'jo', reason: 'ill' } }),
      'Mina passed it on to Jonas (ill)',
    ],
    [happening('a', 1, { type: 'a.new_kind' }), 'Mina: a new kind'],
  ])('is said as a sentence (%#)', (given, said) => {
    expect(happeningWords(given, nameOf)).toBe(said)
  })
})

describe('the leak guard', () => {
  const note =
    'Known regression in the registry client, fixed in 17.4.2; do not promise a date to them.'

  it('finds sixty characters of a note, also across a line break', () => {
    const reply = `Hi Dana,\nit is a known thing. ${note.slice(6, 80).replace('client, ', 'client,\n')} Bye`
    expect(leakedPassage(reply, ['short', note])).toBe(note.slice(6, 80).trim())
  })

  it('lets fifty-nine characters pass', () => {
    expect(leakedPassage(note.slice(0, 59), [note])).toBeUndefined()
  })
})

describe('the text of a message', () => {
  it('tells code, quoted history and paragraphs apart', () => {
    const body =
      'It fails:\n\n    ERROR: denied\n\n```\ncurl -v\n```\nThanks\n\n> Could you\n> run this?'
    expect(messageBlocks(body)).toEqual([
      { kind: 'text', text: 'It fails:' },
      { kind: 'code', text: 'ERROR: denied' },
      { kind: 'code', text: 'curl -v' },
      { kind: 'text', text: 'Thanks' },
      { kind: 'quote', text: 'Could you\nrun this?' },
    ])
  })

  it('links addresses without the full stop behind them', () => {
    expect(linkPieces('See https://a.test/x?y=1. Bye')).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', text: 'https://a.test/x?y=1' },
      { kind: 'text', text: '. Bye' },
    ])
  })

  it('writes instants of the server in the reader’s zone', () => {
    const said = withLocalTimes('due 2026-11-22T15:24:47.283Z.', 'Europe/Berlin', Date.now())
    expect(said).toMatch(/^due Sun 22 Nov.* 16:24\.$/)
  })
})

describe('what is told about a mail', () => {
  const checks = { spf: 'pass', dkim: 'pass', dmarc: 'pass', arc: 'none', dkimDomains: [] }
  const origin = { arrival: 3, verdict: 'new', checks, notes: [] }

  it('is nothing where a person wrote and the domain vouches for it', () => {
    expect(originNotes({ origin: null })).toEqual([])
    expect(originNotes({ origin })).toEqual([])
  })

  it('is what a machine wrote, what is not proven, and what could not be read', () => {
    expect(
      originNotes({
        origin: {
          ...origin,
          verdict: 'out_of_office',
          checks: { ...checks, dmarc: 'fail' },
          notes: ['A part could not be read.'],
        },
      }),
    ).toEqual([
      'An automatic answer: they are away.',
      'The sender’s domain does not vouch for this mail: it may be from somebody else.',
      'A part could not be read.',
    ])
  })
})
