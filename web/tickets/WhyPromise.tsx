import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import type { Ticket } from './words.ts'
import classes from './Facts.module.css'

const asked = (number: number) =>
  take(api.GET('/api/v1/tickets/{number}/promise', { params: { path: { number } } }))

/** "Why this promise?": the facts that decided at the door, what the customer was told, and whom else it could be for. */
export function WhyPromise({ ticket }: { ticket: Ticket }) {
  const { number, version, may } = ticket
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery({
    queryKey: [`ticket:${number}`, 'promise', version],
    queryFn: () => asked(number),
  })
  async function move(organizationId: string, name: string): Promise<void> {
    try {
      await take(
        api.PUT('/api/v1/tickets/{number}/organization', {
          params: { path: { number } },
          body: { organizationId, version },
        }),
      )
      toast(`It is for ${name} now. Promises follow.`)
    } catch (error) {
      problemToast(problemOf(error).sentence)
    }
  }
  return (
    <>
      {data?.notes.map(({ body }) => (
        <p key={body} className={classes.faint}>
          Note: {body}
        </p>
      ))}
      <p className={classes.line}>
        <AppButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Why this promise?
        </AppButton>
      </p>
      {isOpen && data && (
        <div>
          <p className={classes.line}>{data.decision.why}</p>
          {data.decision.until && (
            <p className={classes.line}>It stands until {data.decision.until.slice(0, 10)}.</p>
          )}
          {data.told && <p className={classes.faint}>They are told: “{data.told}”</p>}
          {may.includes('edit') &&
            data.others.map(({ id, name }) => (
              <p key={id} className={classes.line}>
                <AppButton onClick={() => void move(id, name)}>It is for {name}</AppButton>
              </p>
            ))}
        </div>
      )}
    </>
  )
}
