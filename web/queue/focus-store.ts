import { lastTrail, leaveTrail } from './trail.ts'

/** Which row has the focus, outside of React's state: a key press must not draw the whole screen. */
export type FocusStore = {
  get: () => number | undefined
  set: (number: number) => void
  subscribe: (tell: () => void) => () => void
}

/** Begins with the row that was left last, so that Back stands where one was. */
export function focusStore(): FocusStore {
  let focused = lastTrail().focused
  const listeners = new Set<() => void>()
  return {
    get: () => focused,
    set: (number) => {
      if (number === focused) return
      focused = number
      leaveTrail({ focused: number })
      listeners.forEach((tell) => tell())
    },
    subscribe: (tell) => {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
  }
}
