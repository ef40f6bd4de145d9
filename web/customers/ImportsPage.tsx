import { FileInput, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Forbidden, Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { importsQuery, tryFile } from './import-queries.ts'
import {
  countWords,
  kindLabel,
  kindOfName,
  kinds,
  stateWords,
  type Import,
} from './import-words.ts'
import { customerFormsQuery } from './queries.ts'
import classes from './Imports.module.css'

const accepted = '.csv,.json,.ndjson'

function Columns({ kind }: { kind: Import['kind'] }) {
  const { data } = useQuery(customerFormsQuery)
  const { columns, own } = kinds.find(({ value }) => value === kind) ?? kinds[0]!
  const fields = kind === 'organizations' ? data?.organizationFields : data?.contactFields
  const names = own && fields ? fields.map(({ key }) => `field.${key}`) : []
  return (
    <p className={classes.faint}>
      Columns, needed ones first: {columns}
      {names.length > 0 && `, ${names.join(', ')}`}. What is empty stays as it is.
    </p>
  )
}

/** A file is always tried first: what it would do is read before anything is changed. */
function Choose() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [kind, setKind] = useState<Import['kind']>('organizations')
  const [file, setFile] = useState<File | null>(null)
  const [share, setShare] = useState(0)
  const stop = useRef<AbortController>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const sending = useMutation({
    mutationFn: (chosen: File) => {
      stop.current = new AbortController()
      return tryFile(kind, chosen, setShare, stop.current.signal)
    },
    async onSuccess({ number }) {
      await queries.invalidateQueries({ queryKey: ['customer-imports'] })
      await navigate({ to: '/customers/imports/$number', params: { number: String(number) } })
    },
  })
  const choose = (chosen: File | null): void => {
    setFile(chosen)
    const guessed = chosen && kindOfName(chosen.name)
    if (guessed) setKind(guessed)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (file && !sending.isPending) sending.mutate(file)
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-label="Bring customers in">
      <FileInput
        label="File"
        description="CSV with a first line of columns, JSON, or one JSON object a line"
        placeholder="Choose a file"
        accept={accepted}
        value={file}
        onChange={choose}
        clearable
        clearButtonProps={{ 'aria-label': 'Take the file away' }}
      />
      <NativeSelect
        label="What is in it"
        data={kinds.map(({ value, label }) => ({ value, label }))}
        value={kind}
        onChange={({ currentTarget }) =>
          setKind(kinds.find(({ value }) => value === currentTarget.value)?.value ?? kind)
        }
      />
      <Columns kind={kind} />
      {sending.error && (
        <Problem tried="The file was not taken." problem={problemOf(sending.error)} />
      )}
      <div>
        <AppButton type="submit" kind="primary" disabled={!file} busy={sending.isPending}>
          {sending.isPending ? `Sending, ${Math.floor(share * 100)} %` : 'Try it, keep nothing'}
        </AppButton>
      </div>
    </form>
  )
}

function Row({ one }: { one: Import }) {
  return (
    <li>
      <Link
        to="/customers/imports/$number"
        params={{ number: String(one.number) }}
        className={classes.row}
      >
        <span className={classes.name}>
          #{one.number} {one.name}
        </span>
        <span>
          {one.dryRun ? 'Dry run of ' : ''}
          {one.dryRun ? kindLabel(one.kind).toLowerCase() : kindLabel(one.kind)}
        </span>
        <span>{one.state === 'done' ? countWords(one) : stateWords(one)}</span>
        <span className={classes.faint}>
          {one.userName}, <LocalTime at={one.createdAt} />
        </span>
      </Link>
    </li>
  )
}

/** Customers brought in from files: a new one, and all that were. */
export function ImportsPage() {
  const list = useQuery(importsQuery)
  const mayWrite = useMay('customers.write')
  const problem = list.error ? problemOf(list.error) : undefined
  const imports = list.data?.imports ?? []
  return (
    <Screen
      title="Bring customers in"
      before={
        <Link to="/customers" className={classes.faint}>
          Customers
        </Link>
      }
    >
      <div className={classes.page}>
        {mayWrite && <Choose />}
        <section aria-labelledby="past-imports">
          <h2 id="past-imports" className={classes.heading}>
            Imports
          </h2>
          {list.isPending && !problem && <Loading rows={4} label="Loading imports" />}
          {problem?.status === 403 && <Forbidden>{problem.sentence}</Forbidden>}
          {problem && problem.status !== 403 && (
            <Problem
              tried="Couldn't load the imports."
              problem={problem}
              retry={() => void list.refetch()}
            />
          )}
          {list.data && imports.length === 0 && (
            <Empty title="None yet.">
              {mayWrite
                ? 'Choose a file: it is tried first, and nothing of it is kept.'
                : 'Who may change customers brings them in.'}
            </Empty>
          )}
          <ul className={classes.list}>
            {imports.map((one) => (
              <Row key={one.number} one={one} />
            ))}
          </ul>
        </section>
      </div>
    </Screen>
  )
}
