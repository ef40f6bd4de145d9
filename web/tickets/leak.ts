// Decides whether a reply carries words of an internal note out of the house.

/** So many consecutive characters of a note in a reply are no coincidence. */
export const leakLength = 60

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/**
 * The first passage of at least 60 characters that the reply shares with one of the notes;
 * undefined when there is none. Line breaks and runs of spaces count as one space.
 */
export function leakedPassage(reply: string, notes: string[]): string | undefined {
  const said = flat(reply)
  for (const note of notes.map(flat)) {
    const windows = new Map<string, number>()
    for (let at = 0; at + leakLength <= note.length; at += 1) {
      const window = note.slice(at, at + leakLength)
      if (!windows.has(window)) windows.set(window, at)
    }
    for (let at = 0; at + leakLength <= said.length; at += 1) {
      const inNote = windows.get(said.slice(at, at + leakLength))
      if (inNote === undefined) continue
      let length = leakLength
      while (at + length < said.length && said[at + length] === note[inNote + length]) length += 1
      return said.slice(at, at + length).trim()
    }
  }
  return undefined
}
