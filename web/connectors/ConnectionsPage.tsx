import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Forbidden, Loading, Offline, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { ConnectionCard } from './ConnectionCard.tsx'
import { ConnectionEditor } from './ConnectionEditor.tsx'
import type { Connection, ConnectionKind } from './connection-words.ts'
import { connectionsQuery } from './queries.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

type Editing = { connection: Connection | undefined; kind: ConnectionKind }

function Body() {
  const { data, error, refetch } = useQuery(connectionsQuery)
  const [editing, setEditing] = useState<Editing>()
  const problem = error ? problemOf(error) : undefined
  if (!data) {
    if (!problem) return <Loading rows={2} rowHeight={88} label="Loading the connections" />
    if (problem.status === 403)
      return (
        <Forbidden>
          {problem.sentence} Administrators set up connections: keys of other systems are in them.
        </Forbidden>
      )
    return (
      <Problem
        tried="Couldn't load the connections."
        problem={problem}
        retry={() => void refetch()}
      />
    )
  }
  const { connections, kinds } = data
  const kindOf = (connection: Connection) => kinds.find(({ kind }) => kind === connection.kind)
  const connect = (
    <div className={classes.buttons}>
      {kinds.map((kind) => (
        <AppButton key={kind.kind} onClick={() => setEditing({ connection: undefined, kind })}>
          Connect {kind.name}
        </AppButton>
      ))}
    </div>
  )
  return (
    <div className={parts.form}>
      <Offline problem={problem}>What you see is the last we heard.</Offline>
      {connections.length === 0 && (
        <Empty title="Nothing is connected yet" action={connect}>
          Topics that nobody answered in a forum elsewhere can stand in the queue, and answers
          written here go there.
        </Empty>
      )}
      <ul className={parts.addresses}>
        {connections.map((connection) => (
          <ConnectionCard
            key={connection.key}
            connection={connection}
            kindName={kindOf(connection)?.name ?? connection.kind}
            onEdit={() => {
              const kind = kindOf(connection)
              if (kind) setEditing({ connection, kind })
            }}
          />
        ))}
      </ul>
      {connections.length > 0 && connect}
      {editing && (
        <ConnectionEditor
          key={editing.connection?.key ?? ''}
          {...editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  )
}

/** Systems outside that we are connected to, each with how it fares. */
export function ConnectionsPage() {
  return (
    <Screen title="Connections" narrow>
      <div className={classes.page}>
        <Body />
      </div>
    </Screen>
  )
}
