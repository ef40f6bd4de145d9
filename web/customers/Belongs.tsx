import { TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../people/me.ts'
import { AppButton } from '../ui/AppButton.tsx'
import type { Contact } from './forms.ts'
import { organizationsQuery, removeMembership, setMembership } from './queries.ts'
import { useAct } from './use-act.ts'
import { belongsWords } from './words.ts'
import classes from './Forms.module.css'

type Membership = Contact['memberships'][number]

function One({
  contact: { id, name, memberships },
  membership: { organizationId, organizationName, isDefault, mayManageContacts, ...how },
}: {
  contact: Contact
  membership: Membership
}) {
  const mayWrite = useMay('customers.write')
  const act = useAct()
  const usual = memberships.find((one) => one.isDefault)
  const set = (
    change: { isDefault?: boolean; mayManageContacts?: boolean },
    words: string,
    undo?: () => Promise<unknown>,
  ): void =>
    act.mutate(async () => {
      await setMembership(id, organizationId, change)
      return { words, ...(undo && { undo }) }
    })
  const remove = (): void =>
    act.mutate(async () => {
      await removeMembership(id, organizationId)
      return {
        words: `${name} writes for ${organizationName} no more, and is signed out.`,
        undo: () => setMembership(id, organizationId, { isDefault, mayManageContacts }),
      }
    })
  const facts = [
    isDefault && 'the usual one',
    mayManageContacts && 'manages its contacts',
    belongsWords(how),
  ]
  return (
    <li className={classes.item}>
      <p>
        <Link to="/customers/$id" params={{ id: organizationId }} className={classes.link}>
          {organizationName}
        </Link>{' '}
        <span className={classes.faint}>{facts.filter(Boolean).join(', ')}</span>{' '}
        <span className={classes.date}>{how.addedAt.slice(0, 10)}</span>
      </p>
      {mayWrite && (
        <div className={classes.presses}>
          {how.source === 'domain' && (
            <AppButton
              busy={act.isPending}
              aria-label={`Name them at ${organizationName}`}
              onClick={() => set({}, `${name} is named, and stays when the domain goes.`)}
            >
              Name them
            </AppButton>
          )}
          {!isDefault && (
            <AppButton
              busy={act.isPending}
              aria-label={`Make it the usual one: ${organizationName}`}
              onClick={() =>
                set(
                  { isDefault: true },
                  `${organizationName} is the usual one now.`,
                  usual && (() => setMembership(id, usual.organizationId, { isDefault: true })),
                )
              }
            >
              Make it the usual one
            </AppButton>
          )}
          <AppButton
            busy={act.isPending}
            aria-label={
              mayManageContacts
                ? `Take managing away at ${organizationName}`
                : `Let them manage contacts of ${organizationName}`
            }
            onClick={() =>
              set(
                { mayManageContacts: !mayManageContacts },
                mayManageContacts
                  ? `${name} manages contacts no more.`
                  : `${name} may manage the contacts of ${organizationName}.`,
                () => setMembership(id, organizationId, { mayManageContacts }),
              )
            }
          >
            {mayManageContacts ? 'Take managing away' : 'Let them manage contacts'}
          </AppButton>
          <AppButton
            busy={act.isPending}
            aria-label={`Remove from ${organizationName}`}
            onClick={remove}
          >
            Remove
          </AppButton>
        </div>
      )}
    </li>
  )
}

/** Finds another organization by the beginning of its name, a domain or its key. */
function Another({ contact }: { contact: Contact }) {
  const { id, name, memberships } = contact
  const [q, setQ] = useState('')
  const asked = q.trim()
  const { data } = useInfiniteQuery({ ...organizationsQuery(asked), enabled: asked.length > 1 })
  const act = useAct()
  const found = (asked.length > 1 ? (data?.pages[0]?.organizations ?? []) : [])
    .filter((one) => !memberships.some(({ organizationId }) => organizationId === one.id))
    .slice(0, 5)
  return (
    <>
      <TextInput
        type="search"
        label="Add to another organization"
        description="The beginning of its name, a domain, or its key"
        value={q}
        onChange={({ currentTarget }) => setQ(currentTarget.value)}
      />
      {data && asked.length > 1 && found.length === 0 && (
        <p className={classes.faint}>No other one is called that.</p>
      )}
      <ul className={classes.list} aria-label="Organizations found">
        {found.map((one) => (
          <li key={one.id} className={classes.item}>
            <AppButton
              busy={act.isPending}
              onClick={() =>
                act.mutate(async () => {
                  await setMembership(id, one.id)
                  setQ('')
                  return {
                    words: `${name} is a contact of ${one.name}.`,
                    undo: () => removeMembership(id, one.id),
                  }
                })
              }
            >
              Add to {one.name}
            </AppButton>{' '}
            <span className={classes.faint}>{one.domains.join(', ')}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Where somebody belongs, how they came there, and the ways to change that. */
export function Belongs({ contact }: { contact: Contact }) {
  const mayWrite = useMay('customers.write')
  return (
    <>
      <h3 className={classes.heading}>Where they belong</h3>
      {contact.memberships.length === 0 && <p className={classes.faint}>Nowhere yet.</p>}
      <ul className={classes.list} aria-label="Where they belong">
        {contact.memberships.map((one) => (
          <One key={one.organizationId} contact={contact} membership={one} />
        ))}
      </ul>
      {mayWrite && <Another contact={contact} />}
    </>
  )
}
