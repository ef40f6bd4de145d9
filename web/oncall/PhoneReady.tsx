import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconCheck, IconPhoneOff } from '@tabler/icons-react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { millisOf } from '../ui/moment.ts'
import { reachQuery } from '../people/me.ts'
import { readySince } from '../people/proof.ts'
import classes from './OnCall.module.css'

/** Whether I can be woken, since when that is proven, and the button that proves it now. */
export function PhoneReady() {
  const { data } = useQuery(reachQuery)
  const test = useMutation({
    mutationFn: () => take(api.POST('/api/v1/me/test-pages', { body: { afterSeconds: 0 } })),
    onSuccess: ({ pages }) =>
      toast(
        `A test page is on its way by ${pages === 1 ? '1 way' : `${pages} ways`}. Open it on your phone: that is the proof.`,
      ),
    onError: (error) => problemToast(problemOf(error).sentence),
  })
  const since = data && readySince(data.methods, millisOf(data.now))
  const broken = data?.methods.filter(({ brokenAt }) => brokenAt !== null) ?? []
  return (
    <section className={classes.card}>
      <h2>Your phone</h2>
      {data && since && (
        <p className={classes.text}>
          <IconCheck size={16} stroke={1.75} className={classes.kept} aria-hidden="true" /> Phone
          ready, proven <LocalTime at={since} show="soon" />.
        </p>
      )}
      {data && !since && (
        <p className={classes.text}>
          <span className={classes.nobody}>
            <IconPhoneOff size={16} stroke={1.75} aria-hidden="true" /> Not proven
          </span>{' '}
          {data.methods.length === 0
            ? 'There is no way to reach you yet.'
            : 'No page has reached you in the last 30 days.'}
        </p>
      )}
      {broken.length > 0 && (
        <p className={classes.text}>
          {broken.map(({ label }) => label).join(', ')}: refused the last page.
        </p>
      )}
      <div className={classes.buttons}>
        <AppButton busy={test.isPending} onClick={() => test.mutate()}>
          {test.isPending ? 'Sending…' : 'Page me now as a test'}
        </AppButton>
        <Link to="/me/reach" className={classes.link}>
          Can we reach you?
        </Link>
      </div>
    </section>
  )
}
