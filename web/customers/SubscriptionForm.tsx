import { serverNow } from '../ui/clock.ts'
import { EditDrawer } from './EditDrawer.tsx'
import { bodyOf, type Values } from './edits.ts'
import {
  newSubscription,
  subscriptionSpecs,
  subscriptionValues,
  type Forms,
  type Subscription,
} from './forms.ts'
import { WithForms } from './WithForms.tsx'
import { addSubscription, bookMinutes, changeSubscription, type Organization } from './queries.ts'

type Change = Parameters<typeof changeSubscription>[1]

/** Emergency support is yes, no, or as the plan says; grace left empty is as it was. */
function asSent(body: Partial<Change>, values: Values, names: readonly string[]): Partial<Change> {
  const { graceDays, emergencySupport: _, ...rest } = body
  const word = values['emergencySupport']
  return {
    ...rest,
    ...(typeof graceDays === 'number' && { graceDays }),
    ...(names.includes('emergencySupport') && {
      emergencySupport: word === 'yes' ? true : word === 'no' ? false : null,
    }),
  }
}

function wrongIn(values: Values): Record<string, string> {
  const day = (name: string): string => String(values[name] ?? '')
  if (!day('plan')) return { plan: 'Choose a plan.' }
  if (!day('startsAt')) return { startsAt: 'Say when it begins.' }
  if (day('endsAt') && day('endsAt') <= day('startsAt'))
    return { endsAt: 'It ends after it begins.' }
  return {}
}

type Props = {
  organization: Organization
  subscription: Subscription | undefined
  onClose: () => void
}

const titleOf = (one: Subscription | undefined): string =>
  one ? `Change ${one.plan.name}` : 'Add a subscription'

/** What an organization has bought: a new one, or one that changes. */
export const SubscriptionForm = (props: Props) => (
  <WithForms title={titleOf(props.subscription)} onClose={props.onClose}>
    {(forms) => <Form {...props} forms={forms} />}
  </WithForms>
)

function Form({ organization, subscription, onClose, forms }: Props & { forms: Forms }) {
  const specs = subscriptionSpecs(forms, subscription?.plan)
  const today = new Date(serverNow()).toISOString().slice(0, 10)
  const stand = subscription
    ? {
        values: subscriptionValues(subscription),
        version: subscription.version,
        updatedBy: subscription.updatedBy,
      }
    : { values: newSubscription(forms, today), version: 0, updatedBy: null }
  const body = (values: Values, names: readonly string[]): Partial<Change> =>
    asSent(bodyOf<Change>(specs, values, names), values, names)
  return (
    <EditDrawer
      title={titleOf(subscription)}
      specs={specs}
      stand={stand}
      check={wrongIn}
      isNew={!subscription}
      saveLabel={subscription ? 'Save' : 'Add it'}
      onClose={onClose}
      save={async ({ values, before, names, version }) => {
        if (!subscription) {
          const all = specs.map(({ name }) => name)
          const made = await addSubscription({
            organizationId: organization.id,
            ...body(values, all),
            plan: String(values['plan']),
            startsAt: `${String(values['startsAt'])}T00:00:00Z`,
          })
          return { words: `${organization.name} has ${made.plan.name} now.` }
        }
        const { id } = subscription
        const kept = await changeSubscription(id, { ...body(values, names), version })
        const undo = (): Promise<unknown> =>
          changeSubscription(id, { ...body(before, names), version: kept.version })
        return { words: `${kept.plan.name} is saved.`, undo }
      }}
    />
  )
}

const hourSpecs = [
  {
    name: 'way',
    label: 'What happened',
    kind: 'choice' as const,
    options: [
      { value: 'bought', label: 'They bought hours' },
      { value: 'used', label: 'Hours were used' },
    ],
  },
  { name: 'hours', label: 'Hours', kind: 'number' as const, help: 'Such as 10, or 1.5.' },
  { name: 'why', label: 'Why', kind: 'text' as const, help: 'An order, a call, a ticket.' },
]

const minutesOf = ({ way, hours }: Values): number => {
  const minutes = Math.round(Number(String(hours ?? '').replace(',', '.')) * 60)
  return way === 'used' ? -minutes : minutes
}

function wrongHours(values: Values): Record<string, string> {
  const minutes = minutesOf(values)
  const isNumber = Number.isFinite(minutes) && Math.abs(minutes) >= 1
  if (!isNumber || String(values['hours']).trim().startsWith('-'))
    return { hours: 'Write a number of hours, more than nothing.' }
  return String(values['why'] ?? '').trim() === '' ? { why: 'Say why.' } : {}
}

/** One line of the ledger of hours. No line is ever changed: what was wrong gets a line against it. */
export function HoursForm({
  subscription,
  onClose,
}: {
  subscription: Subscription
  onClose: () => void
}) {
  const { id, plan } = subscription
  return (
    <EditDrawer
      title={`Hours of ${plan.name}`}
      specs={hourSpecs}
      stand={{ values: { way: 'bought', hours: '', why: '' }, version: 0, updatedBy: null }}
      check={wrongHours}
      isNew
      saveLabel="Book it"
      onClose={onClose}
      save={async ({ values }) => {
        const minutes = minutesOf(values)
        const why = String(values['why']).trim()
        const { left } = await bookMinutes(id, minutes, why)
        const undo = (): Promise<unknown> =>
          bookMinutes(id, -minutes, `Taken back: ${why}`.slice(0, 500))
        return { words: `Booked. ${Math.floor(left / 60)} h are left.`, undo }
      }}
    />
  )
}
