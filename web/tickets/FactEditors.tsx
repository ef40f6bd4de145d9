import { Button, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { usePeople } from '../people/me.ts'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { KeyCaps } from '../ui/KeyCaps.tsx'
import { Person } from '../ui/Person.tsx'
import { PriorityGlyph } from '../ui/PriorityGlyph.tsx'
import { ChoiceMenu, type Choice } from './ChoiceMenu.tsx'
import { FactRow } from './FactRow.tsx'
import type { Forms } from './fields.ts'
import { PriorityForm } from './PriorityForm.tsx'
import { formsQuery, useTicketChange, type TicketChange } from './queries.ts'
import { firstName, statusChoices, statusWords, type Status, type Ticket } from './words.ts'
import classes from './Facts.module.css'

type StatusChoice = { status: Status; name?: { key: string; name: string } }

/** The statuses, each followed by the playbook's own names inside it. */
function statusOptions(names: Forms['statuses'], ticket: Ticket): Choice<StatusChoice>[] {
  return statusChoices.flatMap((status) => [
    {
      value: { status },
      id: status,
      label: statusWords[status],
      chosen: status === ticket.status && ticket.statusName === null,
    },
    ...names
      .filter((name) => name.status === status)
      .map(({ key, name }) => ({
        value: { status, name: { key, name } },
        id: `${status} ${key}`,
        label: <span className={classes.inner}>{name}</span>,
        chosen: key === ticket.statusName,
      })),
  ])
}

type Open = 'status' | 'priority' | 'owner' | undefined

/** Status, priority and owner, each changed in place by its button or its key. */
export function FactEditors({ ticket, myId }: { ticket: Ticket; myId?: string }) {
  const [open, setOpen] = useState<Open>()
  const people = usePeople()
  const save = useTicketChange()
  const names = useQuery(formsQuery).data?.statuses ?? []
  const statusName = names.find(({ key }) => key === ticket.statusName)?.name
  const mayEdit = ticket.may.includes('edit')
  // What is shown at this moment: a menu that is still closing knows only what was drawn last.
  const shown = useRef<Open>(undefined)
  const put = (fact: Open): void => {
    shown.current = fact
    setOpen(fact)
  }
  /** Opened by its key or by its button: the focus ends on the button of what was changed. */
  const close = (fact: Open): void => {
    if (fact !== shown.current) return
    put(undefined)
    setTimeout(() => {
      if (shown.current) return
      document.querySelector<HTMLElement>(`[data-fact="${fact}"]`)?.focus()
    }, 0)
  }
  const toggle = (what: Open) => (opened: boolean) => (opened ? put(what) : close(what))
  const change = (change: TicketChange): void => {
    if (open) close(open)
    save.mutate({ ticket, change })
  }
  const me = people.find(({ id }) => id === myId)
  const show = (what: Open) => () => {
    if (!mayEdit) return
    // What opens at a button that is scrolled away would be hidden with it.
    document.querySelector(`[data-fact="${what}"]`)?.scrollIntoView({ block: 'nearest' })
    put(what)
  }
  useKeys([
    { key: 'S', label: 'Set status', scope: 'Ticket', run: show('status') },
    { key: 'P', label: 'Set priority', scope: 'Ticket', run: show('priority') },
    { key: 'A', label: 'Assign', scope: 'Ticket', run: show('owner') },
    {
      key: 'M',
      label: 'Assign to me',
      scope: 'Ticket',
      run: () => mayEdit && me && change({ kind: 'assign', to: me }),
    },
    {
      key: 'E',
      label: 'Solve',
      scope: 'Ticket',
      run: () => mayEdit && change({ kind: 'status', status: 'solved' }),
    },
  ])
  const owners = [...(me ? [me] : []), ...people.filter(({ id }) => id !== myId)]
  const button = (fact: Open, name: string, words: ReactNode, keys: string) => (
    <Button
      variant="subtle"
      color="neutral"
      className={classes.value}
      data-fact={fact}
      disabled={!mayEdit}
      rightSection={<KeyCaps keys={keys} />}
    >
      <span className="wd-visually-hidden">{name}: </span>
      {words}
    </Button>
  )
  return (
    <>
      <FactRow name="Status">
        <ChoiceMenu
          opened={open === 'status'}
          onChange={toggle('status')}
          label="Status"
          choices={statusOptions(names, ticket)}
          onChoose={(choice) => change({ kind: 'status', ...choice })}
        >
          {button('status', 'Status', statusName ?? statusWords[ticket.status], 'S')}
        </ChoiceMenu>
      </FactRow>
      <FactRow name="Priority">
        <Popover
          opened={open === 'priority'}
          onChange={toggle('priority')}
          trapFocus
          returnFocus
          withinPortal
          position="bottom-start"
          width={280}
        >
          <Popover.Target>
            <Button
              variant="subtle"
              color="neutral"
              className={classes.value}
              data-fact="priority"
              disabled={!mayEdit}
              rightSection={<KeyCaps keys="P" />}
              onClick={() => toggle('priority')(open !== 'priority')}
            >
              <span className="wd-visually-hidden">Priority: </span>
              <PriorityGlyph priority={ticket.priority} />
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label="Priority">
            <PriorityForm
              now={ticket.priority}
              reader={firstName(ticket.requester.name)}
              onSave={(wish) => change({ kind: 'priority', ...wish })}
            />
          </Popover.Dropdown>
        </Popover>
      </FactRow>
      <FactRow name="Owner">
        <ChoiceMenu
          opened={open === 'owner'}
          onChange={toggle('owner')}
          label="Owner"
          choices={[
            ...owners.map((person) => ({
              value: person,
              id: person.id,
              label: person.id === myId ? `${person.name} (me)` : person.name,
              chosen: person.id === ticket.assignee?.id,
            })),
            { value: null, id: 'nobody', label: 'Nobody', chosen: ticket.assignee === null },
          ]}
          onChoose={(to) => change({ kind: 'assign', to })}
        >
          {button(
            'owner',
            'Owner',
            ticket.assignee ? <Person {...ticket.assignee} size={20} /> : 'Nobody',
            'A',
          )}
        </ChoiceMenu>
      </FactRow>
      {mayEdit && me && ticket.assignee?.id !== me.id && (
        <AppButton keys="M" onClick={() => change({ kind: 'assign', to: me })}>
          Assign to me
        </AppButton>
      )}
    </>
  )
}
