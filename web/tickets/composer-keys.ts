import type { KeyboardEvent } from 'react'
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
}

/** The keys of a composer: ⌘↵ send, ⌘⇧↵ and wait, ⌘⌥↵ and solve, ⌘. the other one, Esc leave. */
export function composerKey({ send, wait, solve, leave, other }: Acts) {
  const acts: Record<string, (() => void) | undefined> = {
    'mod+enter': send,
    'mod+shift+enter': wait,
    'mod+alt+enter': solve,
    'mod+.': other,
    escape: leave,
  }
  return (event: KeyboardEvent): void => {
    // Enter that closes an input method's list is no command.
    if (event.nativeEvent.isComposing) return
    const { key, shiftKey: shift, ctrlKey: ctrl, metaKey: meta, altKey: alt } = event
    const act = acts[pressName({ key, shift, ctrl, meta, alt }, isMac)]
    if (!act) return
    event.preventDefault()
    act()
  }
}

/** 'Draft saved 13:58', or that this device keeps nothing. */
export function draftWords({ savedAt, kept, text }: Draft): string {
  if (!kept) return 'This device keeps no drafts: send before you leave.'
  return savedAt === 0 || text === '' ? '' : `Draft saved ${timeWords(savedAt, viewerZone())}`
}
