import { Link, Outlet } from '@tanstack/react-router'
import { IconAlertOctagon } from '@tabler/icons-react'
import { LiveRegions } from './LiveRegions.tsx'
import classes from './PortalShell.module.css'

/** The customer's frame: nothing of the staff's, and Emergency at the same place on every page. */
export function PortalShell() {
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <LiveRegions />
      <header className={classes.header}>
        <Link to="/help" className={classes.home}>
          Help
        </Link>
        <Link to="/help/emergency" className={classes.emergency}>
          <IconAlertOctagon size={20} stroke={1.75} aria-hidden="true" />
          Emergency
        </Link>
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}
