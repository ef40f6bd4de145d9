import { Screen } from '../shell/Screen.tsx'
import { Empty } from '../shell/states.tsx'

/** Queue. */
export function QueuePage() {
  return (
    <Screen title="Queue">
      <Empty title="Queue" />
    </Screen>
  )
}
