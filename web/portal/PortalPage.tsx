import { useQuery } from '@tanstack/react-query'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Forbidden, Loading, Problem } from '../shell/states.tsx'
import { BrandForm } from './BrandForm.tsx'
import { OwnDomain } from './OwnDomain.tsx'
import { portalQuery } from './queries.ts'
import { SignInWays } from './SignInWays.tsx'
import classes from './Portal.module.css'

function Body() {
  const { data, error, refetch } = useQuery(portalQuery)
  const problem = error ? problemOf(error) : undefined
  if (data)
    return (
      <>
        <BrandForm portal={data} />
        <OwnDomain url={data.url} />
        <SignInWays url={data.url} />
      </>
    )
  if (!problem) return <Loading rows={4} rowHeight={88} label="Loading the pages of customers" />
  if (problem.status === 403)
    return <Forbidden>{problem.sentence} Administrators arrange the pages of customers.</Forbidden>
  return (
    <Problem
      tried="Couldn't load how the pages of customers look."
      problem={problem}
      retry={() => void refetch()}
    />
  )
}

/** How the pages of customers look, where they are, and how customers sign in. */
export function PortalPage() {
  const { data } = useQuery(portalQuery)
  return (
    <Screen
      title="Pages of customers"
      narrow
      actions={
        data && (
          <a className={classes.open} href={data.url} target="_blank" rel="noreferrer">
            Open them
          </a>
        )
      }
    >
      <Body />
    </Screen>
  )
}
