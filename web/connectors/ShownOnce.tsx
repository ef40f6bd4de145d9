import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import type { Made } from './mailbox-words.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

/** The secret both sides sign with, in this moment and never again. */
export function ShownOnce({ made, onDone }: { made: Made; onDone: () => void }) {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(made.signingSecret)
      toast('Copied.')
    } catch {
      // Without a secure address there is no clipboard; the text can be selected by hand.
      toast('This browser does not allow copying here. Select the text instead.')
    }
  }
  return (
    <div className={parts.once} role="status">
      <p className={parts.text}>
        <strong>Copy the secret of {made.name} now: it is shown only this once.</strong> Whoever
        posts mail signs with it.
      </p>
      <code className={parts.answer}>{made.signingSecret}</code>
      <p className={parts.text}>
        Mail is posted to <code>{made.intakeUrl}</code>
      </p>
      <div className={classes.buttons}>
        <AppButton onClick={() => void copy()}>Copy</AppButton>
        <AppButton onClick={onDone}>I have it</AppButton>
      </div>
    </div>
  )
}
