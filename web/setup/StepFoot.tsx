import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { after, before, keyOf, stateOf, type Setup, type StepName } from './steps.ts'
import classes from './Setup.module.css'

/** The way on: back, leave out, continue. `children` is the step's own press while it has not proven itself. */
export function StepFoot({
  step,
  setup,
  dirty = false,
  children,
}: {
  step: StepName
  setup: Setup
  /** What is written is not saved yet: first that, then on. */
  dirty?: boolean
  children?: ReactNode
}) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const go = (to: StepName): void => void navigate({ to: '/setup', search: { step: to } })
  const state = stateOf(setup, step)
  const key = keyOf(step)
  const skip = useMutation({
    mutationFn: async () => {
      if (key)
        await take(api.POST('/api/v1/setup/steps/{step}/skip', { params: { path: { step: key } } }))
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['setup'] })
      go(after(step))
    },
    onError: (error) => problemToast(`Not left out: ${problemOf(error).sentence}`),
  })
  const earlier = before(step)
  return (
    <div className={classes.foot}>
      {earlier && (
        <AppButton kind="quiet" onClick={() => go(earlier)}>
          Back
        </AppButton>
      )}
      <span className={classes.gap} />
      {state !== 'done' && key && (
        <AppButton kind="plain" busy={skip.isPending} onClick={() => skip.mutate()}>
          Skip for now
        </AppButton>
      )}
      {children}
      {state === 'done' && !dirty && step !== 'emergency' && (
        <AppButton kind="primary" onClick={() => go(after(step))}>
          Continue
        </AppButton>
      )}
    </div>
  )
}
