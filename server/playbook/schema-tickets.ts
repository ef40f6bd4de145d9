/** What a ticket may carry beyond its conversation: own fields, forms that ask for them, own names for statuses. */
import { z } from 'zod'
import { key, reference, title } from './schema-basics.ts'

export const fieldTypes = [
  'text',
  'long_text',
  'number',
  'date',
  'checkbox',
  'choice',
  'choices',
] as const

function refuseIdleOptions(
  field: { type: (typeof fieldTypes)[number]; options: readonly unknown[] },
  context: z.RefinementCtx,
) {
  const isChosen = field.type === 'choice' || field.type === 'choices'
  if (isChosen === field.options.length > 0) return
  context.addIssue({
    code: 'custom',
    path: ['options'],
    message: isChosen
      ? 'has nothing to choose from\nAdd options, or make it another type.'
      : 'has options that nobody can choose\nRemove them, or make it a choice.',
  })
}

export const ticketField = z
  .strictObject({
    key,
    name: title,
    type: z.enum(fieldTypes),
    options: z
      .array(z.strictObject({ key, name: title }))
      .default([])
      .describe('For choice and choices: what can be chosen.'),
    required: z
      .enum(['never', 'to_solve', 'always'])
      .default('never')
      .describe('to_solve: a ticket cannot be solved before it is filled in.'),
    customers: z
      .enum(['hidden', 'see', 'write'])
      .default('hidden')
      .describe('What customers may do with it in the portal.'),
    help: z.string().max(500).default(''),
  })
  .superRefine(refuseIdleOptions)

export const ownField = z
  .strictObject({
    key,
    name: title,
    type: z.enum(fieldTypes),
    options: z
      .array(z.strictObject({ key, name: title }))
      .default([])
      .describe('For choice and choices: what can be chosen.'),
  })
  .superRefine(refuseIdleOptions)

export const customers = z
  .strictObject({
    disputed_days: z
      .int()
      .min(1)
      .max(365)
      .default(14)
      .describe('A disputed plan is believed so long; then it is on hold until it is settled.'),
    organization_fields: z
      .array(ownField)
      .default([])
      .describe('What we keep of an organization beyond its name and plan.'),
    contact_fields: z.array(ownField).default([]).describe('What we keep of a person.'),
  })
  .prefault({})
  .describe('What is kept of customers, and how long a dispute about a plan is believed.')

const condition = z.strictObject({
  field: reference.describe('Key of a field that stands before this one in the form.'),
  is: z.array(z.string().max(120)).min(1).describe('Shown when the field has one of these values.'),
})

export const ticketForm = z.strictObject({
  key,
  name: title,
  fields: z
    .array(
      z.strictObject({
        field: reference,
        when: condition.optional().describe('Left out: always shown.'),
      }),
    )
    .min(1),
})

export const ticketStatus = z.strictObject({
  key,
  name: title,
  customer_name: title
    .optional()
    .describe('What customers read. Left out: the words of the status.'),
  status: z
    .enum(['open', 'pending', 'on_hold', 'solved'])
    .describe('What it counts as: clocks, rules and the queue look at this, never at the name.'),
})
