import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMay } from '../people/me.ts'
import type { MailSearch } from './mail-search.ts'
import { Screen } from '../shell/Screen.tsx'
import { Arrivals } from './Arrivals.tsx'
import { Banned } from './Banned.tsx'
import { Quarantine } from './Quarantine.tsx'
import { countsQuery } from './queries.ts'
import { Sent } from './Sent.tsx'
import { Suppressed } from './Suppressed.tsx'
import classes from './Mail.module.css'

const route = getRouteApi('/staff/mail')

const tabs: { value: NonNullable<MailSearch['tab']> | 'in'; label: string }[] = [
  { value: 'in', label: 'In' },
  { value: 'quarantine', label: 'Quarantine' },
  { value: 'out', label: 'Out' },
  { value: 'suppressed', label: 'Held-back addresses' },
  { value: 'banned', label: 'Banned senders' },
]

/** Every message in and out with its fate: nothing is lost without a word. */
export function MailPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: counts } = useQuery(countsQuery({}))
  const seesMailboxes = useMay('people.write')
  const go = (to: MailSearch): void => void navigate({ search: to, replace: true })
  const open = (value: string | null): void => {
    const tab = tabs.find((one) => one.value === value)?.value
    go(tab && tab !== 'in' ? { tab } : {})
  }
  const onState = (state: string | undefined): void => go({ tab: search.tab, state })
  return (
    <Screen
      title="Mail log"
      actions={
        seesMailboxes && (
          <Link to="/mailboxes" className={classes.link}>
            Mailboxes
          </Link>
        )
      }
    >
      <Tabs className={classes.page} value={search.tab ?? 'in'} onChange={open} keepMounted={false}>
        <Tabs.List aria-label="Mail">
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
              {value === 'quarantine' && counts && counts.waiting > 0 && (
                <span className={classes.count}> {counts.waiting}</span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="in">
          <Arrivals search={search} onSearch={go} />
        </Tabs.Panel>
        <Tabs.Panel value="quarantine">
          <Quarantine state={search.state} onState={onState} />
        </Tabs.Panel>
        <Tabs.Panel value="out">
          <Sent state={search.state} onState={onState} />
        </Tabs.Panel>
        <Tabs.Panel value="suppressed">
          <Suppressed />
        </Tabs.Panel>
        <Tabs.Panel value="banned">
          <Banned />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  )
}
