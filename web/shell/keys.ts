// Decides which shortcut a key press means: single keys, sequences ('G Q') and chords ('Mod+K').

export type KeyBinding = {
  /** 'J', 'Shift+E', 'G Q', 'Mod+Enter', '?', '['. Letters mean the key without Shift. */
  key: string
  /** What it does, as the sheet and the palette say it: 'Take next'. */
  label: string
  /** Heading in the sheet: 'Everywhere', 'Queue', 'Ticket'. */
  scope: string
  run: () => void
  /** Not offered in the palette: keys for moving about, and the palette's own. */
  keyOnly?: boolean
}

export type Press = {
  key: string
  shift: boolean
  ctrl: boolean
  meta: boolean
  alt: boolean
}

const symbols: Record<string, string> = { space: ' ', esc: 'escape', return: 'enter', '⇧': 'shift' }

/** One press in canonical form, 'mod+shift+k'. Shift counts for letters and named keys only. */
export function pressName(press: Press, mac: boolean): string {
  const key = press.key.toLowerCase()
  const mod = mac ? press.meta : press.ctrl
  const foreign = mac ? press.ctrl : press.meta
  const shifted = press.shift && (key.length > 1 || key !== key.toUpperCase())
  const parts = [mod && 'mod', foreign && 'other', press.alt && 'alt', shifted && 'shift', key]
  return parts.filter(Boolean).join('+')
}

/** The canonical presses of a written key: 'G Q' is ['g', 'q'], '⇧J' is ['shift+j']. */
export function parseKey(written: string): string[] {
  return written
    .trim()
    .split(/\s+/)
    .map((step) => {
      const parts = step
        .replace('⇧', 'Shift+')
        .replace('⌘', 'Mod+')
        .toLowerCase()
        .split(/\+(?=.)/)
        .map((part) => symbols[part] ?? part)
      const key = parts.pop() ?? ''
      const order = ['mod', 'alt', 'shift'].filter((name) => parts.includes(name))
      return [...order, key].join('+')
    })
}

const onMac: Record<string, string> = { mod: '⌘', alt: '⌥', shift: '⇧' }
const elsewhere: Record<string, string> = { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' }
const shown: Record<string, string> = {
  escape: 'Esc',
  ' ': 'Space',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
}

/** How a key is shown to people, one entry per press: 'G Q' is ['G', 'Q'], 'Mod+K' is ['⌘K']. */
export function keyCaps(written: string, mac: boolean): string[] {
  return parseKey(written).map((step) => {
    const parts = step.split(/\+(?=.)/)
    const key = parts.pop() ?? ''
    const names = parts.map((part) => (mac ? onMac : elsewhere)[part] ?? part)
    // Only Mac keyboards have signs on them; elsewhere the key says its name.
    const cap =
      (key === 'enter' && (mac ? '↵' : 'Enter')) ||
      shown[key] ||
      (key.length === 1 ? key.toUpperCase() : key)
    return [...names, cap].join(mac ? '' : ' ')
  })
}

export type Match<T> = { kind: 'run'; binding: T } | { kind: 'wait' } | { kind: 'none' }

/**
 * What the presses so far mean. Of equal keys the last in the list wins: a screen registers after
 * the shell, a dialog after the screen.
 */
export function matchKeys<T extends { key: string }>(bindings: T[], presses: string[]): Match<T> {
  const begins = (steps: string[]): boolean => presses.every((press, at) => steps[at] === press)
  const hits = bindings.filter(({ key }) => begins(parseKey(key)))
  const exact = hits.findLast(({ key }) => parseKey(key).length === presses.length)
  if (exact) return { kind: 'run', binding: exact }
  return hits.length > 0 ? { kind: 'wait' } : { kind: 'none' }
}

/** Whether a key works without a modifier; only these can be switched off (WCAG 2.1.4). */
export function isSingleKey(written: string): boolean {
  return !parseKey(written).some((step) => /^(?:mod|alt)\+/.test(step))
}
