import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { BigButton } from '../ui/BigButton.tsx'
import { serverNow, useServerTime } from '../ui/clock.ts'
import { durationWords } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import { reachQuery } from './me.ts'
import { wayNames } from './proof.ts'
import type { Reach } from './reach-shapes.ts'
import classes from './Me.module.css'

const delay = 30
/** After this long without a sign the page has most likely not been noticed. */
const patience = 90_000

type Test = { leavesAt: number; pages: number }

function Result({ test, reach }: { test: Test; reach: Reach }) {
  const left = useServerTime((now) => Math.ceil((test.leavesAt - now) / 1000))
  // Asked again while we wait: the live stream of a locked phone is asleep.
  useQuery({ ...reachQuery, refetchInterval: left > -120 ? 3000 : false })
  const proofs = reach.methods.flatMap(({ id, kind, label, lastProofAt }) => {
    const took = lastProofAt ? millisOf(lastProofAt) - test.leavesAt : -1
    return took >= 0 ? [{ id, name: `${wayNames[kind]}: ${label}`, took }] : []
  })
  const broken = reach.methods.filter(
    ({ brokenAt }) => brokenAt && millisOf(brokenAt) >= test.leavesAt,
  )
  const unanswered = left <= 0 && proofs.length === 0
  const late = useServerTime((now) => now - test.leavesAt > patience)
  return (
    <div role="status">
      {left > 0 && (
        <p className={classes.lead}>
          {`The page leaves in ${durationWords(left * 1000)}. Lock your phone now.`}
        </p>
      )}
      {unanswered && !late && (
        <p className={classes.lead}>
          The page is on its way. Open it on your phone: that is the proof.
        </p>
      )}
      {proofs.map(({ id, name, took }) => (
        <p key={id} className={classes.lead}>
          <IconCheck size={16} stroke={2} className={classes.kept} aria-hidden="true" />{' '}
          {`${name} reached you, answered in ${durationWords(took)}.`}
        </p>
      ))}
      {broken.map(({ id, kind, label, brokenReason }) => (
        <p key={id} className={classes.broken}>
          {wayNames[kind]}: {label} refused{brokenReason ? `: ${brokenReason}` : ''}.
        </p>
      ))}
      {unanswered && late && (
        <p className={classes.broken}>
          We couldn't wake you: no page was opened. Most likely notifications are off for the app,
          or the phone was silent. Look at the list above, then try again.
        </p>
      )}
    </div>
  )
}

/** The one test that counts: a page that finds a locked phone, and a person who opens it. */
export function TestPage({ reach }: { reach: Reach }) {
  const [test, setTest] = useState<Test>()
  const start = useMutation({
    mutationFn: () => take(api.POST('/api/v1/me/test-pages', { body: { afterSeconds: delay } })),
    onSuccess: ({ pages }) => setTest({ pages, leavesAt: serverNow() + delay * 1000 }),
  })
  if (reach.methods.length === 0) {
    return <p className={classes.text}>Add a way to be reached first; then try it here.</p>
  }
  return (
    <div className={classes.form}>
      {test && <Result test={test} reach={reach} />}
      {start.error && <Problem tried="No page was sent." problem={problemOf(start.error)} />}
      <BigButton
        label={start.isPending ? 'Sending…' : `Page me in ${delay} s`}
        sub="I'll lock my phone now"
        busy={start.isPending}
        guardKey={test?.leavesAt ?? 'first'}
        onPress={() => start.mutate()}
      />
    </div>
  )
}
