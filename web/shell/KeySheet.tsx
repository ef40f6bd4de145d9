import { Switch } from '@mantine/core'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import type { KeyBinding } from './keys.ts'
import { keyCaps } from './keys.ts'
import { isMac, setSingleKeys, useKeyRegistry, useSingleKeys } from './use-keys.ts'
import classes from './KeySheet.module.css'

function byScope(bindings: KeyBinding[]): [string, KeyBinding[]][] {
  const scopes = new Map<string, KeyBinding[]>()
  // The screen's own keys first: it registered after the shell.
  for (const binding of bindings.toReversed()) {
    const list = scopes.get(binding.scope) ?? []
    // An older binding of the same key is covered and does not work now.
    const covered = [...scopes.values()].flat().some(({ key }) => key === binding.key)
    if (!covered) scopes.set(binding.scope, [binding, ...list])
  }
  return [...scopes]
}

/** `?`: every shortcut that works right now, read from the live registry, so it cannot be wrong. */
export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const groups = byScope(useKeyRegistry())
  const single = useSingleKeys()
  return (
    <BottomSheet opened={opened} onClose={onClose} title="Keys" width={640}>
      <Switch
        checked={single}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        label="Single keys work on this device"
        description="Keys with Ctrl or ⌘ always work. Nothing fires while you type."
      />
      <div className={classes.groups} data-off={!single || undefined}>
        {groups.map(([scope, bindings]) => (
          <section key={scope} aria-label={scope}>
            <h3 className={classes.scope}>{scope}</h3>
            <dl className={classes.list}>
              {bindings.map(({ key, label }) => (
                <div key={key} className={classes.row}>
                  <dt>{label}</dt>
                  <dd className={classes.keys}>
                    {keyCaps(key, isMac).map((cap, index) => (
                      <kbd key={index}>{cap}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </BottomSheet>
  )
}
