import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Navigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { recall, remember } from '../shell/remember.ts'
import { CodeStep } from './CodeStep.tsx'
import { Door } from './Door.tsx'
import { SignInForm } from './SignInForm.tsx'
import classes from './Door.module.css'

const route = getRouteApi('/sign-in')

/** Set while somebody is signed in on this device: then a closed door means that a session ended. */
export const insideKey = 'watchdesk-inside'

/** Goes where the person wanted to be, with nothing left of whoever was here before. */
export function useEnter(): (to?: string) => void {
  const queries = useQueryClient()
  const router = useRouter()
  return (to = '/queue') => {
    remember(insideKey, 'yes')
    queries.clear()
    router.history.push(to)
  }
}

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
  if (welcome.data?.isEmpty) return <Navigate to="/welcome" replace />
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
