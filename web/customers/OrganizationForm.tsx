import { usePeople } from '../people/me.ts'
import { EditDrawer } from './EditDrawer.tsx'
import { bodyOf, type Values } from './edits.ts'
import { organizationSpecs, organizationValues, type Forms } from './forms.ts'
import { WithForms } from './WithForms.tsx'
import { addOrganization, changeOrganization, type Organization } from './queries.ts'

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
  return (
    <WithForms title={`Change ${props.organization.name}`} onClose={props.onClose}>
      {(forms) => <Form {...props} forms={forms} />}
    </WithForms>
  )
}

type NewProps = { onClose: () => void; onMade: (id: string) => void }

/** Makes one that has not written yet. */
export const NewOrganization = (props: NewProps) => (
  <WithForms title="Add a customer" onClose={props.onClose}>
    {(forms) => <NewForm {...props} forms={forms} />}
  </WithForms>
)

function NewForm({ onClose, onMade, forms }: NewProps & { forms: Forms }) {
  const specs = organizationSpecs(forms, usePeople()).filter(({ name }) => name !== 'heldBecause')
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
