import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formErrors, problemOf, type Problem } from '../problem.ts'

export type Wrong = Record<string, string>

/** The id of a field, so that a summary can lead to it. */
export const fieldId = (path: string): string => `setup-${path.replaceAll('.', '-')}`

/**
 * One form of one step: what is missing is said before anything is sent, what the server refuses stands at its field.
 * `tries` counts the presses that came to nothing, so that the summary takes the focus each time.
 */
export function useStepForm<T>(
  check: (value: T) => Wrong,
  save: (value: T) => Promise<unknown>,
  onSaved?: () => void,
) {
  const queries = useQueryClient()
  const [tried, setTried] = useState<T>()
  const [tries, setTries] = useState(0)
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['setup'] })
      onSaved?.()
    },
    onError: () => setTries((count) => count + 1),
  })
  const problem: Problem | undefined = saving.error ? problemOf(saving.error) : undefined
  const wrongNow = (value: T): Wrong => ({
    ...(problem && formErrors(problem)),
    ...(tried !== undefined && check(value)),
  })
  const submit = (value: T): void => {
    if (saving.isPending) return
    setTried(value)
    if (Object.keys(check(value)).length === 0) saving.mutate(value)
    else {
      saving.reset()
      setTries((count) => count + 1)
    }
  }
  return { submit, wrongNow, problem, tries, saving: saving.isPending, saved: saving.isSuccess }
}
