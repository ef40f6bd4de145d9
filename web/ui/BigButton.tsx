import { useEffect, useRef, type ReactNode } from 'react'
import classes from './BigButton.module.css'

const guardMillis = 600

/**
 * Swallows presses for 600 ms after `key` changes and after each press that counted, so that a
 * double tap on one button cannot fire what takes its place.
 */
export function useTapGuard(key: string | number): (act: () => void) => () => void {
  const openAt = useRef(0)
  // The first screen of a page is guarded by nothing: at 3 am the first tap must count.
  const known = useRef(key)
  useEffect(() => {
    if (known.current === key) return
    known.current = key
    openAt.current = performance.now() + guardMillis
  }, [key])
  return (act) => () => {
    const now = performance.now()
    if (now < openAt.current) return
    openAt.current = now + guardMillis
    act()
  }
}

type Props = {
  /** The verb: 'Acknowledge'. While it is on its way: 'Sending…'. */
  label: string
  /** What it does for whom: 'Tells Dana you have it'. */
  sub?: string
  /** For readers, where the verb alone is not enough: 'Acknowledge emergency for Acme Robotics'. */
  name?: string
  onPress: () => void
  busy?: boolean
  /** Changes when the button means something new; presses are swallowed for 600 ms after that. */
  guardKey?: string | number
  /** late: the customer's emergency entry. */
  tone?: 'accent' | 'late'
  icon?: ReactNode
  autoFocus?: boolean
}

/** The 96 px button. A press counts when it ends inside: sliding off before letting go does nothing. */
export function BigButton({
  label,
  sub,
  name,
  onPress,
  busy = false,
  guardKey = label,
  tone = 'accent',
  icon,
  autoFocus,
}: Props) {
  const guarded = useTapGuard(guardKey)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (autoFocus) button.current?.focus({ preventScroll: true })
  }, [autoFocus])
  return (
    <button
      ref={button}
      type="button"
      className={classes.button}
      data-tone={tone}
      aria-label={name}
      aria-disabled={busy || undefined}
      // Browsers give a click only where press and release were both inside (WCAG 2.5.2).
      onClick={busy ? undefined : guarded(onPress)}
    >
      <span className={classes.label}>
        {icon}
        {label}
      </span>
      {sub && <span className={classes.sub}>{sub}</span>}
    </button>
  )
}
