import { useQuery } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { Empty } from '../shell/states.tsx'
import { AddressList } from './AddressList.tsx'
import { bansQuery } from './queries.ts'

/** Senders whose mail waits in quarantine. */
export function Banned() {
  const { data, error, refetch } = useQuery(bansQuery)
  return (
    <AddressList
      what="banned senders"
      rows={data?.senders.map(({ pattern, bannedAt, bannedBy, reason, ticketNumber }) => ({
        address: pattern,
        since: bannedAt,
        by: bannedBy,
        reason,
        ticketNumber,
      }))}
      error={error}
      retry={() => void refetch()}
      lift="Lift the ban"
      lifted={(address) => `Mail of ${address} is taken again. What waits stays in quarantine.`}
      onLift={(pattern) =>
        take(api.DELETE('/api/v1/banned-senders/{pattern}', { params: { path: { pattern } } }))
      }
      empty={
        <Empty title="Nobody is banned">
          Ban a sender from a ticket that is spam, or from a mail in quarantine. Their mail then
          waits in quarantine; it is never thrown away.
        </Empty>
      }
    />
  )
}
