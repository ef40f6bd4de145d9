import { Empty } from '../shell/states.tsx'

/** Emergency status. */
export function EmergencyStatusPage() {
  return (
    <>
      <title>Emergency status</title>
      <Empty level={1} title="Emergency status" />
    </>
  )
}
