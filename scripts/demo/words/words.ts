/** One thing customers ask, and how it goes. `{host}`, `{version}`, `{count}` and `{project}` differ from ticket to ticket. */
export interface Words {
  subject: string
  problem: string
  /** What we ask first, and what they answer, when it takes a round more. */
  ask?: string
  facts?: string
  /** For the team only. */
  note?: string
  answer: string
}

export interface Details {
  host: string
  version: string
  count: string
  project: string
}

export const fill = (text: string, details: Details) =>
  text.replaceAll(
    /\{(host|version|count|project)\}/g,
    (_whole, name: keyof Details) => details[name],
  )
