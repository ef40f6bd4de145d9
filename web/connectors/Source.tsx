import { useQuery } from '@tanstack/react-query'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { rawQuery } from './queries.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

/** Longer ones are for a program that reads mail, not for a page. */
const mostShown = 200_000

/** A message as it came. */
export function Source({ number }: { number: number }) {
  const { data, error, refetch } = useQuery(rawQuery(number))
  if (error && !data) {
    return (
      <Problem
        tried="Couldn't load the message as it came."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  }
  if (!data) return <Loading rows={4} label="Loading the message as it came" />
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(data.raw)
      toast('Copied.')
    } catch {
      // Without a secure address there is no clipboard; the text can be selected by hand.
      toast('This browser does not allow copying here. Select the text instead.')
    }
  }
  return (
    <>
      <pre className={parts.source} tabIndex={0} role="region" aria-label="Message source">
        {data.raw.slice(0, mostShown)}
      </pre>
      {data.raw.length > mostShown && (
        <p className={parts.text}>This is its beginning. Download it to see all of it.</p>
      )}
      <div className={classes.buttons}>
        <AppButton onClick={() => void copy()}>Copy the message</AppButton>
        <a className={classes.link} href={`/api/v1/mail/arrivals/${number}/file`} download>
          Download it
        </a>
      </div>
    </>
  )
}
