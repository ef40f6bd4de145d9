import { Fragment } from 'react'
import type { MarkedText } from './queries.ts'
import { piecesOf } from './words.ts'
import classes from './Search.module.css'

/** Plain text with what was found in it marked. */
export function Marked({ text, marks }: Pick<MarkedText, 'text' | 'marks'>) {
  return piecesOf(text, marks).map(({ text: piece, isMarked }, index) =>
    isMarked ? (
      <mark key={index} className={classes.mark}>
        {piece}
      </mark>
    ) : (
      <Fragment key={index}>{piece}</Fragment>
    ),
  )
}
