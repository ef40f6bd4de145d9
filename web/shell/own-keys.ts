// Decides what somebody's own keys make of the standard ones, and which presses may become a key.

import { isSingleKey, parseKey, type Press } from './keys.ts'

/** Standard key to own key: `{ E: 'D' }`. What is not in it keeps its standard key. */
export type OwnKeys = Readonly<Record<string, string>>

/** The key that works instead of a standard one. */
export const ownKey = (standard: string, own: OwnKeys): string => own[standard] ?? standard

const fixed = ['enter', ' ', 'escape', 'tab']

/** Only keys without a modifier can be moved, and none that moves focus, opens or closes (WCAG 2.1.4). */
export function mayMove(standard: string): boolean {
  const steps = parseKey(standard)
  const named = steps.some((step) => fixed.includes(step) || step.startsWith('arrow'))
  return isSingleKey(standard) && !named
}

/** A press as it is written in a key map: 'D', 'Shift+D', '?'; undefined where it may be none. */
export function writtenKey({ key, shift, ctrl, meta, alt }: Press): string | undefined {
  if (ctrl || meta || alt || key.trim().length !== 1) return undefined
  const isLetter = key.toLowerCase() !== key.toUpperCase()
  return `${shift && isLetter ? 'Shift+' : ''}${key.toUpperCase()}`
}

/** What was kept on this device, as far as it can be read; nothing of it is trusted. */
export function readOwnKeys(kept: string | undefined): OwnKeys {
  try {
    const value: unknown = JSON.parse(kept || '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter(
        ([standard, key]: [string, unknown]) =>
          typeof key === 'string' && key !== '' && isSingleKey(key) && mayMove(standard),
      ),
    )
  } catch {
    // What another version left here moves no key.
    return {}
  }
}
