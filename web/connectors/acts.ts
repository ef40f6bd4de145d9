import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'

type EachDone = components['schemas']['EachDone']

/** Lets mail out of quarantine, into one ticket or each into a new one. */
export const release = ({ numbers, ticket }: { numbers: number[]; ticket: number | null }) =>
  take(api.POST('/api/v1/mail/arrivals/releases', { body: { numbers, ticket } }))

/** Reads mail again by all the rules. */
export const readAgain = (numbers: number[]) =>
  take(api.POST('/api/v1/mail/arrivals/readings', { body: { numbers } }))

/** Puts dead or held messages into the queue again. */
export const sendAgain = (numbers: number[]) =>
  take(api.POST('/api/v1/mail/outgoing/attempts', { body: { numbers } }))

const toldApart = 3

function tell({ done, refused }: EachDone, words: (count: string) => string): void {
  if (done.length > 0) toast(words(done.length === 1 ? '1 mail' : `${done.length} mails`))
  for (const { why } of refused.slice(0, toldApart)) problemToast(why)
  const more = refused.length - toldApart
  if (more > 0) problemToast(`${more} more were left as they are.`)
}

/** Does one thing to many mails; says how many it was done to, and of the others why not. */
export function useEach<T>(
  run: (what: T) => Promise<EachDone>,
  words: (count: string) => string,
  onDone: () => void = () => {},
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: (answer) => {
      tell(answer, words)
      onDone()
    },
    onError: (error) => problemToast(`Nothing was changed. ${problemOf(error).sentence}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mail'] }),
  })
}
