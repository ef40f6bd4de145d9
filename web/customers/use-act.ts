import { useMutation } from '@tanstack/react-query'
import { problemOf } from '../problem.ts'
import { problemToast } from '../shell/toasts.ts'
import { useCustomersChanged, useSaid, type Saved } from './saved.ts'

/** Does one thing at once, says so, and offers to take it back. */
export function useAct() {
  const said = useSaid()
  const changed = useCustomersChanged()
  return useMutation({
    mutationFn: (act: () => Promise<Saved>) => act(),
    onSuccess: said,
    onError: (error) => void problemToast(`Nothing was changed. ${problemOf(error).sentence}`),
    onSettled: changed,
  })
}
