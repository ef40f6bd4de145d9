import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Forbidden, Loading, Offline, Problem } from '../shell/states.tsx'
import { meQuery } from '../people/me.ts'
import { millisOf } from '../ui/moment.ts'
import { CoverDialog } from './CoverDialog.tsx'
import { DutyCard, OffCard } from './DutyCards.tsx'
import { comingShifts, dutiesNow } from './duty.ts'
import { Gaps, LastPages, NextShifts, OnNow } from './HomeParts.tsx'
import { PhoneReady } from './PhoneReady.tsx'
import { onCallQuery } from './queries.ts'
import { Ringing } from './Ringing.tsx'
import type { OnCall } from './shapes.ts'
import classes from './OnCall.module.css'

function Home({ data, me }: { data: OnCall; me: string }) {
  const [gap, setGap] = useState<OnCall['gaps'][number]>()
  const now = millisOf(data.now)
  const duties = dutiesNow(me, data.onDuty, data.myShifts, now)
  const coming = comingShifts(data.myShifts, now)
  return (
    <div className={classes.grid}>
      <div className={classes.column}>
        <Ringing />
        {duties.map((duty) => (
          <DutyCard key={duty.key} duty={duty} me={me} />
        ))}
        {duties.length === 0 && <OffCard next={coming[0]} />}
        <PhoneReady />
        <LastPages />
        {(coming.length > 0 || duties.length > 0) && <NextShifts shifts={coming} />}
      </div>
      <div className={classes.column}>
        <OnNow onDuty={data.onDuty} />
        <Gaps gaps={data.gaps} onCover={setGap} />
      </div>
      {gap && (
        <CoverDialog
          scheduleKey={gap.scheduleKey}
          from={millisOf(gap.from)}
          to={millisOf(gap.to)}
          onClose={() => setGap(undefined)}
        />
      )}
    </div>
  )
}

function Body() {
  const oncall = useQuery(onCallQuery)
  const me = useQuery(meQuery)
  const error = oncall.error ?? me.error
  const problem = error ? problemOf(error) : undefined
  if (oncall.data && me.data) {
    return (
      <>
        <Offline problem={problem}>
          What you see is the last we heard. Shifts may have changed since.
        </Offline>
        {oncall.data.onDuty.length === 0 ? (
          <Empty title="There is no schedule yet">
            Schedules come from the playbook. When one is applied, you see here who is on call.
          </Empty>
        ) : (
          <Home data={oncall.data} me={me.data.id} />
        )}
      </>
    )
  }
  if (problem?.status === 403) return <Forbidden>{problem.sentence}</Forbidden>
  if (problem) {
    return (
      <Problem
        tried="Couldn't load who is on call."
        problem={problem}
        retry={() => void Promise.all([oncall.refetch(), me.refetch()])}
      />
    )
  }
  return <Loading rows={8} label="Loading who is on call" />
}

/** Am I on, when next, is anything burning. */
export function OnCallPage() {
  return (
    <Screen title="On call">
      <Body />
    </Screen>
  )
}
