/** What the demo's phones and mailboxes were told, as it is kept between runs. */
import { z } from 'zod'

const Press = z.object({
  url: z.string(),
  method: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})
const Shown = z.object({
  kind: z.literal('page'),
  id: z.string(),
  at: z.string(),
  topic: z.string(),
  title: z.string(),
  text: z.string(),
  link: z.string(),
  press: Press.nullable(),
})
const Mail = z.object({
  kind: z.literal('mail'),
  at: z.string(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
})
const Pressed = z.object({ kind: z.literal('pressed'), id: z.string(), answer: z.string() })
export const Kept = z.discriminatedUnion('kind', [Shown, Mail, Pressed])

export type ShownPage = z.output<typeof Shown>
export type KeptMail = z.output<typeof Mail>
export type Kept = z.output<typeof Kept>

export interface Outside {
  /** Where the web server is in this run; pages of an earlier one may name another port. */
  webUrl: string
  pages: ShownPage[]
  mails: KeptMail[]
  /** What the server answered when the button of a page was pressed. */
  answers: Map<string, string>
}
