import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { problemOf } from '../problem.ts'
import { Empty, Problem } from './states.tsx'

/** No such address, or one this person may not know of: both say the same. */
export function NotFound() {
  return (
    <main>
      <Empty
        level={1}
        title="There is nothing here"
        action={<Link to="/queue">Go to the queue</Link>}
      >
        The address may be wrong, or what it named is not there for you.
      </Empty>
    </main>
  )
}

/** A page that fell over: says so, and tries again without losing the rest of the shell. */
export function RouteProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <main>
      <Problem
        tried="Couldn't show this page."
        problem={problemOf(error)}
        retry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </main>
  )
}
