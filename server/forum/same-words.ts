/** Decides whether two texts are the same words: a forum may keep other blanks and dashes than it was given. */
const bare = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

export const areSameWords = (one: string, other: string): boolean =>
  bare(one) === bare(other) && (bare(one) !== '' || one.trim() === other.trim())
