import { Empty } from '../shell/states.tsx'

/** Emergency. */
export function EmergencyPage() {
  return (
    <>
      <title>Emergency</title>
      <Empty level={1} title="Emergency" />
    </>
  )
}
