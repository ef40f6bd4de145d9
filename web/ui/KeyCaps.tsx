import { keyCaps } from '../shell/keys.ts'
import { isMac, useSingleKeys } from '../shell/use-keys.ts'
import { isSingleKey } from '../shell/keys.ts'
import classes from './KeyCaps.module.css'

/** A shortcut as key caps. Hidden on touch screens, from readers, and where single keys are off. */
export function KeyCaps({ keys, onFill = false }: { keys: string; onFill?: boolean }) {
  const singleKeys = useSingleKeys()
  if (!singleKeys && isSingleKey(keys)) return null
  return (
    <span className={classes.caps} data-on-fill={onFill || undefined} aria-hidden="true">
      {keyCaps(keys, isMac).map((cap, index) => (
        <kbd key={index} className={classes.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
