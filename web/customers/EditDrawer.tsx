import { Drawer, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useState, type FormEvent, type ReactNode } from 'react'
import { formErrors, problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'
import type { FieldSpec, Values } from './edits.ts'
import { useCustomersChanged, useSaid, type Saved } from './saved.ts'
import { SpecFields } from './SpecFields.tsx'
import { useEdits, type Stand } from './use-edits.ts'
import classes from './Forms.module.css'

/** `names`: what differs, and nothing else is to be sent. */
export type Saving = { values: Values; before: Values; names: string[]; version: number }
type Props = {
  title: string
  specs: readonly FieldSpec[]
  stand: Stand
  save: (what: Saving) => Promise<Saved>
  onClose: () => void
  /** By name of the field, what stands in the way; nothing: it can be saved. */
  check?: (values: Values) => Record<string, string>
  saveLabel?: string
  /** Whether a field is asked for at all, with these values; left out: all are. */
  shows?: (name: string, values: Values) => boolean
  /** A new thing is saved also as it stands. */
  isNew?: boolean
  children?: ReactNode
}

function Leaving({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  return (
    <Modal opened onClose={onStay} title="Leave without saving?" centered>
      <p className={classes.text}>What you changed here is not saved.</p>
      <div className={classes.presses}>
        <AppButton onClick={onLeave}>Leave without saving</AppButton>
        <AppButton kind="primary" data-autofocus onClick={onStay}>
          Stay here
        </AppButton>
      </div>
    </Modal>
  )
}

/** One form beside the page, with one Save. Leaving with changes asks once; somebody else's changes come in as they happen. */
export function EditDrawer(props: Props) {
  const { title, specs, stand, save, onClose, check, shows } = props
  const { saveLabel = 'Save', isNew = false } = props
  const phone = usePhone()
  const changed = useCustomersChanged()
  const said = useSaid()
  const [tried, setTried] = useState(false)
  const [asked, setAsked] = useState(false)
  const saving = useMutation({
    mutationFn: save,
    onSuccess(saved) {
      said(saved)
      onClose()
    },
    onSettled: changed,
  })
  const edits = useEdits(specs, stand, saving.isPending || saving.isSuccess)
  const { mine, before, version, told } = edits
  const dirty = edits.isDirty && !saving.isPending && !saving.isSuccess
  const leaving = useBlocker({
    shouldBlockFn: () => dirty,
    enableBeforeUnload: dirty,
    withResolver: true,
  })
  const problem = saving.error ? problemOf(saving.error) : undefined
  const mistakes = check?.(mine) ?? {}
  const wrong = {
    ...(problem && byField(formErrors(problem))),
    ...(tried && mistakes),
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    setTried(true)
    if (saving.isPending) return
    const first = specs.find(({ name }) => name in mistakes)
    if (first) {
      focusOn(event.currentTarget, first.name)
      return
    }
    if (!edits.isDirty && !isNew) onClose()
    else saving.mutate({ values: mine, before, names: edits.changed, version })
  }
  const close = (): void => (dirty ? setAsked(true) : onClose())
  return (
    <>
      <Drawer
        opened
        onClose={close}
        position="right"
        size={phone ? '100%' : 480}
        title={title}
        transitionProps={{ duration: 160 }}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form onSubmit={submit} noValidate autoComplete="off" className={classes.form}>
          {told.length > 0 && (
            <div className={classes.told} role="status">
              {told.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          )}
          <SpecFields
            specs={shows ? specs.filter(({ name }) => shows(name, mine)) : specs}
            values={mine}
            wrong={wrong}
            onChange={edits.set}
          />
          {props.children}
          {problem && <Problem tried="Nothing was saved." problem={problem} />}
          <div className={classes.presses}>
            <AppButton type="submit" kind="primary" busy={saving.isPending}>
              {saving.isPending ? 'Saving…' : saveLabel}
            </AppButton>
            <AppButton onClick={close}>Cancel</AppButton>
          </div>
        </form>
      </Drawer>
      {(asked || leaving.status === 'blocked') && (
        // Drawn only now: one that stood ready would hear the Escape that asks, and close with it.
        <Leaving
          onStay={() => {
            setAsked(false)
            leaving.reset?.()
          }}
          onLeave={() => {
            if (leaving.status === 'blocked') leaving.proceed()
            onClose()
          }}
        />
      )}
    </>
  )
}

function focusOn(form: HTMLFormElement, name: string): void {
  form.querySelector<HTMLElement>(`[data-field="${name}"]`)?.focus()
}

/** The server names own fields `fields.weight`, the form `field.weight`. */
const byField = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^fields\./, 'field.'), message]),
  )
