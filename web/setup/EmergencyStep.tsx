import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { api, take } from '../api.ts'
import { wayName } from '../people/proof.ts'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { problemToast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { useServerTime } from '../ui/clock.ts'
import { durationWords } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import { StepFoot } from './StepFoot.tsx'
import { Proof, StepHeading } from './StepParts.tsx'
import { setupSteps, stateOf, stepNames, type Setup } from './steps.ts'
import classes from './Setup.module.css'

type Test = NonNullable<Setup['testEmergency']>

const fates: Record<string, string> = {
  queued: 'on its way',
  leased: 'on its way',
  accepted: 'handed over',
  delivered: 'on your phone',
  seen: 'opened',
  cancelled: 'not needed any more',
  failed: 'not delivered',
}

function Ringing({ test }: { test: Test }) {
  const waited = useServerTime((now) => durationWords(now - millisOf(test.startedAt)))
  return (
    <div role="status" className={classes.found}>
      {test.state === 'ringing' && (
        <p>
          <strong>Ringing for {waited}.</strong> Press Acknowledge on your phone.
        </p>
      )}
      {test.state === 'unanswered' && (
        <p>
          <strong>Nobody answered.</strong> Go back to "Your phone", see which line is not proven,
          then try again.
        </p>
      )}
      <ul className={classes.tried} aria-label="Pages">
        {test.pages.map(({ kind, state, outcome }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- pages have no other name here
          <li key={index}>
            <span>
              {wayName(kind)}: {fates[state] ?? state}
              {state === 'failed' && outcome && <code className={classes.said}>{outcome}</code>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The product's hand-shake: an emergency that says it is a test, and a phone that rings. */
export function EmergencyStep({ setup }: { setup: Setup }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const test = setup.testEmergency
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: ['setup'] }) }
  const start = useMutation({
    mutationFn: () => take(api.PUT('/api/v1/setup/test-emergency')),
    ...settled,
  })
  const stop = useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/setup/test-emergency')),
    ...settled,
  })
  const finish = useMutation({
    mutationFn: () => take(api.PUT('/api/v1/setup/completion')),
    onSuccess: async () => {
      await navigate({ to: '/queue' })
      await queries.invalidateQueries({ queryKey: ['setup'] })
    },
    onError: (error) => problemToast(`Not finished: ${problemOf(error).sentence}`),
  })
  const isRinging = test?.state === 'ringing'
  const isAnswered = test?.state === 'answered'
  const skipped = setupSteps.filter((step) => stateOf(setup, step) !== 'done')
  const left = skipped.filter((step) => step !== 'emergency')
  return (
    <>
      <StepHeading>A test emergency</StepHeading>
      <p className={classes.text}>
        It pages you and nobody else, says that it is a TEST, and is removed an hour later. Lock
        your phone, put it down, and start.
      </p>
      {start.error && <Problem tried="Nothing rang." problem={problemOf(start.error)} />}
      {test && !isAnswered && <Ringing test={test} />}
      <Proof
        proof={
          isAnswered && test
            ? {
                words: `You had it after ${durationWords(test.answeredMs ?? 0)}. That is how an emergency will be.`,
                at: test.startedAt,
              }
            : undefined
        }
      />
      {left.length > 0 && (
        <p className={classes.text}>
          Left for later:{' '}
          {left.map((step, index) => (
            <span key={step}>
              {index > 0 && ', '}
              <Link to="/setup" search={{ step }}>
                {stepNames[step]}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
      <StepFoot step="emergency" setup={setup}>
        {isRinging ? (
          <AppButton busy={stop.isPending} onClick={() => stop.mutate()}>
            Stop ringing
          </AppButton>
        ) : (
          <AppButton
            kind={isAnswered ? 'plain' : 'primary'}
            busy={start.isPending}
            onClick={() => start.mutate()}
          >
            {test ? 'Ring again' : 'Start the test emergency'}
          </AppButton>
        )}
        <AppButton
          kind={isAnswered ? 'primary' : 'plain'}
          busy={finish.isPending}
          onClick={() => finish.mutate()}
        >
          {isAnswered ? 'Finish' : 'Finish without it'}
        </AppButton>
      </StepFoot>
    </>
  )
}
