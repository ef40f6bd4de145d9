import { sameDay } from '../ui/promise.ts'
import { timeWords, viewerZone } from '../ui/zone.ts'
import { cellWindow } from './rows.ts'
import classes from './DueStrip.module.css'

/** Its place before anything is known, so that the list below does not move. */
export const DueStripAwaited = () => (
  <div className={classes.strip} aria-hidden="true">
    <div className={classes.awaited} />
  </div>
)

/** Twelve hours ahead in half hours: how many promises fall due. A bar filters the list. */
export function DueStrip({
  due,
  from,
  chosen,
  onChoose,
}: {
  due: number[]
  /** Server time in milliseconds when the counts were taken: the first half hour begins there. */
  from: number
  chosen: number | undefined
  onChoose: (cell: number | undefined) => void
}) {
  const zone = viewerZone()
  const most = Math.max(1, ...due)
  const total = due.reduce((sum, count) => sum + count, 0)
  return (
    <section className={classes.strip} aria-label="Promises due in the next 12 hours">
      <p className={classes.title}>
        <strong>Promises due</strong>
        <span>next 12 h: {total}</span>
      </p>
      <div className={classes.cells}>
        {due.map((count, cell) => {
          const window = cellWindow(from, cell)
          const tomorrow = sameDay(window.from, from, zone) ? '' : ' tomorrow'
          const span = `${timeWords(window.from, zone)} to ${timeWords(window.to, zone)}${tomorrow}`
          return (
            <button
              key={cell}
              type="button"
              className={classes.cell}
              aria-pressed={chosen === cell}
              title={`${span}, ${count} due`}
              onClick={() => onChoose(chosen === cell ? undefined : cell)}
            >
              <span className="wd-visually-hidden">
                {span}, {count} due
              </span>
              <span aria-hidden="true">{count > 0 ? count : ''}</span>
              <span
                className={classes.bar}
                style={{ height: count === 0 ? 1 : 4 + (count / most) * 20 }}
              />
              <span className={classes.hour} aria-hidden="true">
                {cell % 4 === 0 ? timeWords(window.from, zone) : ''}
              </span>
            </button>
          )
        })}
      </div>
    </section>
  )
}
