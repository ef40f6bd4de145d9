import { Screen } from '../shell/Screen.tsx'
import { Empty } from '../shell/states.tsx'

/** Mail log. */
export function MailPage() {
  return (
    <Screen title="Mail log">
      <Empty title="Mail log" />
    </Screen>
  )
}
