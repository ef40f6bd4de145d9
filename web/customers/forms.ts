// Decides which fields the forms of customers have, and what stands in them.

import type { components } from '../../api/types.ts'
import type { FieldSpec, Value, Values } from './edits.ts'
import type { Organization } from './queries.ts'

export type Forms = components['schemas']['CustomerForms']
export type Contact = components['schemas']['Contact']
export type Subscription = components['schemas']['Subscription']
type Option = NonNullable<FieldSpec['options']>[number]

const notSaid: Option = { value: '', label: 'Not said' }
const zones = (): Option[] => [
  notSaid,
  ...['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone })),
]

/** The company's own fields, as the playbook names them. */
export const ownSpecs = (fields: Forms['organizationFields']): FieldSpec[] =>
  fields.map(({ key, name, type, options }) => ({
    name: `field.${key}`,
    label: name,
    kind: type,
    options: [
      ...(type === 'choice' ? [notSaid] : []),
      ...options.map((one) => ({ value: one.key, label: one.name })),
    ],
  }))

export const organizationSpecs = (
  forms: Forms,
  people: readonly { id: string; name: string }[],
): FieldSpec[] => [
  { name: 'name', label: 'Name', kind: 'text' },
  {
    name: 'domains',
    label: 'Domains',
    kind: 'list',
    help: 'Whoever writes from one of them belongs here. Commas between them; none where only named people may write.',
  },
  { name: 'region', label: 'Region', kind: 'text' },
  { name: 'timeZone', label: 'Time zone', kind: 'choice', options: zones() },
  { name: 'successTier', label: 'Success tier', kind: 'text' },
  {
    name: 'ownerId',
    label: 'Account owner',
    kind: 'choice',
    options: [
      { value: '', label: 'Nobody' },
      ...people.map(({ id, name }) => ({ value: id, label: name })),
    ],
  },
  {
    name: 'contactLimit',
    label: 'Most contacts',
    kind: 'number',
    help: 'Empty: as many as their plan says.',
  },
  {
    name: 'citizenship',
    label: 'Citizenship',
    kind: 'text',
    help: 'Who should handle what they send, such as us. A note to people, not a lock.',
  },
  {
    name: 'heldBecause',
    label: 'On hold because',
    kind: 'text',
    help: 'Empty: they are not on hold. What they write is read all the same.',
  },
  {
    name: 'externalId',
    label: 'Key in another system',
    kind: 'text',
    help: 'Imports find them by it.',
  },
  ...ownSpecs(forms.organizationFields),
]

export const contactSpecs = (forms: Forms): FieldSpec[] => [
  { name: 'name', label: 'Name', kind: 'text' },
  {
    name: 'email',
    label: 'Address',
    kind: 'text',
    help: 'Another address ends every way they sign in, and the old one is told.',
  },
  { name: 'phone', label: 'Phone', kind: 'text' },
  { name: 'timeZone', label: 'Time zone', kind: 'choice', options: zones() },
  { name: 'language', label: 'Language', kind: 'text', help: 'Its code, such as en or pt-br.' },
  {
    name: 'externalId',
    label: 'Key in another system',
    kind: 'text',
    help: 'Imports find them by it.',
  },
  ...ownSpecs(forms.contactFields),
]

/** A plan that is gone from the playbook stays choosable where it is what they have. */
export const subscriptionSpecs = (
  { plans }: Forms,
  has?: { key: string; name: string },
): FieldSpec[] => [
  {
    name: 'plan',
    label: 'Plan',
    kind: 'choice',
    options: [
      ...plans.map(({ key, name }) => ({ value: key, label: name })),
      ...(has && !plans.some(({ key }) => key === has.key)
        ? [{ value: has.key, label: `${has.name}, no longer sold` }]
        : []),
    ],
  },
  {
    name: 'hosting',
    label: 'Where it runs',
    kind: 'choice',
    options: [
      { value: 'hosted', label: 'Hosted' },
      { value: 'self_managed', label: 'Self-managed' },
      { value: 'dedicated', label: 'Dedicated' },
    ],
  },
  { name: 'seats', label: 'Seats', kind: 'number' },
  { name: 'startsAt', label: 'Starts on', kind: 'date' },
  {
    name: 'endsAt',
    label: 'Ends on',
    kind: 'date',
    help: 'Its grace begins that day. Empty: it has no end.',
  },
  {
    name: 'graceDays',
    label: 'Days of grace',
    kind: 'number',
    ...(!has && { help: 'Empty: as the plan says.' }),
  },
  {
    name: 'emergencySupport',
    label: 'Emergency support',
    kind: 'choice',
    options: [
      { value: '', label: 'As the plan says' },
      { value: 'yes', label: 'Yes, in the hours of the plan' },
      { value: 'no', label: 'No' },
    ],
  },
  { name: 'citizenship', label: 'Citizenship', kind: 'text' },
  {
    name: 'state',
    label: 'State',
    kind: 'choice',
    options: [
      { value: 'active', label: 'Active' },
      { value: 'disputed', label: 'Disputed: believed for some days' },
      { value: 'on_hold', label: 'On hold: nothing is promised' },
    ],
  },
  { name: 'externalId', label: 'Key in another system', kind: 'text' },
]

const words = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

function ownValues(
  specs: readonly FieldSpec[],
  fields: Readonly<Record<string, unknown>>,
): [string, Value][] {
  return specs.flatMap(({ name, kind }): [string, Value][] => {
    if (!name.startsWith('field.')) return []
    const value = fields[name.slice('field.'.length)]
    if (kind === 'checkbox') return [[name, value === true]]
    if (kind === 'choices') return [[name, Array.isArray(value) ? value.map(String) : []]]
    return [[name, words(value)]]
  })
}

export const organizationValues = (
  specs: readonly FieldSpec[],
  { domains, owner, fields, ...plain }: Organization,
): Values => ({
  name: plain.name,
  domains: domains.join(', '),
  region: words(plain.region),
  timeZone: words(plain.timeZone),
  successTier: words(plain.successTier),
  ownerId: owner?.id ?? '',
  contactLimit: words(plain.contactLimit),
  citizenship: words(plain.citizenship),
  heldBecause: words(plain.heldBecause),
  externalId: words(plain.externalId),
  ...Object.fromEntries(ownValues(specs, fields)),
})

export const contactValues = (specs: readonly FieldSpec[], contact: Contact): Values => ({
  name: contact.name,
  email: contact.email,
  phone: words(contact.phone),
  timeZone: words(contact.timeZone),
  language: words(contact.language),
  externalId: words(contact.externalId),
  ...Object.fromEntries(ownValues(specs, contact.fields)),
})

export const subscriptionValues = (one: Subscription): Values => ({
  plan: one.plan.key,
  hosting: one.hosting,
  seats: words(one.seats),
  startsAt: one.startsAt.slice(0, 10),
  endsAt: one.endsAt?.slice(0, 10) ?? '',
  graceDays: words(one.graceDays),
  emergencySupport: one.emergencySupport === null ? '' : one.emergencySupport ? 'yes' : 'no',
  citizenship: words(one.citizenship),
  state: one.state,
  externalId: words(one.externalId),
})

/** What a plan brings of itself. */
export const newSubscription = ({ plans }: Forms, today: string): Values => ({
  plan: plans[0]?.key ?? '',
  hosting: 'hosted',
  seats: '',
  startsAt: today,
  endsAt: '',
  graceDays: '',
  emergencySupport: '',
  citizenship: '',
  state: 'active',
  externalId: '',
})
