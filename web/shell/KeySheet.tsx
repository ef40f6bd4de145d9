import { Switch } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { keyCaps } from './keys.ts'
import { mayMove, writtenKey } from './own-keys.ts'
import {
  isMac,
  moveKey,
  setSingleKeys,
  standardKeys,
  useAnyOwnKeys,
  useKeyRegistry,
  useSingleKeys,
  type Shortcut,
} from './use-keys.ts'
import classes from './KeySheet.module.css'

function byScope(bindings: Shortcut[]): [string, Shortcut[]][] {
  const scopes = new Map<string, Shortcut[]>()
  // The screen's own keys first: it registered after the shell.
  for (const binding of bindings.toReversed()) {
    const list = scopes.get(binding.scope) ?? []
    // An older binding of the same key is covered and does not work now.
    const covered = [...scopes.values()].flat().some(({ key }) => key === binding.key)
    if (!covered) scopes.set(binding.scope, [binding, ...list])
  }
  return [...scopes]
}

const Caps = ({ keys }: { keys: string }) =>
  keyCaps(keys, isMac).map((cap, index) => <kbd key={index}>{cap}</kbd>)

type Change = {
  /** The standard key that is being moved. */
  moving?: string
  /** Why the last press was not taken. */
  refused?: string
}

/** One shortcut; its key is a button that listens for another one. */
function Line({
  shortcut,
  change,
  onChange,
}: {
  shortcut: Shortcut
  change: Change
  onChange: (change: Change) => void
}) {
  const { key, standard, label } = shortcut
  const others = useKeyRegistry()
  const isMoving = change.moving === standard
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isMoving || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
    if (event.key === 'Tab') return onChange({})
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onChange({})
    const { key: pressed, shiftKey: shift, ctrlKey: ctrl, metaKey: meta, altKey: alt } = event
    const wanted = writtenKey({ key: pressed, shift, ctrl, meta, alt })
    if (!wanted)
      return onChange({ moving: standard, refused: 'Only a letter, a digit or a sign can be one.' })
    const taken = others.find(
      (other) => other.standard !== standard && other.key.split(' ')[0] === wanted,
    )
    if (taken) return onChange({ moving: standard, refused: `${wanted} is ${taken.label} here.` })
    moveKey(standard, wanted)
    onChange({})
  }
  return (
    <div className={classes.row}>
      <dt>{label}</dt>
      <dd className={classes.keys}>
        {mayMove(standard) ? (
          <button
            type="button"
            className={classes.key}
            onClick={() => onChange(isMoving ? {} : { moving: standard })}
            onKeyDown={onKeyDown}
            onBlur={() => isMoving && onChange({})}
          >
            {isMoving ? (
              <>
                Press a key<span className="wd-visually-hidden"> for {label}</span>
              </>
            ) : (
              <>
                <span className="wd-visually-hidden">Change the key for {label}, now </span>
                <Caps keys={key} />
              </>
            )}
          </button>
        ) : (
          <Caps keys={key} />
        )}
      </dd>
    </div>
  )
}

/** `?`: every shortcut that works right now, read from the live registry, so it cannot be wrong. */
export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const groups = byScope(useKeyRegistry())
  const single = useSingleKeys()
  const anyOwn = useAnyOwnKeys()
  const [change, setChange] = useState<Change>({})
  return (
    <BottomSheet
      opened={opened}
      onClose={onClose}
      title="Keys"
      width={640}
      closesOnEscape={change.moving === undefined}
    >
      <Switch
        checked={single}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        label="Single keys work on this device"
        description="Keys with Ctrl or ⌘ always work. Nothing fires while you type."
      />
      <p className={classes.how}>
        <span role="status">
          {change.refused ?? 'Press a key below to give its action another one, on this device.'}
        </span>
        {anyOwn && (
          <AppButton size="compact-sm" onClick={standardKeys}>
            Standard keys again
          </AppButton>
        )}
      </p>
      <div className={classes.groups} data-off={!single || undefined}>
        {groups.map(([scope, shortcuts]) => (
          <section key={scope} aria-label={scope}>
            <h3 className={classes.scope}>{scope}</h3>
            <dl className={classes.list}>
              {shortcuts.map((shortcut) => (
                <Line
                  key={`${shortcut.standard} ${shortcut.label}`}
                  shortcut={shortcut}
                  change={change}
                  onChange={setChange}
                />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </BottomSheet>
  )
}
