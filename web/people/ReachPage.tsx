import { Screen } from '../shell/Screen.tsx'
import { Empty } from '../shell/states.tsx'

/** Can we reach you?. */
export function ReachPage() {
  return (
    <Screen title="Can we reach you?">
      <Empty title="Can we reach you?" />
    </Screen>
  )
}
