import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react'
import type { Fate } from './mail-words.ts'
import classes from './Mail.module.css'

const icons = { good: IconCheck, wait: IconClock, stuck: IconAlertTriangle }

/** What became of a message: shape, words, and why where there is a reason. */
export function FateWord({ word, tone, why }: Fate) {
  const Icon = icons[tone]
  return (
    <>
      <span className={classes.word} data-tone={tone}>
        <Icon size={16} stroke={1.75} aria-hidden="true" />
        {word}
      </span>
      {why && <span className={classes.second}>{why}</span>}
    </>
  )
}
