import { Link } from '@tanstack/react-router'
import { IconKey, IconSearch } from '@tabler/icons-react'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { DutyCard } from './DutyCard.tsx'
import type { ShellFacts } from './facts.ts'
import { raise } from './navigation.ts'
import { OnCallNow } from './OnCallNow.tsx'
import { SchemeSwitch } from './SchemeSwitch.tsx'
import { usePlaces } from './use-places.ts'
import classes from './MoreSheet.module.css'

type Props = { facts: ShellFacts; opened: boolean; onClose: () => void; onSearch: () => void }

/** What the phone's bottom bar has no room for. */
export function MoreSheet({ facts, opened, onClose, onSearch }: Props) {
  const places = usePlaces()
  return (
    <BottomSheet opened={opened} onClose={onClose} title={facts.me?.name ?? 'More'}>
      <div className={classes.stack}>
        {facts.duty && <DutyCard duty={facts.duty} />}
        <nav aria-label="More places" className={classes.places}>
          <button type="button" className={classes.item} onClick={onSearch}>
            <IconSearch size={20} stroke={1.75} aria-hidden="true" />
            Search
          </button>
          {places.slice(3).map(({ to, label, icon: Icon }) => (
            <Link key={to} to={to} className={classes.item} onClick={onClose}>
              <Icon size={20} stroke={1.75} aria-hidden="true" />
              {label}
            </Link>
          ))}
          <Link to="/me/security" className={classes.item} onClick={onClose}>
            <IconKey size={20} stroke={1.75} aria-hidden="true" />
            Sign-in and tokens
          </Link>
          <Link to={raise.to} className={classes.item} data-emergency onClick={onClose}>
            <raise.icon size={20} stroke={1.75} aria-hidden="true" />
            {raise.label}
          </Link>
        </nav>
        <OnCallNow now={facts.onCallNow} />
        <SchemeSwitch />
      </div>
    </BottomSheet>
  )
}
