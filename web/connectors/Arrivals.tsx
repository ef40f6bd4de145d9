import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { MailSearch } from './mail-search.ts'
import { Empty } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { serverNow } from '../ui/clock.ts'
import { day } from '../ui/durations.ts'
import { ArrivalDrawer } from './ArrivalDrawer.tsx'
import { ArrivalFilters } from './ArrivalFilters.tsx'
import { ArrivalTable } from './ArrivalTable.tsx'
import { arrivalStates, stateIn } from './mail-words.ts'
import { MailList } from './MailList.tsx'
import { arrivalsQuery, countsQuery } from './queries.ts'

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <Empty title="No such mail" action={<AppButton onClick={onClear}>Show all mail</AppButton>}>
        Nothing that came in is like this.
      </Empty>
    )
  }
  return (
    <Empty title="No mail has come in yet">
      Watchdesk takes mail itself: let your domain's MX record, or a forward from your mailbox,
      point to its mail port (SMTP_LISTEN_PORT), or let it fetch from a mailbox. Every message then
      shows here with what became of it, also the ones that were refused a ticket.
    </Empty>
  )
}

/** What the address says, as the server asks for it. Words that are no number find nothing, not everything. */
function filterOf({ q, from, mailbox, ticket, days }: MailSearch) {
  const span = Number(days)
  return {
    ...(q && { text: q }),
    ...(from && { from }),
    ...(mailbox && { mailbox }),
    ...(ticket && { ticket: /^\d{1,9}$/.test(ticket) ? Number(ticket) : 999_999_999 }),
    ...(span > 0 && { since: new Date(serverNow() - span * day).toISOString() }),
  }
}

type Props = { search: MailSearch; onSearch: (search: MailSearch) => void }

/** What came in, newest first, each with its fate. */
export function Arrivals({ search, onSearch }: Props) {
  const { q, from, mailbox, ticket, days } = search
  // Worked out once for each question: a moment that moves would be another question every time.
  const filter = useMemo(
    () => filterOf({ q, from, mailbox, ticket, days }),
    [q, from, mailbox, ticket, days],
  )
  const state = stateIn(arrivalStates, search.state)
  const list = useInfiniteQuery(arrivalsQuery({ ...filter, ...(state && { state }) }))
  const { data: counts } = useQuery(countsQuery(filter))
  const [opened, setOpened] = useState<number>()
  const rows = list.data?.pages.flatMap(({ arrivals }) => arrivals) ?? []
  const open = rows.find(({ number }) => number === opened)
  const filtered = state !== undefined || Object.keys(filter).length > 0
  return (
    <>
      <MailList
        what="incoming mail"
        list={list}
        count={rows.length}
        bar={<ArrivalFilters search={search} counts={counts} onSearch={onSearch} />}
        empty={<Nothing filtered={filtered} onClear={() => onSearch({})} />}
      >
        <ArrivalTable caption="Incoming mail, newest first" rows={rows} onOpen={setOpened} />
      </MailList>
      {open && <ArrivalDrawer arrival={open} onClose={() => setOpened(undefined)} />}
    </>
  )
}
