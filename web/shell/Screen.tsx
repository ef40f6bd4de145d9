import { useEffect, useRef, type ReactNode } from 'react'
import { lastHeard, useLiveState } from '../live.ts'
import { useServerTime } from '../ui/clock.ts'
import { useShellFacts } from './facts.ts'
import { LiveWord } from './LiveWord.tsx'
import { useSkips, type Skip } from './skips.ts'
import { Stale } from './states.tsx'
import { titleWords } from './worst.ts'
import classes from './Screen.module.css'

type Props = {
  /** The heading, and the start of the document's title. */
  title: string
  /** For the document's title where it must say more: '#12 LDAP sync'. */
  documentTitle?: string
  /** Before the heading: a way back, a number. */
  before?: ReactNode
  /** Beside the heading: filters, order. Goes under it on a phone. */
  controls?: ReactNode
  /** At the right: the one primary button and others. */
  actions?: ReactNode
  /** More skip links than 'Skip to content'. */
  skips?: Skip[]
  /** Narrow column in the middle, for forms and proofs. */
  narrow?: boolean
  children: ReactNode
}

let arrived = false

/** After a change of screen the focus is on the screen, never on the page's body. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    // The first screen of a visit leaves it at the top, where the skip links are.
    const at = document.activeElement
    // The palette that led here is closing: what has focus in it is about to vanish.
    const lost = at === null || at === document.body || at.closest('[role="dialog"]') !== null
    if (arrived && lost) main.current?.focus({ preventScroll: true })
    arrived = true
  }, [])
  return main
}

/** The worst thing of mine is read off the tab, also while one looks elsewhere. */
function Title({ screen }: { screen: string }) {
  const facts = useShellFacts()
  const words = useServerTime((now) => titleWords(facts, screen, now))
  return <title>{`${words} · Watchdesk`}</title>
}

/** One staff screen: its 52 px header with the Live word, and its `main`. */
export function Screen({ skips = [], narrow = false, children, ...props }: Props) {
  useSkips(skips)
  const live = useLiveState()
  const main = useFocusOnArrival()
  return (
    <main ref={main} id="main" className={classes.main} tabIndex={-1} data-live={live}>
      <Title screen={props.documentTitle ?? props.title} />
      <div className={classes.header}>
        <div className={classes.heading}>
          {props.before}
          <h1 className={classes.title}>{props.title}</h1>
        </div>
        {props.controls && <div className={classes.controls}>{props.controls}</div>}
        {props.actions && <div className={classes.actions}>{props.actions}</div>}
        <LiveWord />
      </div>
      {live === 'stale' && <Stale since={lastHeard()} />}
      <div className={classes.content} data-narrow={narrow || undefined}>
        {children}
      </div>
    </main>
  )
}
