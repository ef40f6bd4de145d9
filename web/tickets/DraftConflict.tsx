import { useEffect, useRef } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import type { SharedDraft } from './use-shared-draft.ts'
import classes from './Composers.module.css'

/** Two texts of the same writer: both are shown, and nothing goes until one has said which counts. */
export function DraftConflict({ draft }: { draft: SharedDraft }) {
  const first = useRef<HTMLButtonElement>(null)
  const { other } = draft
  useEffect(() => {
    if (other !== undefined) first.current?.focus()
  }, [other])
  if (other === undefined) return null
  return (
    <div className={classes.pause} role="alertdialog" aria-label="Written on another device too">
      <p>
        <strong>You wrote this on another device too.</strong> There it says:
      </p>
      <blockquote className={classes.other}>{other}</blockquote>
      <div className={classes.pauseButtons}>
        <AppButton
          ref={first}
          kind="primary"
          onClick={() => draft.decide(`${draft.text}\n\n${other}`)}
        >
          Keep both
        </AppButton>
        <AppButton onClick={() => draft.decide(draft.text)}>Keep what is here</AppButton>
        <AppButton onClick={() => draft.decide(other)}>Take the other one</AppButton>
      </div>
    </div>
  )
}
