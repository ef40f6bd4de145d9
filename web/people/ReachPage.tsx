import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconCheck, IconPhoneOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Forbidden, Loading, Offline, Problem } from '../shell/states.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { millisOf } from '../ui/moment.ts'
import { AddWay } from './AddWay.tsx'
import { deviceOf } from './device.ts'
import { reachQuery } from './me.ts'
import { PagedRules } from './PagedRules.tsx'
import { readySince } from './proof.ts'
import { ProofList } from './ProofList.tsx'
import type { Reach } from './reach-shapes.ts'
import { TestPage } from './TestPage.tsx'
import classes from './Me.module.css'

function Verdict({ reach }: { reach: Reach }) {
  const since = readySince(reach.methods, millisOf(reach.now))
  if (since) {
    return (
      <p className={classes.lead}>
        <IconCheck size={20} stroke={1.75} className={classes.kept} aria-hidden="true" />
        <span>
          Ready. Last proof <LocalTime at={since} show="soon" />.
        </span>
      </p>
    )
  }
  const why =
    reach.methods.length === 0
      ? 'There is no way to reach you yet.'
      : 'Nothing proves that a page wakes you.'
  return (
    <p className={classes.lead}>
      <IconPhoneOff size={20} stroke={1.75} className={classes.broken} aria-hidden="true" />
      <span>{why} It counts as a gap when you are on call.</span>
    </p>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Body() {
  const { data, error, refetch } = useQuery(reachQuery)
  const device = deviceOf(navigator.userAgent, navigator.maxTouchPoints)
  const problem = error ? problemOf(error) : undefined
  if (!data) {
    if (problem?.status === 403) return <Forbidden>{problem.sentence}</Forbidden>
    if (!problem) return <Loading rows={7} label="Loading how you are reached" />
    return (
      <Problem
        tried="Couldn't load how you are reached."
        problem={problem}
        retry={() => void refetch()}
      />
    )
  }
  return (
    <div className={`${classes.stack} ${classes.whole}`}>
      <Offline problem={problem}>
        What you see is the last we heard. Nothing can be tested right now.
      </Offline>
      <Verdict reach={data} />
      <Part title="Proof">
        <ProofList reach={data} device={device} />
      </Part>
      <Part title="Try it">
        <TestPage reach={data} />
      </Part>
      <Part title="Another way">
        <AddWay />
      </Part>
      <Part title="When paged">
        <PagedRules reach={data} />
      </Part>
      <p className={classes.text}>
        <Link to="/me/security" className={classes.link}>
          Sign-in, passkeys and tokens
        </Link>
      </p>
    </div>
  )
}

/** Can we reach you: each line a test with its result and time, not a setting. */
export function ReachPage() {
  return (
    <Screen title="Can we reach you?" narrow>
      <Body />
    </Screen>
  )
}
