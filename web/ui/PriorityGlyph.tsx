import classes from './PriorityGlyph.module.css'

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

const steps: Record<Priority, number> = { low: 1, normal: 2, high: 3, urgent: 4 }
const words: Record<Priority, string> = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent',
}

/** Priority as a word with a four-step glyph. An emergency is the octagon and the only red word. */
export function PriorityGlyph({
  priority,
  emergency = false,
}: {
  priority: Priority
  emergency?: boolean
}) {
  if (emergency) {
    return (
      <span className={classes.priority} data-emergency>
        <svg
          width="16"
          height="16"
          viewBox="0 0 24 24"
          aria-hidden="true"
          className={classes.octagon}
        >
          <path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8Z" />
          <path d="M12 7v6.2M12 16.4v.6" />
        </svg>
        Emergency
      </span>
    )
  }
  return (
    <span className={classes.priority}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" className={classes.bars}>
        {[4, 7, 10, 13].map((height, step) => (
          <rect
            key={height}
            x={step * 4 + 0.5}
            y={14 - height}
            width="3"
            height={height}
            rx="0.5"
            data-full={step < steps[priority] || undefined}
          />
        ))}
      </svg>
      {words[priority]}
    </span>
  )
}
