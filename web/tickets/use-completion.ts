import { useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../shell/announce.ts'
import { triggerAt, type Trigger } from './completion.ts'

export type Option = { id: string; label: string; hint?: string; insert: string }

type Wanted = {
  signs: readonly string[]
  options: (trigger: Trigger) => Option[]
  write: (text: string) => void
}

/** Puts words in place of what stands from one letter to another, and selects the next place to fill. */
export function replaceIn(
  field: HTMLTextAreaElement,
  span: { from: number; to: number },
  words: string,
  write: (text: string) => void,
): void {
  const text = `${field.value.slice(0, span.from)}${words}${field.value.slice(span.to)}`
  // At once: a key pressed before the next drawing would land at the old caret.
  flushSync(() => write(text))
  const place = /\{\{[^}]*\}\}/.exec(words)
  const from = span.from + (place ? place.index : words.length)
  const to = place ? from + place[0].length : from
  field.focus()
  field.setSelectionRange(from, to)
}

/** The list that opens while somebody types '/' or '@': what it holds, and the keys that belong to it. */
export function useCompletion({ signs, options, write }: Wanted) {
  const [trigger, setTrigger] = useState<Trigger>()
  const [at, setAt] = useState(0)
  const list = trigger ? options(trigger) : []
  const open = list.length > 0
  const chosen = list[Math.min(at, list.length - 1)]

  /** Called whenever the words or the caret may have moved. */
  const look = (field: HTMLTextAreaElement): void => {
    const { value, selectionStart, selectionEnd } = field
    const found = selectionStart === selectionEnd && triggerAt(value, selectionStart, signs)
    if (found && found.from !== trigger?.from) {
      const count = options(found).length
      if (count > 0) announce(`${count} to choose from. Arrows move, Enter takes.`)
    }
    if (found && (found.from !== trigger?.from || found.query !== trigger.query)) setAt(0)
    setTrigger(found || undefined)
  }
  const close = (): void => setTrigger(undefined)
  const pick = (field: HTMLTextAreaElement, { insert }: Option): void => {
    if (!trigger) return
    const to = trigger.from + 1 + trigger.query.length
    close()
    replaceIn(field, { from: trigger.from, to }, insert, write)
  }

  /** Returns whether the press belonged to the list. */
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (!open || event.nativeEvent.isComposing) return false
    const plain = !event.metaKey && !event.ctrlKey && !event.altKey && !event.shiftKey
    const acts: Record<string, (() => void) | undefined> = {
      ArrowDown: () => setAt((at + 1) % list.length),
      ArrowUp: () => setAt((at - 1 + list.length) % list.length),
      Enter: () => chosen && pick(event.currentTarget, chosen),
      Tab: () => chosen && pick(event.currentTarget, chosen),
      Escape: close,
    }
    const act = plain ? acts[event.key] : undefined
    if (!act) return false
    event.preventDefault()
    act()
    return true
  }
  return { list, open, chosen, look, close, pick, onKey }
}
