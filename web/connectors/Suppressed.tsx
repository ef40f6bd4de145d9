import { useQuery } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { Empty } from '../shell/states.tsx'
import { AddressList } from './AddressList.tsx'
import { suppressionsQuery } from './queries.ts'

/** Addresses that mail does not reach; what would go there is held. */
export function Suppressed() {
  const { data, error, refetch } = useQuery(suppressionsQuery)
  return (
    <AddressList
      what="held-back addresses"
      rows={data?.suppressions.map((row) => ({ ...row, by: null }))}
      error={error}
      retry={() => void refetch()}
      lift="Let mail go there"
      lifted={(address) => `Mail goes to ${address} again. What was held, send again under Out.`}
      onLift={(address) =>
        take(api.DELETE('/api/v1/suppressions/{address}', { params: { path: { address } } }))
      }
      empty={
        <Empty title="Mail reaches everybody">
          When a mail server says for good that an address does not exist, mail to it is held and
          the address shows here.
        </Empty>
      }
    />
  )
}
