/** Decides which call link comes next: the playbook's order, each kind that can be made here, then the next one down. */

export interface CallChoice {
  kind: string
  name: string
  baseUrl: string | null
  url: string | null
  dialIn: string | null
}

/** Kinds a link can be made for without an account elsewhere. */
const MADE_HERE: readonly string[] = ['jitsi', 'fixed']

/** The first usable choice at or after `from` (0 is the first of the list), with its position; null when none is left. */
export function nextCall(
  choices: readonly CallChoice[],
  from: number,
): { position: number; choice: CallChoice } | null {
  const position = choices.findIndex(
    (choice, index) => index >= from && MADE_HERE.includes(choice.kind),
  )
  const choice = choices[position]
  return choice ? { position, choice } : null
}
