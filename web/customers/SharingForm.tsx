import { EditDrawer } from './EditDrawer.tsx'
import type { FieldSpec, Values } from './edits.ts'
import { setSharing, type Organization } from './queries.ts'
import { sharingWords } from './words.ts'
import classes from './Forms.module.css'

type Sharing = Organization['sharing']['is']
const isSharing = (word: unknown): word is Sharing =>
  word === 'own' || word === 'read' || word === 'write'

/** More than one's own is a risk of theirs: somebody there has taken it, by name, and somebody here says so. */
function wrongIn({ is, acceptedBy, accepted }: Values): Record<string, string> {
  if (is === 'own') return {}
  return {
    ...(String(acceptedBy ?? '').trim() === '' && {
      acceptedBy: 'Say who at the customer has accepted it.',
    }),
    ...(accepted !== true && { accepted: 'Without that, each sees their own tickets.' }),
  }
}

/** What colleagues of an organization see of each other's tickets. */
export function SharingForm({
  organization,
  onClose,
}: {
  organization: Organization
  onClose: () => void
}) {
  const { id, sharing, notes, version, updatedBy } = organization
  const against = notes.find(({ moment }) => moment === 'sharing')
  const specs: FieldSpec[] = [
    {
      name: 'is',
      label: 'What colleagues see',
      kind: 'choice',
      options: (['own', 'read', 'write'] as const).map((value) => ({
        value,
        label: sharingWords[value],
        disabled: against !== undefined && value !== 'own',
      })),
      help: against && `A note by ${against.authorName} stands against more: ${against.body}`,
    },
  ]
  const risk: FieldSpec[] = [
    { name: 'acceptedBy', label: 'Who at the customer accepted it', kind: 'text' },
    {
      name: 'accepted',
      label: 'They know that everybody there sees what anybody there writes',
      kind: 'checkbox',
      help: 'Also what was written before, and what joiners will see later. Restricted tickets stay with whoever wrote them.',
    },
  ]
  const values = {
    is: sharing.is,
    acceptedBy: sharing.acceptedBy ?? '',
    accepted: sharing.is !== 'own',
  }
  return (
    <EditDrawer
      title="Who sees whose tickets"
      specs={[...specs, ...risk]}
      stand={{ values, version, updatedBy }}
      check={wrongIn}
      shows={(name, { is }) => name === 'is' || is !== 'own'}
      onClose={onClose}
      save={async ({ values, version }) => {
        const is = isSharing(values['is']) ? values['is'] : 'own'
        const kept = await setSharing(id, {
          sharing: is,
          acceptedBy: is === 'own' ? null : String(values['acceptedBy']).trim(),
          version,
        })
        const undo = (): Promise<unknown> =>
          setSharing(id, {
            sharing: sharing.is,
            acceptedBy: sharing.acceptedBy,
            version: kept.version,
          })
        return { words: `${sharingWords[is]}.`, undo }
      }}
    >
      <p className={classes.text}>The name and the date stay on record.</p>
    </EditDrawer>
  )
}
