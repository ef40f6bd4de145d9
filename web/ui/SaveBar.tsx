import { Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from './AppButton.tsx'
import classes from './SaveBar.module.css'

type Props = {
  /** The form differs from what the server has. */
  dirty: boolean
  saving?: boolean
  onSave: () => void
  onDiscard: () => void
  /** What a press will do or what stands in the way: '2 gaps stay open'. */
  note?: string
  saveLabel?: string
}

/** One Save for one form, at the bottom edge while something is unsaved. Leaving asks once. */
export function SaveBar({
  dirty,
  saving = false,
  onSave,
  onDiscard,
  note,
  saveLabel = 'Save',
}: Props) {
  const save = { key: 'Mod+S', label: saveLabel, scope: 'Form', run: saving ? () => {} : onSave }
  useKeys(dirty ? [save] : [])
  const leaving = useBlocker({
    shouldBlockFn: () => dirty && !saving,
    enableBeforeUnload: dirty,
    withResolver: true,
  })
  return (
    <>
      {dirty && (
        <div className={classes.bar} role="group" aria-label="Unsaved changes">
          <span className={classes.note}>{note ?? 'Not saved yet.'}</span>
          <AppButton onClick={onDiscard}>Discard</AppButton>
          <AppButton kind="primary" keys="Mod+S" busy={saving} onClick={onSave}>
            {saving ? 'Saving…' : saveLabel}
          </AppButton>
        </div>
      )}
      <Modal
        opened={leaving.status === 'blocked'}
        onClose={() => leaving.reset?.()}
        title="Leave without saving?"
        centered
      >
        <p className={classes.text}>What you changed here is not saved.</p>
        <div className={classes.choices}>
          <AppButton onClick={() => leaving.proceed?.()}>Leave without saving</AppButton>
          <AppButton kind="primary" data-autofocus onClick={() => leaving.reset?.()}>
            Stay here
          </AppButton>
        </div>
      </Modal>
    </>
  )
}
