import { Link } from '@tanstack/react-router'
import { IconDots } from '@tabler/icons-react'
import { places } from './navigation.ts'
import classes from './TabBar.module.css'

const tabs = [places[1], places[0], places[2]]
const shortLabels: Record<string, string> = { '/me/reach': 'Reach me' }

/** The phone's bottom bar. */
export function TabBar({ onMore }: { onMore: () => void }) {
  return (
    <nav aria-label="Main" className={classes.bar}>
      {tabs.map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} className={classes.tab}>
          <Icon size={20} stroke={1.75} aria-hidden="true" />
          {shortLabels[to] ?? label}
        </Link>
      ))}
      <button type="button" className={classes.tab} onClick={onMore} aria-haspopup="dialog">
        <IconDots size={20} stroke={1.75} aria-hidden="true" />
        More
      </button>
    </nav>
  )
}
