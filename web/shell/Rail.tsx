import { Link } from '@tanstack/react-router'
import { IconKeyboard, IconLayoutSidebar, IconSearch } from '@tabler/icons-react'
import { KeyCaps } from '../ui/KeyCaps.tsx'
import { OnCallNow } from './OnCallNow.tsx'
import { DutyCard } from './DutyCard.tsx'
import type { ShellFacts } from './facts.ts'
import { raise } from './navigation.ts'
import { SchemeSwitch } from './SchemeSwitch.tsx'
import { usePlaces } from './use-places.ts'
import classes from './Rail.module.css'

type Props = {
  facts: ShellFacts
  folded: boolean
  onFold: () => void
  onPalette: () => void
  onKeySheet: () => void
}

const counts = (facts: ShellFacts): Partial<Record<string, number>> => ({
  '/queue': facts.counts?.queue,
})

/** The left rail of the desktop: duty, places, who is on call now, and the device's choices. */
export function Rail({ facts, folded, onFold, onPalette, onKeySheet }: Props) {
  const count = counts(facts)
  const places = usePlaces()
  return (
    <aside className={classes.rail} data-folded={folded || undefined} aria-label="Side bar">
      {facts.duty && !folded && <DutyCard duty={facts.duty} />}
      <button type="button" className={classes.item} onClick={onPalette}>
        <IconSearch size={20} stroke={1.75} aria-hidden="true" />
        <span className={classes.word}>Search</span>
        {!folded && <KeyCaps keys="Mod+K" />}
      </button>
      <nav aria-label="Main" className={classes.places}>
        {places.map(({ to, label, icon: Icon }) => (
          <Link key={to} to={to} className={classes.item}>
            <Icon size={20} stroke={1.75} aria-hidden="true" />
            <span className={classes.word}>{label}</span>
            {!folded && count[to] !== undefined && (
              <span className={classes.count}>{count[to]}</span>
            )}
          </Link>
        ))}
        <Link to={raise.to} className={classes.item} data-emergency>
          <raise.icon size={20} stroke={1.75} aria-hidden="true" />
          <span className={classes.word}>{raise.label}</span>
        </Link>
      </nav>
      <div className={classes.foot}>
        {!folded && <OnCallNow now={facts.onCallNow} />}
        {!folded && <SchemeSwitch />}
        <div className={classes.tools}>
          <button type="button" className={classes.item} onClick={onKeySheet}>
            <IconKeyboard size={20} stroke={1.75} aria-hidden="true" />
            <span className={classes.word}>Keys</span>
            {!folded && <KeyCaps keys="?" />}
          </button>
          <button
            type="button"
            className={classes.item}
            onClick={onFold}
            aria-expanded={!folded}
            aria-label={folded ? 'Unfold the side bar' : 'Fold the side bar'}
          >
            <IconLayoutSidebar size={20} stroke={1.75} aria-hidden="true" />
          </button>
        </div>
        {facts.me && !folded && (
          <Link to="/me/security" className={classes.me}>
            {facts.me.name} · sign-in and tokens
          </Link>
        )}
      </div>
    </aside>
  )
}
