import type { PromiseLook } from './promise.ts'
import classes from './CountdownRing.module.css'

const radius = 9
const around = 2 * Math.PI * radius

function Ring({ share, hands }: { share: number; hands: boolean }) {
  return (
    <>
      <circle cx="12" cy="12" r={radius} className={classes.track} />
      <circle
        cx="12"
        cy="12"
        r={radius}
        className={classes.arc}
        strokeDasharray={`${share * around} ${around}`}
        transform="rotate(-90 12 12)"
      />
      {hands && <path d="M12 7.5V12l3 2" className={classes.hands} />}
    </>
  )
}

const octagon = 'M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8Z'

/** The shape of each state; they differ without any colour. */
function Shape({ look, share, size }: { look: PromiseLook; share: number; size: number }) {
  switch (look) {
    case 'on-time':
      return <Ring share={share} hands={size >= 72} />
    case 'soon':
      return <Ring share={share} hands={size >= 24} />
    case 'late':
      return (
        <>
          <path d={octagon} className={classes.octagon} />
          <path d="M12 7v6.2M12 16.4v.6" className={classes.mark} />
        </>
      )
    case 'paused':
      return <path d="M8.5 6v12M15.5 6v12" className={classes.bars} />
    case 'kept':
      return <path d="m4.5 12.5 5 5 10-11" className={classes.check} />
    default:
      return <path d="M6 12h12" className={classes.dash} />
  }
}

type Props = {
  look: PromiseLook
  /** Share of the promise that is left, 0 to 1: a thin arc is always urgent. */
  share?: number
  /** Pixels: 16 in a row, 24 in a header, 72 on the page screen, 120 on a wall. */
  size?: 16 | 24 | 72 | 120
  /** On a filled red chip, where the octagon takes the label's colour. */
  onFill?: boolean
}

/** The picture of a promise. It is decoration: the words beside it say the same. */
export function CountdownRing({ look, share = 0, size = 16, onFill = false }: Props) {
  return (
    <svg
      className={classes.ring}
      data-look={look}
      data-on-fill={onFill || undefined}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <Shape look={look} share={share} size={size} />
    </svg>
  )
}
