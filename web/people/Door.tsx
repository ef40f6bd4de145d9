import type { ReactNode } from 'react'
import { Toasts } from '../shell/Toasts.tsx'
import classes from './Door.module.css'

/** The frame of the pages before one is inside: one narrow column and nothing else. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="main" className={classes.page}>
      <title>{`${title} · Watchdesk`}</title>
      <div className={classes.door}>
        <p className={classes.name}>Watchdesk</p>
        <h1>{title}</h1>
        {children}
      </div>
      <Toasts />
    </main>
  )
}
