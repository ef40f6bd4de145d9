import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { AddWay } from '../people/AddWay.tsx'
import { deviceOf } from '../people/device.ts'
import { reachQuery } from '../people/me.ts'
import { readySince } from '../people/proof.ts'
import { ProofList } from '../people/ProofList.tsx'
import { TestPage } from '../people/TestPage.tsx'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { millisOf } from '../ui/moment.ts'
import { usePhone } from '../ui/phone.ts'
import { QrCode } from '../ui/QrCode.tsx'
import { StepFoot } from './StepFoot.tsx'
import { Proof, StepHeading } from './StepParts.tsx'
import type { Setup } from './steps.ts'
import classes from './Setup.module.css'

function Scan({ url }: { url: string }) {
  return (
    <div className={classes.scan}>
      <QrCode text={url} label={`Code for ${url}`} />
      <div className={classes.form}>
        <p className={classes.text}>
          Point your phone's camera at the code, sign in there, and set up push. This page notices
          by itself.
        </p>
        <p className={classes.text}>
          Or type <code>{url}</code>
        </p>
      </div>
    </div>
  )
}

/** The phone is opened by a code, and proven by a page that reaches it. */
export function PhoneStep({ setup }: { setup: Setup }) {
  const phone = usePhone()
  const queries = useQueryClient()
  // The phone in the other hand changes this: nobody reloads a page while looking at two screens.
  const { data, error, refetch } = useQuery({ ...reachQuery, refetchInterval: 3000 })
  const since = data && readySince(data.methods, millisOf(data.now))
  useEffect(() => {
    if (since) void queries.invalidateQueries({ queryKey: ['setup'] })
  }, [since, queries])
  const device = deviceOf(navigator.userAgent, navigator.maxTouchPoints)
  return (
    <>
      <StepHeading>Your phone</StepHeading>
      {phone ? (
        <p className={classes.text}>You are on the phone already. Set it up here, then try it.</p>
      ) : (
        <Scan url={setup.reachUrl} />
      )}
      {error && !data && (
        <Problem
          tried="Couldn't load how you are reached."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      )}
      {!data && !error && <Loading rows={3} />}
      {data && (
        <>
          {(phone || data.methods.length > 0) && <ProofList reach={data} device={device} />}
          <details>
            <summary>Another way: ntfy, e-mail or a webhook</summary>
            <AddWay />
          </details>
          <TestPage reach={data} />
        </>
      )}
      <Proof
        proof={
          since ? { words: 'A page reached you. Your phone can wake you.', at: since } : undefined
        }
      />
      <StepFoot step="phone" setup={setup} />
    </>
  )
}
