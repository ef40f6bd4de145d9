import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import classes from './SampleBar.module.css'

/** Striped, and there until it is pressed: some of what is on the screen was never real. */
export function SampleBar() {
  const queries = useQueryClient()
  const may = useMay('people.write')
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/setup/samples')),
    onSuccess: async () => {
      await queries.invalidateQueries()
      toast('The sample data is gone. What was real is still here.')
      document.getElementById('main')?.focus()
    },
    onError: (error) => problemToast(`Nothing was removed: ${problemOf(error).sentence}`),
  })
  return (
    <aside className={classes.bar} aria-label="Sample data">
      <span className={classes.words}>
        <strong>Sample data</strong>
        <span className={classes.more}> Some of what you see is invented.</span>
      </span>
      {may && (
        <AppButton size="xs" busy={remove.isPending} onClick={() => remove.mutate()}>
          {remove.isPending ? 'Removing…' : 'Remove'}
        </AppButton>
      )}
    </aside>
  )
}
