import { useQuery } from '@tanstack/react-query'
import { usePeople } from '../people/me.ts'
import { EditDrawer } from './EditDrawer.tsx'
import { bodyOf, type Values } from './edits.ts'
import { organizationSpecs, organizationValues, type Forms } from './forms.ts'
import {
  addOrganization,
  changeOrganization,
  customerFormsQuery,
  type Organization,
} from './queries.ts'

type Change = Parameters<typeof changeOrganization>[1]

const needsName = ({ name }: Values): Record<string, string> =>
  String(name ?? '').trim() === '' ? { name: 'An organization needs a name.' } : {}

function Form({
  organization,
  forms,
  onClose,
}: {
  organization: Organization
  forms: Forms
  onClose: () => void
}) {
  const specs = organizationSpecs(forms, usePeople())
  const { id, version, updatedBy } = organization
  const values = organizationValues(specs, organization)
  return (
    <EditDrawer
      title={`Change ${organization.name}`}
      specs={specs}
      stand={{ values, version, updatedBy }}
      check={needsName}
      onClose={onClose}
      save={async ({ values, before, names, version }) => {
        const kept = await changeOrganization(id, {
          ...bodyOf<Change>(specs, values, names),
          version,
        })
        const undo = (): Promise<unknown> =>
          changeOrganization(id, {
            ...bodyOf<Change>(specs, before, names),
            version: kept.version,
          })
        return { words: `${kept.name} is saved.`, undo }
      }}
    />
  )
}

/** Changes what is known of an organization. */
export function OrganizationForm(props: { organization: Organization; onClose: () => void }) {
  const { data } = useQuery(customerFormsQuery)
  return data ? <Form {...props} forms={data} /> : null
}

/** Makes one that has not written yet. */
export function NewOrganization({
  onClose,
  onMade,
}: {
  onClose: () => void
  onMade: (id: string) => void
}) {
  const { data } = useQuery(customerFormsQuery)
  const people = usePeople()
  if (!data) return null
  const specs = organizationSpecs(data, people).filter(({ name }) => name !== 'heldBecause')
  return (
    <EditDrawer
      title="Add a customer"
      specs={specs}
      stand={{ values: {}, version: 0, updatedBy: null }}
      check={needsName}
      saveLabel="Add it"
      isNew
      onClose={onClose}
      save={async ({ values, names }) => {
        const name = String(values['name']).trim()
        const made = await addOrganization({ ...bodyOf<Change>(specs, values, names), name })
        onMade(made.id)
        return { words: `${made.name} is a customer now.` }
      }}
    />
  )
}
