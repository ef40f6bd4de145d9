import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { problemToast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { addNote, removeNote, restoreNote, type Moment, type Organization } from './queries.ts'
import { useCustomersChanged, useSaid, type Saved } from './saved.ts'
import { momentLabel, moments } from './words.ts'
import classes from './Customers.module.css'

/** What matters at a moment: emergencies first, for they are read at night. */
export function Notes({ organization }: { organization: Organization }) {
  const { id, notes } = organization
  const mayWrite = useMay('customers.write')
  const [body, setBody] = useState('')
  const [moment, setMoment] = useState<Moment>('emergency')
  const [busy, setBusy] = useState(false)
  const first = (one: Moment) => moments.findIndex(({ value }) => value === one)
  const sorted = [...notes].sort(
    (a, b) =>
      Number(b.moment === 'emergency') - Number(a.moment === 'emergency') ||
      first(a.moment) - first(b.moment),
  )
  const said = useSaid()
  const changed = useCustomersChanged()
  async function change(act: () => Promise<unknown>, saved: Saved): Promise<void> {
    setBusy(true)
    try {
      await act()
      await changed()
      said(saved)
    } catch (error) {
      problemToast(problemOf(error).sentence)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={classes.block} aria-label="Notes">
      <h2 className={classes.heading}>Notes</h2>
      {sorted.length === 0 && <p className={classes.faint}>Nothing to know yet.</p>}
      {sorted.map((note) => (
        <div key={note.id} className={classes.note}>
          <p className={classes.line}>
            <strong>{momentLabel(note.moment)}</strong> {note.body}
          </p>
          <p className={classes.faint}>
            {note.authorName}, {note.createdAt.slice(0, 10)}
          </p>
          {mayWrite && (
            <AppButton
              busy={busy}
              aria-label={`Take away the note: ${note.body}`}
              onClick={() =>
                void change(() => removeNote(id, note.id), {
                  words: 'The note is gone.',
                  undo: () => restoreNote(id, note.id),
                })
              }
            >
              Take away
            </AppButton>
          )}
        </div>
      ))}
      {mayWrite && (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            void change(
              async () => {
                await addNote(id, moment, body)
                setBody('')
              },
              { words: 'The note is kept.' },
            )
          }}
        >
          <Textarea
            label="New note"
            value={body}
            onChange={({ currentTarget }) => setBody(currentTarget.value)}
            autosize
            minRows={2}
          />
          <NativeSelect
            label="When it matters"
            data={moments}
            value={moment}
            onChange={({ currentTarget }) => setMoment(currentTarget.value as Moment)}
          />
          <div className={classes.presses}>
            <AppButton type="submit" busy={busy} disabled={body.trim() === ''}>
              Keep note
            </AppButton>
          </div>
        </form>
      )}
    </section>
  )
}
