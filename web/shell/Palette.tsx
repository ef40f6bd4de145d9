import { CloseButton, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState, type KeyboardEvent } from 'react'
import type { SearchResult } from '../search/queries.ts'
import { useQuickSearch } from '../search/use-quick-search.ts'
import { KeyCaps } from '../ui/KeyCaps.tsx'
import { usePhone } from '../ui/phone.ts'
import { useCommandList, type Command } from './commands.ts'
import { rank, ticketNumber } from './ranking.ts'
import { useKeyRegistry } from './use-keys.ts'
import classes from './Palette.module.css'

// Mantine's Spotlight gives its actions no ids, so a combobox cannot point at the active one; and
// its dialog has no name. This is the same box on Mantine's Modal with both put right.

/**
 * Commands at once, and below them what the server finds. While one of those is highlighted they
 * stay as they are: what comes later never takes the place of what Enter would open.
 */
function useEverything(typed: string, at: number): Command[] {
  const navigate = useNavigate()
  const commands = useCommandList()
  const fromKeys = useKeyRegistry()
    .filter((binding) => !binding.keyOnly)
    .map((binding) => ({
      id: `key ${binding.scope} ${binding.standard}`,
      label: binding.label,
      group: binding.scope,
      keys: binding.standard,
      run: binding.run,
    }))
  const fresh = useQuickSearch(typed)
  const [results, setResults] = useState(fresh)
  // The key of a thing is shown beside it, so the one that has a key stands for both.
  const keyed = new Set(fromKeys.map(({ label }) => label))
  const all = [...fromKeys, ...commands.filter(({ label }) => !keyed.has(label))]
  const open = (number: string): void => void navigate({ to: '/t/$number', params: { number } })
  const number = ticketNumber(typed)
  const words = typed.trim()
  const isSearch = words !== '' && !words.startsWith('>')
  const own = [
    ...(number === undefined
      ? []
      : [ticketCommand('ticket', `Open ticket #${number}`, () => open(number))]),
    ...rank(all, typed.replace(/^\s*>/, '')),
    ...(isSearch
      ? [
          ticketCommand(
            'search for',
            `Search everything for “${words}”`,
            () => void navigate({ to: '/search', search: { q: words } }),
          ),
        ]
      : []),
  ]
  const isAmongResults = at >= own.length && results.length > 0
  if (results !== fresh && !isAmongResults) setResults(fresh)
  return [
    ...own,
    ...results
      .filter((row) => row.kind !== 'ticket' || String(row.number) !== number)
      .map((row) => resultCommand(row, navigate)),
  ]
}

function resultCommand(row: SearchResult, navigate: ReturnType<typeof useNavigate>): Command {
  const params = { number: String(row.number) }
  if (row.kind === 'ticket')
    return {
      ...ticketCommand(
        `ticket ${row.number}`,
        `#${row.number} ${row.subject.text}`,
        () => void navigate({ to: '/t/$number', params }),
      ),
      hint: row.organizationName ?? row.requesterName,
    }
  const isTopic = row.kind === 'topic'
  return {
    id: `${row.kind} ${row.number}`,
    label: row.subject.text,
    group: isTopic ? 'Topics' : 'Articles',
    hint: isTopic ? 'Topic' : 'Article',
    run: () => void navigate({ to: isTopic ? '/forum/$number' : '/articles/$number', params }),
  }
}

const ticketCommand = (id: string, label: string, run: () => void): Command => ({
  id,
  label,
  group: 'Tickets',
  run,
})

function Option({
  command,
  id,
  active,
  onPick,
  onPoint,
}: {
  command: Command
  id: string
  active: boolean
  onPick: () => void
  onPoint: () => void
}) {
  return (
    // Keys are handled by the box above, which keeps the focus.
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={classes.option}
      ref={(node) => (active ? node?.scrollIntoView({ block: 'nearest' }) : undefined)}
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <span className={classes.label}>{command.label}</span>
      <span className={classes.group}>{command.hint ?? command.group}</span>
      {command.keys && <KeyCaps keys={command.keys} />}
    </div>
  )
}

const focusNow = (node: HTMLInputElement | null): void => node?.focus()

function Box({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const found = useEverything(typed, at)
  const active = Math.min(at, Math.max(0, found.length - 1))

  const pick = (command: Command | undefined): void => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) setAt((active + step + found.length) % found.length)
    else if (event.key === 'Enter') pick(found[active])
    else return
    event.preventDefault()
  }

  return (
    <>
      <input
        className={classes.input}
        // Typing goes on without a pause: Mantine's own focus comes a moment too late for that.
        ref={focusNow}
        role="combobox"
        aria-label="Search commands and tickets"
        aria-expanded="true"
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${list}-${active}` : undefined}
        placeholder="A command, a place, words of a ticket or its number"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label="Results" className={classes.list}>
        {found.map((command, index) => (
          <Option
            key={command.id}
            id={`${list}-${index}`}
            command={command}
            active={index === active}
            onPick={() => pick(command)}
            onPoint={() => setAt(index)}
          />
        ))}
      </div>
      <p role="status" className={found.length > 0 ? 'wd-visually-hidden' : classes.none}>
        {found.length === 0 ? `Nothing called “${typed}”.` : `${found.length} results`}
      </p>
    </>
  )
}

/** ⌘K: everything that can be done here, the keys beside it, and any ticket by its number. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const phone = usePhone()
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={600}
      yOffset="12vh"
      fullScreen={phone}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search and commands" radius="md">
        <Modal.Body p={0}>
          {phone && (
            <div className={classes.top}>
              <CloseButton aria-label="Close search" onClick={onClose} />
            </div>
          )}
          <Box onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
