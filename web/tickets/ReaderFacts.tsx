import { CloseButton, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { api, take } from '../api.ts'
import { usePeople } from '../people/me.ts'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { Person } from '../ui/Person.tsx'
import { ChoiceMenu } from './ChoiceMenu.tsx'
import { useTicketAct } from './use-ticket-act.ts'
import type { Ticket } from './words.ts'
import classes from './Facts.module.css'

const follow = (number: number, user: string) =>
  take(api.PUT('/api/v1/tickets/{number}/followers/{user}', { params: { path: { number, user } } }))
const unfollow = (number: number, user: string) =>
  take(
    api.DELETE('/api/v1/tickets/{number}/followers/{user}', { params: { path: { number, user } } }),
  )
const addCc = (number: number, email: string) =>
  take(api.PUT('/api/v1/tickets/{number}/ccs/{email}', { params: { path: { number, email } } }))
const removeCc = (number: number, email: string) =>
  take(api.DELETE('/api/v1/tickets/{number}/ccs/{email}', { params: { path: { number, email } } }))

function Reader({
  label,
  onRemove,
  children,
}: {
  label: string
  onRemove: (() => void) | undefined
  children: ReactNode
}) {
  return (
    <li className={classes.reader}>
      {children}
      {onRemove && <CloseButton size="sm" aria-label={label} onClick={onRemove} />}
    </li>
  )
}

/** Who of ours hears of everything here, by `F` for oneself. */
function Followers({ ticket, myId }: { ticket: Ticket; myId?: string }) {
  const people = usePeople()
  const act = useTicketAct(ticket.number)
  const [adding, setAdding] = useState(false)
  const { number, followers } = ticket
  const mine = followers.some(({ id }) => id === myId)
  const change = (on: boolean, user: { id: string; name: string }): void => {
    const [run, undo] = on ? [follow, unfollow] : [unfollow, follow]
    const who = user.id === myId ? 'You' : user.name
    const verb = user.id === myId ? 'follow' : 'follows'
    act.mutate({
      run: () => run(number, user.id),
      words: on ? `${who} ${verb} #${number}` : `${who} no longer ${verb} #${number}`,
      undo: () => undo(number, user.id),
    })
  }
  const toggle = (): void => {
    if (myId) change(!mine, { id: myId, name: 'You' })
  }
  useKeys([{ key: 'F', label: 'Follow or not', scope: 'Ticket', run: toggle }])
  const others = people.filter(({ id }) => !followers.some((one) => one.id === id))
  return (
    <>
      <h2 className={classes.name}>Followers</h2>
      {followers.length > 0 && (
        <ul className={classes.readers} aria-label="Followers">
          {followers.map((person) => (
            <Reader
              key={person.id}
              label={`${person.name} no longer follows`}
              onRemove={() => change(false, person)}
            >
              <Person {...person} size={20} />
            </Reader>
          ))}
        </ul>
      )}
      <div className={classes.pair}>
        <AppButton size="compact-sm" keys="F" onClick={toggle}>
          {mine ? 'Unfollow' : 'Follow'}
        </AppButton>
        <ChoiceMenu
          opened={adding}
          onChange={setAdding}
          label="Add a follower"
          choices={others.map((person) => ({
            value: person,
            id: person.id,
            label: person.name,
            chosen: false,
          }))}
          onChoose={(person) => {
            setAdding(false)
            change(true, person)
          }}
        >
          <AppButton size="compact-sm" kind="quiet" onClick={() => setAdding(true)}>
            Add…
          </AppButton>
        </ChoiceMenu>
      </div>
    </>
  )
}

/** Colleagues of the customer who read along; strangers come in only by the customer's own mail. */
function Ccs({ ticket }: { ticket: Ticket }) {
  const act = useTicketAct(ticket.number)
  const [email, setEmail] = useState('')
  const { number, ccs } = ticket
  const mayEdit = ticket.may.includes('edit')
  const add = (): void => {
    const wanted = email.trim()
    if (wanted === '') return
    act.mutate(
      {
        run: () => addCc(number, wanted),
        words: `${wanted} reads along`,
        undo: () => removeCc(number, wanted),
      },
      { onSuccess: () => setEmail('') },
    )
  }
  if (!mayEdit && ccs.length === 0) return null
  return (
    <>
      <h2 className={classes.name}>Reading along</h2>
      {ccs.length > 0 && (
        <ul className={classes.readers} aria-label="Reading along">
          {ccs.map((cc) => (
            <Reader
              key={cc.email}
              label={`${cc.email} no longer reads along`}
              onRemove={
                mayEdit
                  ? () =>
                      act.mutate({
                        run: () => removeCc(number, cc.email),
                        words: `${cc.email} no longer reads along`,
                        undo: () => addCc(number, cc.email),
                      })
                  : undefined
              }
            >
              <span title={cc.email}>{cc.name}</span>
            </Reader>
          ))}
        </ul>
      )}
      {mayEdit && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <TextInput
            size="sm"
            type="email"
            aria-label="Add a colleague of the customer"
            placeholder="Add a colleague by address"
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
        </form>
      )}
    </>
  )
}

/** Who hears of what happens here, of ours and of theirs. */
export function ReaderFacts({ ticket, myId }: { ticket: Ticket; myId?: string }) {
  const block = useRef<HTMLElement>(null)
  const hadFocus = useRef(false)
  // Whoever is removed takes the button that removed them along; the field to add somebody stays.
  useEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body) return
    const left = block.current?.querySelectorAll<HTMLElement>('button, input')
    left?.[left.length - 1]?.focus()
  })
  return (
    <section
      ref={block}
      className={classes.block}
      aria-label="Who reads along"
      onFocus={() => (hadFocus.current = true)}
      onBlur={() => (hadFocus.current = false)}
    >
      <Followers ticket={ticket} myId={myId} />
      <Ccs ticket={ticket} />
    </section>
  )
}
