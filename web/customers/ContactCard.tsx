import { Drawer, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { useServerTime } from '../ui/clock.ts'
import { usePhone } from '../ui/phone.ts'
import { Belongs } from './Belongs.tsx'
import { ContactForm } from './ContactForm.tsx'
import { valueWords } from './edits.ts'
import { contactSpecs, contactValues, type Contact } from './forms.ts'
import { blockContact, contactQuery, customerFormsQuery, unblockContact } from './queries.ts'
import { useAct } from './use-act.ts'
import { timeThere } from './words.ts'
import classes from './Forms.module.css'

function Facts({ contact }: { contact: Contact }) {
  const { data } = useQuery(customerFormsQuery)
  const there = useServerTime((now) => timeThere(contact.timeZone, new Date(now)) ?? '')
  const specs = data ? contactSpecs(data) : []
  const values = contactValues(specs, contact)
  const known = specs.filter(({ name }) => name !== 'name' && values[name] && values[name] !== '')
  return (
    <dl className={classes.facts}>
      {known.map((spec) => (
        <div key={spec.name} style={{ display: 'contents' }}>
          <dt>{spec.label}</dt>
          <dd>
            {spec.name === 'email' ? (
              <a href={`mailto:${contact.email}`}>{contact.email}</a>
            ) : (
              valueWords(spec, values[spec.name])
            )}
            {spec.name === 'timeZone' && there && `, ${there} there`}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Mail of one person is held back, or taken again. Their pages stay open to them. */
function Block({ contact }: { contact: Contact }) {
  const { id, name, email, blocked } = contact
  const [reason, setReason] = useState('')
  const act = useAct()
  const unblock = (): Promise<unknown> => unblockContact(id)
  if (blocked?.pattern.startsWith('@'))
    return (
      <p className={classes.faint}>
        Everybody at {blocked.pattern.slice(1)} is blocked, by {blocked.by}. That is lifted in the
        mail log, under Banned senders.
      </p>
    )
  if (blocked)
    return (
      <>
        <p className={classes.text}>
          Blocked by {blocked.by}, {blocked.at.slice(0, 10)}. Their mail waits in quarantine.
        </p>
        <AppButton
          busy={act.isPending}
          onClick={() =>
            act.mutate(async () => {
              await unblock()
              return {
                words: `Mail of ${name} is taken again. What waits in quarantine stays there.`,
                undo: () => blockContact(id, 'Blocked again.'),
              }
            })
          }
        >
          Unblock {email}
        </AppButton>
      </>
    )
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() === '' || act.isPending) return
        act.mutate(async () => {
          await blockContact(id, reason.trim())
          setReason('')
          return { words: `Mail of ${name} waits in quarantine from now on.`, undo: unblock }
        })
      }}
    >
      <TextInput
        label="Why block them"
        description="Their mail then waits in quarantine; they are not told, and their pages stay open."
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <div>
        <AppButton type="submit" busy={act.isPending} disabled={reason.trim() === ''}>
          Block {email}
        </AppButton>
      </div>
    </form>
  )
}

function Whole({ contact, onChange }: { contact: Contact; onChange: () => void }) {
  const mayWrite = useMay('customers.write')
  const mayBlock = useMay('mail.write')
  return (
    <div className={classes.block}>
      <Facts contact={contact} />
      {mayWrite && <AppButton onClick={onChange}>Change what is known</AppButton>}
      <Belongs contact={contact} />
      {(mayBlock || contact.blocked) && <h3 className={classes.heading}>Mail of theirs</h3>}
      {mayBlock ? (
        <Block contact={contact} />
      ) : (
        contact.blocked && <p className={classes.faint}>Blocked by {contact.blocked.by}.</p>
      )}
    </div>
  )
}

/** One person beside the page: what is known, where they belong, whether their mail is taken. What is pressed happens at once. */
export function ContactCard({ id, onClose }: { id: string; onClose: () => void }) {
  const phone = usePhone()
  const { data: contact, error, refetch } = useQuery(contactQuery(id))
  const [changes, setChanges] = useState(false)
  if (changes && contact) return <ContactForm contact={contact} onClose={() => setChanges(false)} />
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 480}
      title={contact?.name ?? 'A contact'}
      transitionProps={{ duration: 160 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {!contact && !error && <Loading rows={6} label="Loading the contact" />}
      {error && (
        <Problem
          tried="Couldn't load this contact."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      )}
      {contact && <Whole contact={contact} onChange={() => setChanges(true)} />}
    </Drawer>
  )
}
