/** Customers as they are seen over HTTP. */
import { z } from 'zod'
import { instant, instantIn } from '../platform/shapes.ts'
import { zoneNamed } from './zone-name.ts'

export const ById = z.object({ id: z.uuid() })
export const ByExternalId = z.object({ externalId: z.string().min(1).max(200) })
const text = (most: number) => z.string().trim().max(most)
const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])
const fields = z
  .record(z.string(), value)
  .meta({ description: 'Own fields of the playbook; only those given change, null empties one.' })
export const hosting = z.enum(['hosted', 'self_managed', 'dedicated'])
const sharing = z.enum(['own', 'read', 'write'])
export const moment = z.enum(['always', 'emergency', 'call', 'release', 'sharing'])
const zone = z
  .string()
  .refine((name) => zoneNamed(name) !== null, {
    message: 'is no time zone, such as Europe/Berlin',
  })
  .overwrite((name) => zoneNamed(name) ?? name)

export const OrganizationIn = z.object({
  name: text(250).min(1),
  externalId: text(200).nullable().optional(),
  domains: z.array(text(253)).max(100).optional(),
  region: text(80).nullable().optional(),
  timeZone: zone.nullable().optional(),
  successTier: text(80).nullable().optional(),
  ownerId: z.uuid().nullable().optional(),
  contactLimit: z.int().min(1).max(100_000).nullable().optional(),
  citizenship: text(40).nullable().optional(),
  fields: fields.optional(),
  heldBecause: text(500).min(1).nullable().optional(),
})
export const ContactIn = z.object({
  email: z.email().max(254),
  name: text(200).min(1),
  phone: text(60).nullable().optional(),
  timeZone: zone.nullable().optional(),
  language: text(20).nullable().optional(),
  externalId: text(200).nullable().optional(),
  fields: fields.optional(),
})
export const SubscriptionIn = z.object({
  plan: z.string().meta({ description: 'Key of a plan of the playbook.' }),
  externalId: text(200).nullable().optional(),
  hosting: hosting.optional(),
  startsAt: instantIn,
  endsAt: instantIn.nullable().optional(),
  graceDays: z.int().min(0).max(365).optional(),
  seats: z.int().min(0).nullable().optional(),
  emergencySupport: z
    .boolean()
    .nullable()
    .optional()
    .meta({ description: 'null: as the plan says.' }),
  citizenship: text(40).nullable().optional(),
  state: z.enum(['active', 'on_hold', 'disputed']).optional(),
})
export const version = z
  .int()
  .optional()
  .meta({ description: 'The version that was read. Refused when somebody changed it meanwhile.' })

const updatedBy = z.string().nullable().meta({ description: 'Whose change it is as it stands.' })

export const Standing = z
  .object({
    plan: z.object({
      key: z.string(),
      name: z.string(),
      paid: z.boolean(),
      emergency: z.boolean(),
    }),
    name: z.enum(['in_force', 'disputed', 'grace', 'on_hold', 'not_started', 'ended']),
    until: instant.nullable(),
    served: z.boolean(),
  })
  .meta({ id: 'Standing', description: 'How the subscription that counts stands now.' })
export const SubscriptionBody = z
  .object({
    id: z.string(),
    organizationId: z.string(),
    plan: z.object({ key: z.string(), name: z.string() }),
    externalId: z.string().nullable(),
    hosting,
    startsAt: instant,
    endsAt: instant.nullable(),
    graceDays: z.int(),
    seats: z.int().nullable(),
    emergencySupport: z.boolean().nullable(),
    citizenship: z.string().nullable(),
    state: z.enum(['active', 'on_hold', 'disputed']),
    stateSince: instant,
    minutesLeft: z.int().nullable(),
    standing: Standing,
    version: z.int(),
    updatedBy,
  })
  .meta({ id: 'Subscription' })
export const NoteBody = z
  .object({
    id: z.string(),
    moment,
    body: z.string(),
    authorName: z.string(),
    fromAt: instant.nullable(),
    untilAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'OrganizationNote' })
export const EnvironmentBody = z
  .object({ name: text(120).min(1), hosting, version: z.string().max(80) })
  .meta({ id: 'Environment' })
export const OrganizationRow = z
  .object({
    id: z.string(),
    name: z.string(),
    externalId: z.string().nullable(),
    domains: z.array(z.string()),
    region: z.string().nullable(),
    heldBecause: z.string().nullable(),
    contacts: z.int(),
    standing: Standing.nullable(),
  })
  .meta({ id: 'OrganizationRow' })
export const OrganizationBody = OrganizationRow.extend({
  timeZone: z.string().nullable(),
  successTier: z.string().nullable(),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  fields: z.record(z.string(), z.unknown()),
  contactLimit: z.int().nullable(),
  citizenship: z.string().nullable(),
  sharing: z.object({
    is: sharing,
    acceptedBy: z.string().nullable(),
    acceptedAt: instant.nullable(),
  }),
  heldSince: instant.nullable(),
  notes: z.array(NoteBody),
  environments: z.array(EnvironmentBody),
  subscriptions: z.array(SubscriptionBody),
  version: z.int(),
  updatedBy,
  createdAt: instant,
  updatedAt: instant,
}).meta({ id: 'Organization' })
export const SharingIn = z.object({
  version,
  sharing,
  acceptedBy: text(250)
    .nullable()
    .default(null)
    .meta({ description: 'Who at the customer took the risk. Needed for more than "own".' }),
})
const OwnField = z.object({
  key: z.string(),
  name: z.string(),
  type: z.enum(['text', 'long_text', 'number', 'date', 'checkbox', 'choice', 'choices']),
  options: z.array(z.object({ key: z.string(), name: z.string() })),
})
export const CustomerForms = z
  .object({
    plans: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        paid: z.boolean(),
        emergencySupport: z.boolean(),
        graceDays: z.int(),
      }),
    ),
    organizationFields: z.array(OwnField),
    contactFields: z.array(OwnField),
  })
  .meta({ id: 'CustomerForms' })
export const ContactRow = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    organizations: z.array(z.object({ id: z.string(), name: z.string() })),
    isBlocked: z.boolean().meta({ description: 'Their mail waits in quarantine.' }),
  })
  .meta({ id: 'ContactRow' })
export const ContactBody = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    timeZone: z.string().nullable(),
    language: z.string().nullable(),
    externalId: z.string().nullable(),
    fields: z.record(z.string(), z.unknown()),
    erasedAt: instant.nullable(),
    blocked: z.object({ pattern: z.string(), by: z.string(), at: instant }).nullable().meta({
      description: 'Their mail waits in quarantine: by their address, or by their domain.',
    }),
    memberships: z.array(
      z.object({
        organizationId: z.string(),
        organizationName: z.string(),
        isDefault: z.boolean(),
        mayManageContacts: z.boolean(),
        source: z.enum(['domain', 'agent', 'api', 'import', 'colleague']),
        addedBy: z.string(),
        addedAt: instant,
      }),
    ),
    version: z.int(),
    updatedBy,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Contact' })
