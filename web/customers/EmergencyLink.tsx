import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { emergencyLinkQuery, rotateLink } from './queries.ts'
import classes from './Customers.module.css'

const focusOn = (button: HTMLButtonElement | null) => button?.focus()

/** The organization's own way in. A new one makes the old one worthless, so it is asked once. */
export function EmergencyLink({ id }: { id: string }) {
  const { data } = useQuery(emergencyLinkQuery(id))
  const mayWrite = useMay('customers.write')
  const queries = useQueryClient()
  const [asked, setAsked] = useState(false)
  async function rotate(): Promise<void> {
    try {
      await rotateLink(id)
      await queries.invalidateQueries({ queryKey: ['organization', id] })
      toast('There is a new link. The old one works no more.')
    } catch (error) {
      problemToast(problemOf(error).sentence)
    } finally {
      setAsked(false)
    }
  }
  async function copy(url: string): Promise<void> {
    await navigator.clipboard.writeText(url)
    toast('The link is copied.')
  }
  return (
    <section className={classes.block} aria-label="Emergency link">
      <h2 className={classes.heading}>Emergency link</h2>
      {data && <code className={classes.link}>{data.url}</code>}
      <div className={classes.presses}>
        {data && <AppButton onClick={() => void copy(data.url)}>Copy link</AppButton>}
        {mayWrite && !asked && <AppButton onClick={() => setAsked(true)}>New link…</AppButton>}
        {asked && (
          // The button that was pressed is gone: its successor has the focus.
          <AppButton ref={focusOn} onClick={() => void rotate()}>
            Make the old link worthless
          </AppButton>
        )}
      </div>
    </section>
  )
}
