import { Screen } from '../shell/Screen.tsx'
import { Empty } from '../shell/states.tsx'

/** Raise an emergency. */
export function RaisePage() {
  return (
    <Screen title="Raise an emergency">
      <Empty title="Raise an emergency" />
    </Screen>
  )
}
