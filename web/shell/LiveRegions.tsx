import { useSyncExternalStore } from 'react'
import { announcements } from './announce.ts'

/** The only two live regions for announcements; always on the page, or readers miss the first one. */
export function LiveRegions() {
  const { polite, assertive } = useSyncExternalStore(announcements.subscribe, announcements.read)
  return (
    <>
      <div role="status" aria-live="polite" className="wd-visually-hidden">
        <span key={polite.id}>{polite.text}</span>
      </div>
      <div role="alert" aria-live="assertive" className="wd-visually-hidden">
        <span key={assertive.id}>{assertive.text}</span>
      </div>
    </>
  )
}
