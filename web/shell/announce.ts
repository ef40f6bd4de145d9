export type Urgency = 'polite' | 'assertive'
export type Announcement = { text: string; id: number }

const empty: Announcement = { text: '', id: 0 }
let said: Record<Urgency, Announcement> = { polite: empty, assertive: empty }
let next = 1
const listeners = new Set<() => void>()

/**
 * Tells screen readers. `assertive` interrupts: it is for a new page for me and for "a person has
 * it" on the customer's page, and for nothing else.
 */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  said = { ...said, [urgency]: { text, id: next } }
  next += 1
  listeners.forEach((tell) => tell())
}

/** For `useSyncExternalStore`. */
export const announcements = {
  read: (): Record<Urgency, Announcement> => said,
  subscribe: (tell: () => void): (() => void) => {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  },
}
