import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { useLive } from '../live.ts'
import { Door } from '../people/Door.tsx'
import { problemOf } from '../problem.ts'
import { Forbidden, Loading, Problem } from '../shell/states.tsx'
import { CompanyStep } from './CompanyStep.tsx'
import { EmergencyStep } from './EmergencyStep.tsx'
import { MailStep } from './MailStep.tsx'
import { OnCallStep } from './OnCallStep.tsx'
import { PhoneStep } from './PhoneStep.tsx'
import { PromisesStep } from './PromisesStep.tsx'
import { setupQuery, welcomeQuery } from './queries.ts'
import { SetupFrame } from './SetupFrame.tsx'
import { nextOpen, type Setup, type StepName } from './steps.ts'
import { FirstAdmin, YouStep } from './YouStep.tsx'

const route = getRouteApi('/setup')

const parts: Record<Exclude<StepName, 'you'>, (props: { setup: Setup }) => React.ReactNode> = {
  company: CompanyStep,
  mail: MailStep,
  promises: PromisesStep,
  'on-call': OnCallStep,
  phone: PhoneStep,
  emergency: EmergencyStep,
}

/** Six steps from an empty machine to a ringing phone. Each proves itself, and can be left out, done again and resumed. */
export function SetupPage() {
  const { data, error, refetch } = useQuery(welcomeQuery)
  if (data && !data.isEmpty) return <Started />
  if (data) {
    return (
      <SetupFrame step="you">
        <FirstAdmin />
      </SetupFrame>
    )
  }
  return (
    <Door title="Setup">
      {error ? (
        <Problem
          tried="Couldn't ask whether somebody is here already."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      ) : (
        <Loading rows={4} />
      )}
    </Door>
  )
}

function Started() {
  useLive()
  const { step: asked } = route.useSearch()
  const { data, error, refetch } = useQuery(setupQuery)
  const problem = error ? problemOf(error) : undefined
  if (problem?.status === 401) return <Navigate to="/sign-in" search={{ next: '/setup' }} replace />
  if (data?.finishedAt) return <Navigate to="/queue" replace />
  if (!data) {
    return (
      <Door title="Setup">
        {problem?.status === 403 ? (
          <Forbidden>
            {problem.sentence} The setup is for administrators: passwords of other machines are in
            it.
          </Forbidden>
        ) : problem ? (
          <Problem
            tried="Couldn't load how far the setup is."
            problem={problem}
            retry={() => void refetch()}
          />
        ) : (
          <Loading rows={6} />
        )}
      </Door>
    )
  }
  const step = asked ?? nextOpen(data)
  if (!asked) return <Navigate to="/setup" search={{ step }} replace />
  const Part = step === 'you' ? YouStep : parts[step]
  return (
    <SetupFrame step={step} setup={data}>
      <Part key={step} setup={data} />
    </SetupFrame>
  )
}
