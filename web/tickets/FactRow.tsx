import type { ReactNode } from 'react'
import classes from './Facts.module.css'

/** One fact: its name at the left, what it is at the right. */
export function FactRow({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <span className={classes.key}>{name}</span>
      {children}
    </div>
  )
}
