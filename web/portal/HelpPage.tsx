import { Empty } from '../shell/states.tsx'

/** Help. */
export function HelpPage() {
  return (
    <>
      <title>Help</title>
      <Empty level={1} title="Help" />
    </>
  )
}
