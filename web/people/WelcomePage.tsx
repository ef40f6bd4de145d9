import { Navigate, useSearch } from '@tanstack/react-router'
import { Door } from './Door.tsx'
import { Invitation } from './Invitation.tsx'

/** Somebody's own first visit, by invitation. The very first visit of all is the setup. */
export function WelcomePage() {
  const { invitation } = useSearch({ from: '/welcome' })
  if (!invitation) return <Navigate to="/setup" replace />
  return (
    <Door title="Welcome">
      <Invitation token={invitation} />
    </Door>
  )
}
