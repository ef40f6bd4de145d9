import { lastHeard, useLiveState } from '../live.ts'
import { exactTimeWords, viewerZone } from '../ui/zone.ts'
import classes from './LiveWord.module.css'

/** Whether what is on screen is fresh, in words: 'Live', 'Reconnecting · last update 14:02:11'. */
export function LiveWord() {
  const state = useLiveState()
  const last = lastHeard()
  const when = last === undefined ? '' : ` · last update ${exactTimeWords(last, viewerZone())}`
  const words = {
    connecting: 'Connecting',
    live: 'Live',
    reconnecting: `Reconnecting${when}`,
    stale: `Not live${when}`,
  }[state]
  return (
    <span className={classes.word} data-state={state} role="status">
      {words}
    </span>
  )
}
