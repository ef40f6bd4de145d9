import { CloseButton, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState, type KeyboardEvent } from 'react'
import { KeyCaps } from '../ui/KeyCaps.tsx'
import { usePhone } from '../ui/phone.ts'
import { useCommandList, type Command } from './commands.ts'
import { rank, ticketNumber } from './ranking.ts'
import { useKeyRegistry } from './use-keys.ts'
import classes from './Palette.module.css'

// Mantine's Spotlight gives its actions no ids, so a combobox cannot point at the active one; and
// its dialog has no name. This is the same box on Mantine's Modal with both put right.

function useEverything(typed: string): Command[] {
  const navigate = useNavigate()
  const commands = useCommandList()
  const fromKeys = useKeyRegistry()
    .filter((binding) => !binding.keyOnly)
    .map((binding) => ({
      id: `key ${binding.scope} ${binding.key}`,
      label: binding.label,
      group: binding.scope,
      keys: binding.key,
      run: binding.run,
    }))
  const named = new Set(commands.map(({ label }) => label))
  const all = [...commands, ...fromKeys.filter(({ label }) => !named.has(label))]
  const found = rank(all, typed)
  const number = ticketNumber(typed)
  if (number === undefined) return found
  const open = (): void => void navigate({ to: '/t/$number', params: { number } })
  return [{ id: 'ticket', label: `Open ticket #${number}`, group: 'Tickets', run: open }, ...found]
}

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
  const found = useEverything(typed)
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
        placeholder="A command, a place or a ticket number"
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
