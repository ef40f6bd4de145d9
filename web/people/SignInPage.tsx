import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { recall } from '../shell/remember.ts'
import { CodeStep } from './CodeStep.tsx'
import { Door } from './Door.tsx'
import { insideKey, useEnter } from './enter.ts'
import { SignInForm } from './SignInForm.tsx'
import classes from './Door.module.css'

const route = getRouteApi('/sign-in')

/** Passkey first, then e-mail and password, then a code where one is asked for. */
export function SignInPage() {
  const { next } = route.useSearch()
  const enter = useEnter()
  const [needsCode, setNeedsCode] = useState(false)
  const [ended] = useState(() => next !== undefined && recall(insideKey) === 'yes')
  const welcome = useQuery({
    queryKey: ['welcome'],
    queryFn: () => take(api.GET('/api/v1/welcome')),
  })
  if (welcome.data?.isEmpty) return <Navigate to="/setup" replace />
  if (needsCode) {
    return (
      <Door title="Enter your code">
        <CodeStep onDone={() => enter(next)} onBack={() => setNeedsCode(false)} />
      </Door>
    )
  }
  return (
    <Door title="Sign in">
      {ended && (
        <p className={classes.why} role="status">
          Your session ended. Sign in, and you are back where you were.
        </p>
      )}
      <SignInForm onDone={() => enter(next)} onCode={() => setNeedsCode(true)} />
    </Door>
  )
}
