import { useEffect, useRef, useSyncExternalStore } from 'react'

/** One thing the palette can do; `group` is its heading, `also` holds further words to find it by. */
export type Command = {
  id: string
  label: string
  group: string
  keys?: string
  hint?: string
  also?: string
  run: () => void
}

let commands: Command[] = []
const listeners = new Set<() => void>()

function change(to: Command[]): void {
  commands = to
  listeners.forEach((tell) => tell())
}

/** Offers commands in the palette for as long as the component is on screen. */
export function useCommands(wanted: Command[]): void {
  const latest = useRef(wanted)
  useEffect(() => {
    latest.current = wanted
  })
  const shape = JSON.stringify(wanted)
  useEffect(() => {
    const named: Omit<Command, 'run'>[] = JSON.parse(shape)
    const added = named.map((command) => ({
      ...command,
      run: () => latest.current.find(({ id }) => id === command.id)?.run(),
    }))
    // The thing on screen comes before the shell's own places.
    change([...added, ...commands])
    return () => change(commands.filter((command) => !added.includes(command)))
  }, [shape])
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

/** Every command that is offered now. */
export function useCommandList(): Command[] {
  return useSyncExternalStore(subscribe, () => commands)
}
