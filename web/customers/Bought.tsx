import { useQuery } from '@tanstack/react-query'
import { useMay } from '../people/me.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { valueWords, type Value } from './edits.ts'
import { ownSpecs, type Subscription } from './forms.ts'
import { customerFormsQuery, type Organization } from './queries.ts'
import { hostingWords, sharingWords } from './words.ts'
import classes from './Customers.module.css'

/** Which form lies over the page of a customer. */
export type Layer =
  | { is: 'organization' }
  | { is: 'sharing' }
  | { is: 'subscription'; one: Subscription | undefined }
  | { is: 'hours'; one: Subscription }

/** Subscriptions, hours, and what colleagues see of each other: each with the way to change it. */
export function Bought({
  organization,
  onOpen,
}: {
  organization: Organization
  onOpen: (layer: Layer) => void
}) {
  const { subscriptions, sharing, citizenship } = organization
  const mayWrite = useMay('customers.write')
  return (
    <section className={classes.block} aria-label="What they have bought">
      <h2 className={classes.heading}>What they have bought</h2>
      {subscriptions.length === 0 && <p className={classes.faint}>Nothing on record.</p>}
      {subscriptions.map((one) => (
        <div key={one.id} className={classes.bought}>
          <p className={classes.line}>
            <strong>{one.plan.name}</strong>, {hostingWords[one.hosting]}
            {one.seats !== null && `, ${one.seats} seats`}:{' '}
            <span className={classes.date}>{one.startsAt.slice(0, 10)}</span> to{' '}
            <span className={classes.date}>{one.endsAt?.slice(0, 10) ?? 'no end'}</span>
            {one.minutesLeft !== null && `, ${Math.floor(one.minutesLeft / 60)} h left`}
          </p>
          {mayWrite && (
            <div className={classes.presses}>
              <AppButton
                aria-label={`Change ${one.plan.name} from ${one.startsAt.slice(0, 10)}`}
                onClick={() => onOpen({ is: 'subscription', one })}
              >
                Change
              </AppButton>
              <AppButton
                aria-label={`Book hours of ${one.plan.name} from ${one.startsAt.slice(0, 10)}`}
                onClick={() => onOpen({ is: 'hours', one })}
              >
                Book hours
              </AppButton>
            </div>
          )}
        </div>
      ))}
      {mayWrite && (
        <AppButton onClick={() => onOpen({ is: 'subscription', one: undefined })}>
          Add a subscription
        </AppButton>
      )}
      <p className={classes.after}>
        {sharingWords[sharing.is]}
        {sharing.acceptedBy && `, accepted by ${sharing.acceptedBy}`}
        {sharing.acceptedAt && `, ${sharing.acceptedAt.slice(0, 10)}`}.
        {citizenship &&
          ` Only people cleared for "${citizenship}" should handle it: a note to people, not a lock.`}
      </p>
      {mayWrite && (
        <AppButton onClick={() => onOpen({ is: 'sharing' })}>Who sees whose tickets</AppButton>
      )}
    </section>
  )
}

/** What the company's own fields say, where they say something. */
export function OwnFields({ organization }: { organization: Organization }) {
  const { data } = useQuery(customerFormsQuery)
  const specs = ownSpecs(data?.organizationFields ?? [])
  const values = Object.fromEntries(
    specs.map(({ name }) => [name, organization.fields[name.slice('field.'.length)]]),
  )
  const said = specs.filter(({ name }) => values[name] !== undefined && values[name] !== null)
  if (said.length === 0) return null
  return (
    <section className={classes.block} aria-label="Our own fields">
      <h2 className={classes.heading}>Our own fields</h2>
      {said.map((spec) => (
        <p key={spec.name} className={classes.line}>
          {spec.label}: {valueWords(spec, shownValue(values[spec.name]))}
        </p>
      ))}
    </section>
  )
}

const shownValue = (value: unknown): Value =>
  typeof value === 'boolean' || typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(String)
      : String(value)
