import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { pressName } from '../shell/keys.ts'
import { isMac } from '../shell/use-keys.ts'
import { timeWords, viewerZone } from '../ui/zone.ts'
import type { Draft } from './drafts.ts'

type Acts = {
  send: () => void
  wait?: () => void
  solve?: () => void
  leave: () => void
  other: () => void
  /** Takes the text with a code block in it. */
  write: (text: string) => void
}

/** What is selected in a field becomes a code block of its own lines; the caret ends inside it. */
export function codeBlock(field: HTMLTextAreaElement, write: (text: string) => void): void {
  const { selectionStart: from, selectionEnd: to, value } = field
  const before = value.slice(0, from)
  const opening = `${before === '' || before.endsWith('\n') ? '' : '\n'}\`\`\`\n`
  const code = value.slice(from, to)
  const text = `${before}${opening}${code}\n\`\`\`\n${value.slice(to)}`
  // At once: a key pressed before the next drawing would land at the old caret.
  flushSync(() => write(text))
  const caret = from + opening.length + code.length
  field.setSelectionRange(caret, caret)
}

/** The keys of a composer: ⌘↵ send, ⌘⇧↵ and wait, ⌘⌥↵ and solve, ⌘. the other one, ⌘⇧C code, Esc leave. */
export function composerKey({ send, wait, solve, leave, other, write }: Acts) {
  const acts: Record<string, ((field: HTMLTextAreaElement) => void) | undefined> = {
    'mod+shift+c': (field) => codeBlock(field, write),
    'mod+enter': send,
    'mod+shift+enter': wait,
    'mod+alt+enter': solve,
    'mod+.': other,
    escape: leave,
  }
  return (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Enter that closes an input method's list is no command.
    if (event.nativeEvent.isComposing) return
    const { key, shiftKey: shift, ctrlKey: ctrl, metaKey: meta, altKey: alt } = event
    const act = acts[pressName({ key, shift, ctrl, meta, alt }, isMac)]
    if (!act) return
    event.preventDefault()
    act(event.currentTarget)
  }
}

/** 'Draft saved 13:58', or that this device or the server keeps nothing. */
export function draftWords({ savedAt, kept, text }: Draft, onlyHere = false): string {
  if (!kept) return 'This device keeps no drafts: send before you leave.'
  if (savedAt === 0 || text === '') return ''
  const saved = `Draft saved ${timeWords(savedAt, viewerZone())}`
  return onlyHere ? `${saved}, on this device only` : saved
}
