import { Button, Popover, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { instantsOf, typedTime } from '../oncall/wall.ts'
import { useTeams } from '../people/me.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { serverNow } from '../ui/clock.ts'
import { momentWords, viewerZone, zoneCity } from '../ui/zone.ts'
import { ChoiceMenu } from './ChoiceMenu.tsx'
import { FactRow } from './FactRow.tsx'
import { file, useTicketAct } from './use-ticket-act.ts'
import type { Ticket } from './words.ts'
import classes from './Facts.module.css'

type Type = NonNullable<Ticket['type']>

const typeWords: Record<Type, string> = {
  question: 'Question',
  incident: 'Incident',
  problem: 'Problem',
  task: 'Task',
}
const types: (Type | null)[] = ['question', 'incident', 'problem', 'task', null]

const typeName = (type: Type | null): string => (type ? typeWords[type] : 'No type')

type Props = { ticket: Ticket; mayEdit: boolean }

function TypeFact({ ticket, mayEdit }: Props) {
  const [opened, setOpened] = useState(false)
  const act = useTicketAct(ticket.number)
  const { number, type: before } = ticket
  return (
    <FactRow name="Type">
      <ChoiceMenu
        opened={opened}
        onChange={setOpened}
        label="Type"
        choices={types.map((value) => ({
          value,
          id: value ?? 'none',
          label: typeName(value),
          chosen: value === before,
        }))}
        onChoose={(type) => {
          setOpened(false)
          act.mutate({
            run: () => file(number, { type }),
            words: `#${number}: ${typeName(type)}`,
            undo: () => file(number, { type: before }),
          })
        }}
      >
        <Button
          variant="subtle"
          color="neutral"
          className={classes.value}
          disabled={!mayEdit}
          onClick={() => setOpened(true)}
        >
          <span className="wd-visually-hidden">Type: </span>
          {typeName(before)}
        </Button>
      </ChoiceMenu>
    </FactRow>
  )
}

function TeamFact({ ticket, mayEdit }: Props) {
  const [opened, setOpened] = useState(false)
  const act = useTicketAct(ticket.number)
  const teams = useTeams()
  const { number, team: before } = ticket
  const give = (team: { id: string } | null) => file(number, { team: team?.id ?? null })
  return (
    <FactRow name="Team">
      <ChoiceMenu
        opened={opened}
        onChange={setOpened}
        label="Team"
        choices={[...teams, null].map((value) => ({
          value,
          id: value?.id ?? 'none',
          label: value?.name ?? 'No team',
          chosen: (value?.id ?? null) === (before?.id ?? null),
        }))}
        onChoose={(team) => {
          setOpened(false)
          act.mutate({
            run: () => give(team),
            words: team ? `#${number} belongs to ${team.name}` : `#${number} has no team`,
            undo: () => give(before),
          })
        }}
      >
        <Button
          variant="subtle"
          color="neutral"
          className={classes.value}
          disabled={!mayEdit}
          onClick={() => setOpened(true)}
        >
          <span className="wd-visually-hidden">Team: </span>
          {before?.name ?? 'No team'}
        </Button>
      </ChoiceMenu>
    </FactRow>
  )
}

function DueForm({
  before,
  onSave,
}: {
  before: string | null
  onSave: (at: string | null) => void
}) {
  const zone = viewerZone()
  const [typed, setTyped] = useState(() =>
    typedTime(before ? Date.parse(before) : serverNow() + 86_400_000, zone),
  )
  const [at] = instantsOf(typed, zone)
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (at !== undefined) onSave(new Date(at).toISOString())
      }}
    >
      <TextInput
        type="datetime-local"
        label={`Due (${zoneCity(zone)} time)`}
        data-autofocus
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <AppButton kind="primary" type="submit">
        Set the due date
      </AppButton>
      {before && <AppButton onClick={() => onSave(null)}>No due date</AppButton>}
    </form>
  )
}

function DueFact({ ticket, mayEdit }: Props) {
  const [opened, setOpened] = useState(false)
  const act = useTicketAct(ticket.number)
  const { number, dueBy: before } = ticket
  const said = (at: string | null): string =>
    at ? momentWords(Date.parse(at), viewerZone(), serverNow()) : 'No date'
  return (
    <FactRow name="Due">
      <Popover
        opened={opened}
        onChange={setOpened}
        trapFocus
        returnFocus
        position="bottom-start"
        width={280}
      >
        <Popover.Target>
          <Button
            variant="subtle"
            color="neutral"
            className={classes.value}
            disabled={!mayEdit}
            onClick={() => setOpened(!opened)}
          >
            <span className="wd-visually-hidden">Due: </span>
            {said(before)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Due date">
          <DueForm
            before={before}
            onSave={(dueBy) => {
              setOpened(false)
              act.mutate({
                run: () => file(number, { dueBy }),
                words: dueBy ? `#${number} is due ${said(dueBy)}` : `#${number} has no due date`,
                undo: () => file(number, { dueBy: before }),
              })
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </FactRow>
  )
}

function TagsFact({ ticket, mayEdit }: Props) {
  const act = useTicketAct(ticket.number)
  const { number, tags } = ticket
  const [wanted, setWanted] = useState<string[]>()
  const change = (next: string[]): void => {
    const addTags = next.filter((tag) => !tags.includes(tag))
    const removeTags = tags.filter((tag) => !next.includes(tag))
    if (addTags.length + removeTags.length === 0) return
    setWanted(next)
    const words = [...addTags.map((tag) => `+${tag}`), ...removeTags.map((tag) => `−${tag}`)]
    act.mutate(
      {
        run: () => file(number, { addTags, removeTags }),
        words: `#${number}: ${words.join(' ')}`,
        undo: () => file(number, { addTags: removeTags, removeTags: addTags }),
      },
      { onSettled: () => setWanted(undefined) },
    )
  }
  return (
    <TagsInput
      size="sm"
      label="Tags"
      placeholder={tags.length === 0 ? 'Add a tag' : undefined}
      disabled={!mayEdit}
      value={wanted ?? tags}
      onChange={change}
    />
  )
}

/** Team, type, due date and tags; each is saved at once and can be taken back. */
export function FilingFacts({ ticket }: { ticket: Ticket }) {
  const mayEdit = ticket.may.includes('edit')
  return (
    <section className={classes.block} aria-label="Team, type, due date and tags">
      <TeamFact ticket={ticket} mayEdit={mayEdit} />
      <TypeFact ticket={ticket} mayEdit={mayEdit} />
      <DueFact ticket={ticket} mayEdit={mayEdit} />
      <TagsFact ticket={ticket} mayEdit={mayEdit} />
    </section>
  )
}
