import { EditDrawer } from './EditDrawer.tsx'
import { bodyOf, type Values } from './edits.ts'
import { contactSpecs, contactValues, type Contact, type Forms } from './forms.ts'
import { WithForms } from './WithForms.tsx'
import {
  addContact,
  changeContact,
  contactByAddress,
  removeMembership,
  setMembership,
  type Organization,
} from './queries.ts'

type Change = Parameters<typeof changeContact>[1]

const words = (value: Values[string] | undefined): string => String(value ?? '').trim()

function wrongIn({ name, email }: Values): Record<string, string> {
  return {
    ...(words(name) === '' && { name: 'Say what they are called.' }),
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(words(email)) && {
      email: 'Write one address, such as kim@acme.com.',
    }),
  }
}

type Props = { contact: Contact; onClose: () => void }

/** Changes what is known of a person. */
export const ContactForm = (props: Props) => (
  <WithForms title={`Change ${props.contact.name}`} onClose={props.onClose}>
    {(forms) => <Form {...props} forms={forms} />}
  </WithForms>
)

function Form({ contact, onClose, forms }: Props & { forms: Forms }) {
  const specs = contactSpecs(forms)
  const { id, version, updatedBy } = contact
  return (
    <EditDrawer
      title={`Change ${contact.name}`}
      specs={specs}
      stand={{ values: contactValues(specs, contact), version, updatedBy }}
      check={wrongIn}
      onClose={onClose}
      save={async ({ values, before, names, version }) => {
        const kept = await changeContact(id, { ...bodyOf<Change>(specs, values, names), version })
        const undo = (): Promise<unknown> =>
          changeContact(id, { ...bodyOf<Change>(specs, before, names), version: kept.version })
        // Ways to sign in that ended with the old address do not come back with it.
        return names.includes('email')
          ? { words: `${kept.name} is saved, and has to prove the new address.` }
          : { words: `${kept.name} is saved.`, undo }
      }}
    />
  )
}

type NewProps = { organization: Organization; onClose: () => void }

/** Names somebody. Whoever is known by that address already becomes a contact here as well, and is not changed. */
export const NewContact = (props: NewProps) => (
  <WithForms title={`Add a contact of ${props.organization.name}`} onClose={props.onClose}>
    {(forms) => <NewForm {...props} forms={forms} />}
  </WithForms>
)

function NewForm({ organization, onClose, forms }: NewProps & { forms: Forms }) {
  const specs = contactSpecs(forms).filter(({ name }) => name !== 'externalId')
  const named = specs.map((spec) =>
    spec.name === 'email'
      ? { ...spec, help: 'Whoever is known by it already belongs here as well then.' }
      : spec,
  )
  return (
    <EditDrawer
      title={`Add a contact of ${organization.name}`}
      specs={named}
      stand={{ values: {}, version: 0, updatedBy: null }}
      check={wrongIn}
      isNew
      saveLabel="Add them"
      onClose={onClose}
      save={async ({ values, names }) => {
        const email = words(values['email'])
        const known = await contactByAddress(email)
        const isHere = known?.organizations.some(({ id }) => id === organization.id)
        const { id, name } = known
          ? await setMembership(known.id, organization.id)
          : await addContact({
              ...bodyOf<Change>(named, values, names),
              email,
              name: words(values['name']),
              organizationId: organization.id,
            })
        // Taking that back would take from them what they had before.
        if (isHere) return { words: `${name} is a contact of ${organization.name} already.` }
        const undo = (): Promise<unknown> => removeMembership(id, organization.id)
        return { words: `${name} is a contact of ${organization.name}.`, undo }
      }}
    />
  )
}
