import { lastHeard, useLiveState } from '../live.ts'
import { exactTimeWords, viewerZone } from '../ui/zone.ts'
import { useOnline } from './online.ts'
import classes from './LiveWord.module.css'

/** Whether what is on screen is fresh, in words: 'Live', 'Reconnecting · last update 14:02:11'. */
export function LiveWord() {
  const heard = useLiveState()
  // A device without a network cannot be live, however short ago the last word came.
  const online = useOnline()
  const state = online ? heard : 'offline'
  const last = lastHeard()
  const when = last === undefined ? '' : ` · last update ${exactTimeWords(last, viewerZone())}`
  const words = {
    connecting: 'Connecting',
    live: 'Live',
    reconnecting: `Reconnecting${when}`,
    stale: `Not live${when}`,
    offline: `Offline${when}`,
  }[state]
  return (
    <span className={classes.word} data-state={state} role="status">
      {words}
    </span>
  )
}
