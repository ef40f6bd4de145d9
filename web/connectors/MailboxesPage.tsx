import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Forbidden, Loading, Offline, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { MailboxCard } from './MailboxCard.tsx'
import { MailboxEditor } from './MailboxEditor.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import type { Made, Mailbox } from './mailbox-words.ts'
import { mailboxesQuery } from './queries.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

function Body({ editing, onEdit }: { editing?: Mailbox | 'new'; onEdit: OnEdit }) {
  const { data, error, refetch } = useQuery(mailboxesQuery)
  const [made, setMade] = useState<Made>()
  const problem = error ? problemOf(error) : undefined
  if (!data) {
    if (!problem) return <Loading rows={4} rowHeight={88} label="Loading the mailboxes" />
    if (problem.status === 403) {
      return (
        <Forbidden>
          {problem.sentence} Administrators set up mailboxes: passwords of other machines are in
          them.
        </Forbidden>
      )
    }
    return (
      <Problem
        tried="Couldn't load the mailboxes."
        problem={problem}
        retry={() => void refetch()}
      />
    )
  }
  return (
    <>
      <Offline problem={problem}>What you see is the last we heard.</Offline>
      {made && <ShownOnce made={made} onDone={() => setMade(undefined)} />}
      {data.mailboxes.length === 0 && (
        <Empty
          title="No mailboxes yet"
          action={<AppButton onClick={() => onEdit('new')}>Add the first one</AppButton>}
        >
          Mail that is sent to Watchdesk itself comes in without one. Add a mailbox to fetch mail
          from your mail server, or to let a provider post it.
        </Empty>
      )}
      <ul className={parts.addresses}>
        {data.mailboxes.map((mailbox) => (
          <MailboxCard
            key={mailbox.key}
            mailbox={mailbox}
            channels={data.channels}
            onEdit={() => onEdit(mailbox)}
          />
        ))}
      </ul>
      {editing && (
        <MailboxEditor
          key={editing === 'new' ? '' : editing.key}
          mailbox={editing === 'new' ? undefined : editing}
          channels={data.channels}
          onClose={() => onEdit(undefined)}
          onMade={setMade}
        />
      )}
    </>
  )
}

type OnEdit = (mailbox: Mailbox | 'new' | undefined) => void

/** Where mail is fetched from or posted to, each with how it fares. */
export function MailboxesPage() {
  const [editing, setEditing] = useState<Mailbox | 'new'>()
  const { data } = useQuery(mailboxesQuery)
  return (
    <Screen
      title="Mailboxes"
      narrow
      before={
        <Link to="/mail" className={classes.link}>
          Mail log
        </Link>
      }
      actions={
        data &&
        data.mailboxes.length > 0 && (
          <AppButton kind="primary" onClick={() => setEditing('new')}>
            Add a mailbox
          </AppButton>
        )
      }
    >
      <div className={classes.page}>
        <Body editing={editing} onEdit={setEditing} />
      </div>
    </Screen>
  )
}
