import { keyCaps } from '../shell/keys.ts'
import { isSingleKey } from '../shell/keys.ts'
import { isMac, useOwnKey, useSingleKeys } from '../shell/use-keys.ts'
import classes from './KeyCaps.module.css'

/** A shortcut as key caps, as it is on this device. Hidden on touch screens, from readers, and where single keys are off. */
export function KeyCaps({ keys, onFill = false }: { keys: string; onFill?: boolean }) {
  const singleKeys = useSingleKeys()
  const own = useOwnKey(keys)
  if (!singleKeys && isSingleKey(keys)) return null
  return (
    <span className={classes.caps} data-on-fill={onFill || undefined} aria-hidden="true">
      {keyCaps(own, isMac).map((cap, index) => (
        <kbd key={index} className={classes.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
