import { NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { organizationQuery, organizationsQuery } from '../customers/queries.ts'
import { AppButton } from '../ui/AppButton.tsx'
import classes from './Portal.module.css'

/** `all`: its word counts for every address it calls verified. */
export type Whose = { is: 'one' | 'all'; organizationId: string | null }

type Props = { whose: Whose; error: string | undefined; onChange: (whose: Whose) => void }

/** Whose addresses a sign-in may vouch for. Another company's own word never counts for more than its own people. */
export function ForWhom({ whose, error, onChange }: Props) {
  const { is, organizationId } = whose
  return (
    <>
      <NativeSelect
        label="Whose people sign in by it"
        description={
          is === 'one'
            ? 'Its word counts for the domains of that organization, and for nobody else.'
            : 'Its word counts for every address it calls verified, of all customers. For a provider you run or trust as your own.'
        }
        data={[
          { value: 'one', label: 'Those of one organization' },
          { value: 'all', label: 'Everybody' },
        ]}
        value={is}
        onChange={({ currentTarget }) =>
          onChange({ is: currentTarget.value === 'all' ? 'all' : 'one', organizationId: null })
        }
      />
      {is === 'one' && organizationId && <Chosen id={organizationId} />}
      {is === 'one' && (
        <Find
          hasOne={organizationId !== null}
          error={error}
          onChoose={(id) => onChange({ is, organizationId: id })}
        />
      )}
    </>
  )
}

function Chosen({ id }: { id: string }) {
  const { data } = useQuery(organizationQuery(id))
  if (!data) return null
  const { name, domains } = data
  return (
    <p className={classes.text} role="status">
      For <strong>{name}</strong>:{' '}
      {domains.length > 0 ? domains.join(', ') : 'it lists no domain yet, so nobody can come in.'}
    </p>
  )
}

function Find({
  hasOne,
  error,
  onChoose,
}: {
  hasOne: boolean
  error: string | undefined
  onChoose: (id: string) => void
}) {
  const [q, setQ] = useState('')
  const asked = q.trim()
  const isAsked = asked.length > 1
  const { data } = useInfiniteQuery({ ...organizationsQuery(asked), enabled: isAsked })
  const found = isAsked ? (data?.pages[0]?.organizations ?? []).slice(0, 5) : []
  return (
    <>
      <TextInput
        type="search"
        label={hasOne ? 'Another organization' : 'Organization'}
        description="The beginning of its name, a domain, or its key"
        value={q}
        error={error}
        onChange={({ currentTarget }) => setQ(currentTarget.value)}
      />
      {isAsked && data && found.length === 0 && (
        <p className={classes.hint}>None is called that.</p>
      )}
      {found.length > 0 && (
        <div className={classes.presses} role="group" aria-label="Organizations found">
          {found.map(({ id, name }) => (
            <AppButton
              key={id}
              onClick={() => {
                onChoose(id)
                setQ('')
              }}
            >
              {name}
            </AppButton>
          ))}
        </div>
      )}
    </>
  )
}
