/** One short message at the bottom of the screen. */
export type Toast = {
  id: number
  message: string
  tone: 'plain' | 'problem'
  /** Given for an undo: what it does, and until when (server time, milliseconds) it can be done. */
  undo?: { run: () => void | Promise<void>; until: number; length: number }
}

let toasts: Toast[] = []
let next = 1
const listeners = new Set<() => void>()

function change(to: Toast[]): void {
  toasts = to
  listeners.forEach((tell) => tell())
}

/** For `useSyncExternalStore`. */
export const toastStore = {
  read: (): Toast[] => toasts,
  subscribe: (tell: () => void): (() => void) => {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  },
}

function add(toast: Omit<Toast, 'id'>): number {
  const id = next
  next += 1
  // Undos are never pushed out by plain messages; of both only the last three stay, or they would
  // cover what is being filled in.
  const plain = toasts.filter((other) => !other.undo).slice(-2)
  const undos = toasts.filter((other) => other.undo).slice(toast.undo ? -2 : -3)
  const stays = new Set([...plain, ...undos])
  change([...toasts.filter((other) => stays.has(other)), { id, ...toast }])
  return id
}

/** Says that something happened. Returns the id for `dismissToast`. */
export function toast(message: string): number {
  return add({ message, tone: 'plain' })
}

/** Says that something failed; stays until it is closed. */
export function problemToast(message: string): number {
  return add({ message, tone: 'problem' })
}

/**
 * Offers to take something back until `until` (server time in milliseconds). The server holds the
 * window, not this page: closing the tab changes nothing. `Z` presses the newest one.
 */
export function undoToast(
  message: string,
  undo: { run: () => void | Promise<void>; until: number; length?: number },
): number {
  return add({ message, tone: 'plain', undo: { length: 10_000, ...undo } })
}

/** Closes one toast; unknown ids do nothing. */
export function dismissToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id))
}

/** Runs the newest undo, if one is open. Returns whether there was one. */
export function undoLast(): boolean {
  const last = toasts.findLast((toast) => toast.undo)
  if (!last?.undo) return false
  dismissToast(last.id)
  void last.undo.run()
  return true
}
