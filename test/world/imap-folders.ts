export interface StoredMail {
  uid: number
  raw: Buffer
  flags: Set<string>
  receivedAt: Date
}

export interface Folder {
  uidValidity: number
  uidNext: number
  mails: StoredMail[]
}

export const emptyFolder = (uidValidity: number): Folder => ({ uidValidity, uidNext: 1, mails: [] })

/** `3`, `1:4` and `1,3,5:*`. */
export function within(folder: Folder, range: string): StoredMail[] {
  const last = folder.mails.at(-1)?.uid ?? 0
  const spans = range
    .split(',')
    .map((part) => part.split(':').map((end) => (end === '*' ? last : Number(end))))
  return folder.mails.filter(({ uid }) =>
    spans.some(([from = 0, to = from]) => uid >= Math.min(from, to) && uid <= Math.max(from, to)),
  )
}

/** The words of a command, quoted or not. */
export const wordsOf = (text: string) =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll(/\\(.)/g, '$1'),
  )

export function internalDate(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? []
  return `${day}-${month}-${year} ${time} +0000`
}

/** What a test makes the server do. */
export const newMood = () => ({
  /** Fetching the text of these is answered NO. */
  refused: new Set<number>(),
  /** Fetching the text of these breaks the connection. */
  deadly: new Set<number>(),
  /** Said to be this large, whatever they are. */
  sizes: new Map<number, number>(),
  /** Fetching the headers of these is answered NO, or breaks the connection. */
  headless: new Set<number>(),
  fatal: new Set<number>(),
  /** Even their size and date are answered NO. */
  unlisted: new Set<number>(),
  /** Whole messages that were given out. */
  texts: 0,
  tokens: new Set<string>(),
  signIns: 0,
  commands: [] as string[],
})
