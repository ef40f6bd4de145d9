import { useEffect, useRef, useSyncExternalStore } from 'react'
import { isSingleKey, matchKeys, pressName, type KeyBinding } from './keys.ts'
import { ownKey, readOwnKeys, type OwnKeys } from './own-keys.ts'
import { recall, remember } from './remember.ts'

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

const storageKey = 'watchdesk-single-keys'
const ownStorageKey = 'watchdesk-own-keys'
const patience = 1200

/** A shortcut under the key it has on this device; `standard` is the one it came with. */
export type Shortcut = KeyBinding & { standard: string }

let registered: KeyBinding[] = []
let own: OwnKeys = readOwnKeys(recall(ownStorageKey))
let bindings: Shortcut[] = []
let singleKeys = recall(storageKey) !== 'off'
let presses: string[] = []
let lastPress = 0
const listeners = new Set<() => void>()

function tellAll(): void {
  bindings = registered.map((binding) => ({
    ...binding,
    standard: binding.key,
    key: ownKey(binding.key, own),
  }))
  listeners.forEach((tell) => tell())
}

const typing = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]'
const layers = ['dialog', 'alertdialog', 'menu'].map((role) => `[role="${role}"]`).join(', ')
const pressed = 'button, a[href], summary, [role="button"], [role="option"]'

function isForOthers(target: Element | null, name: string): boolean {
  if (!target || name.startsWith('mod+')) return false
  if (target.closest(typing)) return true
  // Escape closes what lies on top, wherever the focus is; only then does it leave the screen.
  if (name === 'escape' && document.querySelector(layers) !== null) return true
  // Enter and Space belong to the button that has focus, every key to an open dialog.
  if ((name === 'enter' || name === ' ') && target.closest(pressed)) return true
  return target.closest('[role="dialog"], [role="menu"]') !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
  const { key, shiftKey: shift, ctrlKey: ctrl, metaKey: meta, altKey: alt } = event
  const name = pressName({ key, shift, ctrl, meta, alt }, isMac)
  if (isForOthers(event.target instanceof Element ? event.target : null, name)) return

  const now = performance.now()
  presses = now - lastPress < patience ? [...presses, name] : [name]
  lastPress = now
  const live = singleKeys ? bindings : bindings.filter(({ key }) => !isSingleKey(key))
  let match = matchKeys(live, presses)
  if (match.kind === 'none' && presses.length > 1) {
    presses = [name]
    match = matchKeys(live, presses)
  }
  if (match.kind !== 'wait') presses = []
  if (match.kind === 'none') return
  event.preventDefault()
  if (match.kind === 'run') match.binding.run()
}

function add(added: KeyBinding[]): () => void {
  if (registered.length === 0) window.addEventListener('keydown', onKeyDown)
  registered = [...registered, ...added]
  tellAll()
  return () => {
    registered = registered.filter((binding) => !added.includes(binding))
    if (registered.length === 0) window.removeEventListener('keydown', onKeyDown)
    tellAll()
  }
}

/**
 * Registers shortcuts for as long as the component is on screen. They are ignored while typing and
 * inside dialogs; chords with Mod work everywhere. The sheet and the palette read the same list.
 */
export function useKeys(wanted: KeyBinding[]): void {
  const latest = useRef(wanted)
  useEffect(() => {
    latest.current = wanted
  })
  const shape = JSON.stringify(
    wanted.map(({ key, label, scope, keyOnly }) => [key, label, scope, keyOnly ?? false]),
  )
  useEffect(() => {
    const named: [string, string, string, boolean][] = JSON.parse(shape)
    const stable = named.map(([key, label, scope, keyOnly], index) => ({
      key,
      label,
      scope,
      keyOnly,
      run: () => latest.current[index]?.run(),
    }))
    return add(stable)
  }, [shape])
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

/** Every shortcut that works right now, in the order of registration. */
export function useKeyRegistry(): Shortcut[] {
  return useSyncExternalStore(subscribe, () => bindings)
}

/** Whether keys without a modifier work on this device. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, () => singleKeys)
}

/** Switches keys without a modifier on or off, on this device. */
export function setSingleKeys(on: boolean): void {
  singleKeys = on
  remember(storageKey, on ? 'on' : 'off')
  tellAll()
}

/** The key that works on this device for one written in the code. */
export function useOwnKey(standard: string): string {
  return useSyncExternalStore(subscribe, () => ownKey(standard, own))
}

/** Whether any key was moved on this device. */
export function useAnyOwnKeys(): boolean {
  return useSyncExternalStore(subscribe, () => Object.keys(own).length > 0)
}

/** From now on `key` does what `standard` did, wherever that works. */
export function moveKey(standard: string, key: string): void {
  const { [standard]: _, ...others } = own
  own = key === standard ? others : { ...others, [standard]: key }
  remember(ownStorageKey, JSON.stringify(own))
  tellAll()
}

/** Every key is the standard one again. */
export function standardKeys(): void {
  own = {}
  remember(ownStorageKey, '')
  tellAll()
}
