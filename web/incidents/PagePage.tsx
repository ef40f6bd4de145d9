import { Empty } from '../shell/states.tsx'

/** Page. */
export function PagePage() {
  return (
    <main id="main">
      <title>Page · Watchdesk</title>
      <Empty level={1} title="Page" />
    </main>
  )
}
