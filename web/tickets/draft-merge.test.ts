import { describe, expect, it } from 'vitest'
import { mergeDraft, type Kept } from './draft-merge.ts'

const nothing: Kept = { body: '', version: 0 }
const base: Kept = { body: 'Hello', version: 1 }

describe('a draft on two devices', () => {
  it.each<[string, string, Kept, Kept, string]>([
    ['nothing anywhere stays nothing', '', nothing, nothing, 'same'],
    ['words typed here go to the server', 'Hello', nothing, nothing, 'push'],
    ['words of another device come here', '', nothing, base, 'take'],
    ['what was typed on here goes on over it', 'Hello Kim', base, base, 'push'],
    ['equal words need nothing', 'Hello', nothing, base, 'same'],
    ['what was sent elsewhere is gone here too', 'Hello', base, nothing, 'take'],
    [
      'another version of the same words is no change',
      'Hello Kim',
      base,
      { ...base, version: 3 },
      'push',
    ],
    [
      'words that hold the other ones win',
      'Hello Kim, yes',
      base,
      { body: 'Hello Kim', version: 2 },
      'push',
    ],
    ['and are taken from there', 'Hello Kim', base, { body: 'Hello Kim, yes', version: 2 }, 'take'],
    [
      'two different texts are both kept',
      'Hello Kim',
      base,
      { body: 'Hello Dana', version: 2 },
      'both',
    ],
    [
      'an emptied draft comes back when it grew elsewhere',
      '',
      base,
      { body: 'Hello Kim', version: 2 },
      'take',
    ],
    ['an emptied draft is emptied there', '', base, base, 'push'],
  ])('%s', (_name, here, agreed, there, kind) => {
    expect(mergeDraft(here, agreed, there)).toEqual({ kind })
  })
})
