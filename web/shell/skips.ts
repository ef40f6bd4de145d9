import { useEffect, useSyncExternalStore } from 'react'

/** One skip link: the id of what it jumps to, and its words. */
export type Skip = { to: string; label: string }

let skips: Skip[] = []
const listeners = new Set<() => void>()

function change(to: Skip[]): void {
  skips = to
  listeners.forEach((tell) => tell())
}

/** Adds skip links for as long as the component is on screen: 'Skip to the reply'. */
export function useSkips(wanted: Skip[]): void {
  const shape = JSON.stringify(wanted)
  useEffect(() => {
    const added: Skip[] = JSON.parse(shape)
    change([...skips, ...added])
    return () => change(skips.filter((skip) => !added.includes(skip)))
  }, [shape])
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

/** The skip links of the screen that is showing. */
export function useSkipList(): Skip[] {
  return useSyncExternalStore(subscribe, () => skips)
}
