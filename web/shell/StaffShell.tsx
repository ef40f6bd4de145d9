import { Outlet, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useLive } from '../live.ts'
import { usePhone } from '../ui/phone.ts'
import { EmergencyBanner } from './EmergencyBanner.tsx'
import { useShellAwaited, useShellFacts } from './facts.ts'
import { later } from './Later.tsx'
import { LiveRegions } from './LiveRegions.tsx'
import { raise } from './navigation.ts'
import { Rail } from './Rail.tsx'
import { recall, remember } from './remember.ts'
import { SampleBar } from '../setup/SampleBar.tsx'
import { useSkipList } from './skips.ts'
import { TabBar } from './TabBar.tsx'
import { Toasts } from './Toasts.tsx'
import { useBadge } from './use-badge.ts'
import { useKeys } from './use-keys.ts'
import { usePlaces } from './use-places.ts'
import { useShellCommands } from './use-shell-commands.ts'
import { worstOf } from './worst.ts'
import classes from './StaffShell.module.css'

// Three dialogs that a visit may never open; fetched when the page stands, so that they open at once.
const Palette = later(async () => (await import('./Palette.tsx')).Palette)
const KeySheet = later(async () => (await import('./KeySheet.tsx')).KeySheet)
const MoreSheet = later(async () => (await import('./MoreSheet.tsx')).MoreSheet)

type Layer = 'palette' | 'keys' | 'more'

function SkipLinks() {
  const skips = [{ to: 'main', label: 'Skip to content' }, ...useSkipList()]
  return (
    <nav className={classes.skips} aria-label="Skip">
      {skips.map(({ to, label }) => (
        <a key={to} href={`#${to}`} className={classes.skip}>
          {label}
        </a>
      ))}
    </nav>
  )
}

function useShellKeys(open: (layer: Layer) => void, fold: () => void): void {
  const navigate = useNavigate()
  const scope = 'Everywhere'
  const goTo = usePlaces().map(({ to, label, key }) => ({
    key,
    label: `Go to ${label}`,
    scope,
    run: () => void navigate({ to }),
  }))
  useKeys([
    {
      key: 'Mod+K',
      label: 'Search and commands',
      scope,
      keyOnly: true,
      run: () => open('palette'),
    },
    { key: '/', label: 'Search', scope, keyOnly: true, run: () => open('palette') },
    { key: '?', label: 'Show all keys', scope, run: () => open('keys') },
    { key: '[', label: 'Fold or unfold the side bar', scope, run: fold },
    ...goTo,
    {
      key: 'G S',
      label: 'Go to sign-in and tokens',
      scope,
      run: () => void navigate({ to: '/me/security' }),
    },
    {
      key: raise.key,
      label: raise.label,
      scope,
      run: () => void navigate({ to: raise.to }),
    },
  ])
}

/** The frame of every staff screen: rail or bottom bar, banner, dialogs, messages, live stream. */
export function StaffShell() {
  useLive()
  const facts = useShellFacts()
  const awaited = useShellAwaited()
  const phone = usePhone()
  const [layer, setLayer] = useState<Layer>()
  const [folded, setFolded] = useState(() => recall('watchdesk-rail') === 'folded')
  const fold = (): void => {
    remember('watchdesk-rail', folded ? 'open' : 'folded')
    setFolded(!folded)
  }
  const opener = useRef<Element>(null)
  const open = (wanted: Layer): void => {
    opener.current ??= document.activeElement
    setLayer(wanted)
  }
  const close = (): void => {
    setLayer(undefined)
    const before = opener.current
    opener.current = null
    // A field that takes the focus the moment it is drawn leaves the dialog nothing to give back to.
    setTimeout(() => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }, 0)
  }
  useShellKeys(open, fold)
  useShellCommands()
  useBadge(worstOf(facts))
  const banner = facts.unanswered.length > 0
  return (
    <div
      className={classes.shell}
      data-phone={phone || undefined}
      data-banner={banner || undefined}
      data-awaited={awaited || undefined}
    >
      <SkipLinks />
      <LiveRegions />
      {!phone && (
        <Rail
          facts={facts}
          folded={folded}
          onFold={fold}
          onPalette={() => open('palette')}
          onKeySheet={() => open('keys')}
        />
      )}
      <div className={classes.column}>
        <EmergencyBanner unanswered={facts.unanswered} />
        {facts.hasSamples && <SampleBar />}
        <Outlet />
      </div>
      {phone && <TabBar onMore={() => open('more')} />}
      <Toasts />
      <Palette opened={layer === 'palette'} onClose={close} />
      <KeySheet opened={layer === 'keys'} onClose={close} />
      <MoreSheet
        facts={facts}
        opened={layer === 'more'}
        onClose={close}
        onSearch={() => open('palette')}
      />
    </div>
  )
}
