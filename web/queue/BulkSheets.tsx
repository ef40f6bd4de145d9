import { TagsInput } from '@mantine/core'
import { useState } from 'react'
import { useTeams } from '../people/me.ts'
import { SnoozeSheet } from '../tickets/SnoozeSheet.tsx'
import { priorityChoices, priorityWords, statusChoices, statusWords } from '../tickets/words.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import {
  previewSentences,
  tagWish,
  ticketWords,
  type BulkPreview,
  type Wish,
} from './bulk-words.ts'
import { AssignSheet } from './RowSheets.tsx'
import type { Bulk } from './use-bulk.ts'
import classes from './RowSheets.module.css'

/** Nobody is banned with it: that is decided sender by sender. */
export const spamWish: Wish = { set: { spam: true }, words: 'Close as spam' }

function TeamSheet({ what, bulk }: { what: string; bulk: Bulk }) {
  const teams = useTeams()
  return (
    <BottomSheet opened onClose={bulk.close} title={`Which team takes ${what}?`}>
      <ul className={classes.list}>
        {teams.map(({ id, name }, index) => (
          <li key={id}>
            <AppButton
              className={classes.wide}
              data-autofocus={index === 0 || undefined}
              busy={bulk.busy}
              onClick={() => bulk.ask({ set: { team: id }, words: `Give to ${name}` })}
            >
              {name}
            </AppButton>
          </li>
        ))}
        <li>
          <AppButton
            className={classes.wide}
            busy={bulk.busy}
            onClick={() => bulk.ask({ set: { team: null }, words: 'Take the team off' })}
          >
            No team
          </AppButton>
        </li>
      </ul>
    </BottomSheet>
  )
}

function TagsSheet({ what, bulk }: { what: string; bulk: Bulk }) {
  const [added, setAdded] = useState<string[]>([])
  const [removed, setRemoved] = useState<string[]>([])
  const wish = tagWish(added, removed)
  return (
    <BottomSheet opened onClose={bulk.close} title={`Tags of ${what}`}>
      <form
        className={classes.list}
        onSubmit={(event) => {
          event.preventDefault()
          bulk.ask(wish)
        }}
      >
        <TagsInput label="Add" data-autofocus value={added} onChange={setAdded} />
        <TagsInput label="Take off" value={removed} onChange={setRemoved} />
        <AppButton
          kind="primary"
          type="submit"
          busy={bulk.busy}
          aria-disabled={!wish || undefined}
          data-disabled={!wish || undefined}
        >
          Change the tags
        </AppButton>
      </form>
    </BottomSheet>
  )
}

/** On a phone, everything that can be done with many. */
function AllSheet({ what, bulk }: { what: string; bulk: Bulk }) {
  const { busy, open, askChange } = bulk
  return (
    <BottomSheet opened onClose={bulk.close} title={`Change ${what}`}>
      <div className={classes.list}>
        <AppButton data-autofocus onClick={() => open('assign')}>
          Assign…
        </AppButton>
        <AppButton onClick={() => open('team')}>Team…</AppButton>
        <AppButton onClick={() => open('tags')}>Tags…</AppButton>
        <AppButton onClick={() => open('snooze')}>Snooze…</AppButton>
        <fieldset className={classes.group}>
          <legend>Status</legend>
          {statusChoices.map((status) => (
            <AppButton
              key={status}
              busy={busy}
              onClick={() => askChange({ kind: 'status', status })}
            >
              {statusWords[status]}
            </AppButton>
          ))}
        </fieldset>
        <fieldset className={classes.group}>
          <legend>Priority</legend>
          {priorityChoices.map((priority) => (
            <AppButton
              key={priority}
              busy={busy}
              onClick={() => askChange({ kind: 'priority', priority, why: '' })}
            >
              {priorityWords[priority]}
            </AppButton>
          ))}
        </fieldset>
        <AppButton busy={busy} onClick={() => bulk.ask(spamWish)}>
          Close as spam
        </AppButton>
      </div>
    </BottomSheet>
  )
}

/** Who would be refused and why, before anything is changed; one press does the rest. */
function PreviewSheet({ wish, preview, bulk }: { wish: Wish; preview: BulkPreview; bulk: Bulk }) {
  const { changing, refused, refusals, total } = preview
  return (
    <BottomSheet
      opened
      onClose={bulk.close}
      title={`${wish.words}: ${ticketWords(total)}`}
      width={560}
    >
      <div className={classes.list}>
        {previewSentences(preview).map((sentence) => (
          <p key={sentence} className={classes.why}>
            {sentence}
          </p>
        ))}
        <ul className={classes.refusals} aria-label="Refused" tabIndex={0}>
          {refusals.map(({ number, subject, why }) => (
            <li key={number}>
              <strong>
                #{number} {subject}
              </strong>
              <br />
              {why}
            </li>
          ))}
        </ul>
        {refused > refusals.length && (
          <p className={classes.why}>And {refused - refusals.length} more.</p>
        )}
        <div className={classes.buttons}>
          <AppButton data-autofocus={changing === 0 || undefined} onClick={bulk.close}>
            {changing === 0 ? 'Close' : 'Cancel'}
          </AppButton>
          {changing > 0 && (
            <AppButton
              kind="primary"
              data-autofocus
              busy={bulk.busy}
              onClick={() => bulk.begin(wish)}
            >
              Change {changing === 1 ? 'the other one' : `the other ${changing}`}
            </AppButton>
          )}
        </div>
      </div>
    </BottomSheet>
  )
}

/** The sheet that is open for many tickets, if one is. */
export function BulkSheets({ bulk }: { bulk: Bulk }) {
  const { sheet, close, askChange } = bulk
  const what = ticketWords(bulk.numbers.length)
  switch (sheet?.kind) {
    case 'assign':
      return <AssignSheet what={what} onClose={close} onChange={askChange} />
    case 'team':
      return <TeamSheet what={what} bulk={bulk} />
    case 'tags':
      return <TagsSheet what={what} bulk={bulk} />
    case 'snooze':
      return (
        <SnoozeSheet
          what={what}
          onClose={close}
          onChoose={(until) => askChange({ kind: 'snooze', until })}
        />
      )
    case 'all':
      return <AllSheet what={what} bulk={bulk} />
    case 'preview':
      return <PreviewSheet wish={sheet.wish} preview={sheet.preview} bulk={bulk} />
    case undefined:
      return null
  }
}
