import { useKeys } from '../shell/use-keys.ts'

/** Moves the focus between messages; without one in focus it begins at the newest. */
function walk(step: 1 | -1): void {
  const messages = [...document.querySelectorAll<HTMLElement>('[data-entry]')]
  const at = messages.findIndex((message) => message.contains(document.activeElement))
  const to = at < 0 ? messages.at(-1) : messages[at + step]
  to?.focus({ preventScroll: true })
  to?.scrollIntoView({ block: 'nearest' })
}

/** `J` and `K` walk the messages of a conversation. */
export function useMessageKeys(): void {
  const scope = 'Ticket'
  useKeys([
    { key: 'J', label: 'Next message', scope, keyOnly: true, run: () => walk(1) },
    { key: 'K', label: 'Previous message', scope, keyOnly: true, run: () => walk(-1) },
  ])
}
