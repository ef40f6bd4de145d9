import { IconCheck, IconCircleDashed } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { AddWay } from '../people/AddWay.tsx'
import { deviceOf } from '../people/device.ts'
import { reachQuery } from '../people/me.ts'
import { proofState, readySince, wayNames, type Method } from '../people/proof.ts'
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

const stateWords = {
  proven: 'proven',
  old: 'proven too long ago',
  never: 'not proven yet',
  broken: 'refused the last page',
}

/** What the phone has set up so far, seen from the desk. */
function Ways({ methods, now }: { methods: Method[]; now: number }) {
  if (methods.length === 0) return null
  return (
    <ul className={classes.tried} aria-label="Ways to reach you">
      {methods.map((method) => {
        const state = proofState(method, now)
        return (
          <li key={method.id} data-state={state === 'proven' ? 'done' : 'waiting'}>
            {state === 'proven' ? (
              <IconCheck size={20} stroke={1.75} aria-hidden="true" />
            ) : (
              <IconCircleDashed size={20} stroke={1.75} aria-hidden="true" />
            )}
            <span>
              {wayNames[method.kind]}: {method.label}, {stateWords[state]}
            </span>
          </li>
        )
      })}
    </ul>
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
          {phone ? (
            <ProofList reach={data} device={device} />
          ) : (
            <Ways methods={data.methods} now={millisOf(data.now)} />
          )}
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
