import { invalid } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { problemsOf, type FieldValues } from './fields.ts'
import type { Ticket } from './queries.ts'

/** Throws when a ticket may not be solved yet: its form asks for something that is not there. */
export async function refuseUnfilled(work: Work, ticket: Ticket): Promise<void> {
  if (!ticket.formKey) return
  const { tickets } = await settingsOf(work.system)
  const form = tickets.forms.find(({ key }) => key === ticket.formKey) ?? null
  const values = ticket.fieldValues as FieldValues
  const problems = problemsOf(form, tickets.fields, values, { solving: true })
  if (problems.length > 0) throw invalid('Fill these in before solving the ticket.', problems)
}
