// Decides what becomes of a draft that this device and the server may both have changed.

/** What the server keeps; version 0 and no words: nothing. */
export type Kept = { body: string; version: number }

export type Merge =
  /** Both say the same: only the version is taken over. */
  | { kind: 'same' }
  /** The server's words replace the ones here, which nobody changed here. */
  | { kind: 'take' }
  /** The words here go to the server, over the version it has. */
  | { kind: 'push' }
  /** Both were changed: a person must read both. */
  | { kind: 'both' }

/**
 * `here`: the words on this device. `base`: what this device and the server last agreed on. Words
 * that hold all of the other's words are never a conflict: nothing is lost by them.
 */
export function mergeDraft(here: string, base: Kept, there: Kept): Merge {
  if (here === there.body) return { kind: 'same' }
  if (there.version === base.version && there.body === base.body) return { kind: 'push' }
  if (here === base.body) return { kind: 'take' }
  if (here.includes(there.body)) return { kind: 'push' }
  if (there.body.includes(here)) return { kind: 'take' }
  return { kind: 'both' }
}
