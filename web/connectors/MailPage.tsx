import { Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { Screen } from '../shell/Screen.tsx'
import { Arrivals } from './Arrivals.tsx'
import { Sent } from './Sent.tsx'
import classes from './Mail.module.css'

const route = getRouteApi('/staff/mail')

/** Every message in and out with its fate: nothing is lost without a word. */
export function MailPage() {
  const { tab, state } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (search: { tab?: 'out'; state?: string }): void =>
    void navigate({ search, replace: true })
  return (
    <Screen title="Mail log">
      <Tabs
        className={classes.page}
        value={tab ?? 'in'}
        onChange={(value) => go(value === 'out' ? { tab: 'out' } : {})}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="in">In</Tabs.Tab>
          <Tabs.Tab value="out">Out</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="in">
          <Arrivals state={state} onState={(to) => go({ state: to })} />
        </Tabs.Panel>
        <Tabs.Panel value="out">
          <Sent state={state} onState={(to) => go({ tab: 'out', state: to })} />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  )
}
