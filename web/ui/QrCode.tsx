import { useMemo } from 'react'
import { encode } from 'uqr'
import classes from './QrCode.module.css'

/** A code for a phone's camera: dark on white in both schemes, with the four squares of edge that cameras need. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const rows = encode(text, { border: 0 }).data
    const dark = rows.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? `M${x + 4} ${y + 4}h1v1h-1z` : [])),
    )
    return { size: rows.length + 8, path: dark.join('') }
  }, [text])
  return (
    <svg
      className={classes.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} className={classes.paper} />
      <path d={path} className={classes.ink} />
    </svg>
  )
}
