import { CloseButton, Progress } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { problemOf } from '../problem.ts'
import { problemToast, undoLast } from '../shell/toasts.ts'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { serverNow } from '../ui/clock.ts'
import { momentWords, viewerZone } from '../ui/zone.ts'
import { bulkQuery, follow, undoBulk, useFollowed, type Followed } from './bulk-run.ts'
import { canUndo, progressShare, progressWords, type BulkChange } from './bulk-words.ts'
import classes from './BulkProgress.module.css'

/** The change of many tickets that was started last: how far it is, who was refused, and the way back. */
export function BulkProgress() {
  const followed = useFollowed()
  return followed ? <Progressing key={followed.id} {...followed} /> : null
}

function Progressing({ id, words }: Followed) {
  const queries = useQueryClient()
  const { data: bulk, error } = useQuery(bulkQuery(id))
  const state = bulk?.state
  // What the list shows must be what is true, also where the live stream is down.
  const before = useRef(state)
  useEffect(() => {
    if (state === before.current) return
    before.current = state
    if (state === 'done' || state === 'undone') {
      void queries.invalidateQueries({ queryKey: ['queue'] })
      void queries.invalidateQueries({ queryKey: ['ticket'] })
    }
  }, [state, queries])
  const [busy, setBusy] = useState(false)
  const undo = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      queries.setQueryData(bulkQuery(id).queryKey, await undoBulk(id))
    } catch (failure) {
      problemToast(`It was not taken back. ${problemOf(failure).sentence}`)
    }
    setBusy(false)
  }
  const mayUndo = bulk !== undefined && canUndo(bulk, serverNow())
  // A change of one ticket offers its own way back for ten seconds; as long as it does, Z means that.
  const back = (): void => {
    if (!undoLast()) void undo()
  }
  useKeys(
    mayUndo ? [{ key: 'Z', label: 'Undo the change of many', scope: 'Queue', run: back }] : [],
  )
  return (
    <section className={classes.panel} aria-label="Change of many tickets">
      <div className={classes.head}>
        <strong>{words}</strong>
        <CloseButton
          aria-label="Close the report"
          size="sm"
          onClick={() => {
            follow(undefined)
            document.querySelector<HTMLElement>('#queue-list [role="row"][tabindex="0"]')?.focus()
          }}
        />
      </div>
      {bulk && <Standing bulk={bulk} />}
      {error && <p className={classes.words}>{problemOf(error).sentence}</p>}
      {mayUndo && (
        <div className={classes.foot}>
          <AppButton keys="Z" busy={busy} onClick={() => void undo()}>
            {state === 'running' ? 'Stop and undo' : 'Undo'}
          </AppButton>
          <span className={classes.words}>
            until {momentWords(Date.parse(bulk.undoUntil), viewerZone(), serverNow())}
          </span>
        </div>
      )}
    </section>
  )
}

function Standing({ bulk }: { bulk: BulkChange }) {
  const { exceptions } = bulk
  return (
    <>
      <p role="status" className={classes.words}>
        {progressWords(bulk)}
      </p>
      {(bulk.state === 'running' || bulk.state === 'undoing') && (
        <Progress value={progressShare(bulk)} aria-label="How far it is" size="sm" />
      )}
      {exceptions.length > 0 && (
        <details className={classes.exceptions}>
          <summary>
            {exceptions.length === 1 ? 'Why one was not' : `Why ${exceptions.length} were not`}
          </summary>
          <ul>
            {exceptions.map(({ number, why }) => (
              <li key={number}>
                #{number}: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
