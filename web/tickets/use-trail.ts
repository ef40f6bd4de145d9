import { useNavigate } from '@tanstack/react-router'
import { useQueue } from '../queue/queries.ts'
import { lastTrail, leaveTrail } from '../queue/trail.ts'
import { toast } from '../shell/toasts.ts'
import { useKeys } from '../shell/use-keys.ts'

/** The way through the queue from one ticket to the next, in the order the queue was left in. */
export function useTrail(number: number) {
  const navigate = useNavigate()
  const { ask, search } = lastTrail()
  const { rows, first } = useQueue(ask)
  const at = rows.findIndex((row) => row.number === number)
  const total = first?.bands.reduce((sum, { open }) => sum + open, 0) ?? rows.length

  const go = (to: number | undefined, none: string): void => {
    if (to === undefined) {
      toast(none)
      return
    }
    leaveTrail({ focused: to })
    void navigate({ to: '/t/$number', params: { number: String(to) } })
  }
  // A ticket that left the list (solved, taken) is followed by what stands first now.
  const next = (): void => {
    const following = at < 0 ? rows.find((row) => row.number !== number) : rows[at + 1]
    go(following?.number, 'This is the last one of the queue.')
  }
  const previous = (): void =>
    go(at > 0 ? rows[at - 1]?.number : undefined, 'This is the first one.')
  useKeys([
    { key: 'N', label: 'Next of the queue', scope: 'Ticket', run: next },
    { key: 'B', label: 'Previous of the queue', scope: 'Ticket', run: previous },
    {
      key: 'U',
      label: 'Back to the queue',
      scope: 'Ticket',
      run: () => void navigate({ to: '/queue', search }),
    },
    {
      key: 'Escape',
      label: 'Back to the queue',
      scope: 'Ticket',
      keyOnly: true,
      run: () => void navigate({ to: '/queue', search }),
    },
  ])
  const counts = ask.filter === 'open' && ask.channel === undefined
  const words = at < 0 ? '' : counts ? `${at + 1}/${total}` : `${at + 1}/${rows.length}`
  return { search, words, next, previous }
}
