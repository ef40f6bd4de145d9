/** A form that is sent twice is answered once; with other words in it, it is another form. */
import { answeredOnce } from '../platform/idempotency.ts'
import { sha256 } from '../platform/secrets.ts'
import type { Work } from '../platform/work.ts'
import type { KeptFile } from '../tickets/files.ts'

export interface SentForm {
  /** Whose keys these are, such as `portal:` and the id of a contact. */
  owner: string
  /** Made with the page; without one nothing is known to be the same. */
  formKey: string | undefined
  /** All that was sent. Whoever goes back and mends a word has something new to say: nothing of it is lost. */
  said: unknown
}

/** `answeredOnce` for pages: the key of the form and what it says are the key, so it never refuses. */
export function onceAForm<R extends object>(
  work: Work,
  { owner, formKey, said }: SentForm,
  act: () => Promise<R>,
): Promise<R> {
  const words = JSON.stringify(said)
  const key = formKey ? `${formKey} ${sha256(words).toString('base64url')}` : undefined
  return answeredOnce(work, owner, key, words, act)
}

/** Files as part of what was said: their bytes and names. */
export const saidIn = (files: readonly KeptFile[]) =>
  files.map(({ sha256, name }) => [name, sha256] as const)
