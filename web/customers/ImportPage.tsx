import { Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Loading, Problem } from '../shell/states.tsx'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { applyImport, importQuery, stopImport } from './import-queries.ts'
import {
  isMoving,
  kindLabel,
  reportCsv,
  shareDone,
  stateWords,
  type Report,
} from './import-words.ts'
import classes from './Imports.module.css'

const route = getRouteApi('/staff/customers/imports/$number')
/** More are in the file that can be downloaded. */
const shownRefusals = 200

function download({ number, refusals }: Report): void {
  // The mark tells spreadsheets that it is UTF-8.
  const blob = new Blob(['\uFEFF', reportCsv({ refusals })], { type: 'text/csv;charset=utf-8' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `import-${number}-report.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}

function Counts({ report }: { report: Report }) {
  const { dryRun, created, changed, same, refused, examples } = report
  const would = dryRun ? 'Would be ' : ''
  const cells: [string, number, string[]][] = [
    [would ? `${would}new` : 'New', created, examples.created],
    [would ? `${would}changed` : 'Changed', changed, examples.changed],
    ['As they were', same, []],
    ['Refused', refused, []],
  ]
  return (
    <dl className={classes.counts}>
      {cells.map(([name, count, keys]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span className={classes.number}>{count}</span>
            {keys.length > 0 && (
              <span className={classes.keys}>
                {keys.slice(0, 5).join(', ')}
                {count > Math.min(5, keys.length) && ' …'}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Refusals({ report }: { report: Report }) {
  const { refusals, refused } = report
  if (refusals.length === 0) return null
  return (
    <section aria-labelledby="refusals">
      <h2 id="refusals" className={classes.heading}>
        {refused === 0 ? 'Worth a look' : 'What was refused'}
      </h2>
      <ul className={classes.list}>
        {refusals.slice(0, shownRefusals).map(({ line, key, field, why, remedy }) => (
          <li key={line} className={classes.refusal}>
            <span className={classes.faint}>
              Record {line}
              {field && `, ${field}`}
            </span>
            <span className={classes.name}>{key}</span>
            <span>
              {why} {remedy && <span className={classes.faint}>{remedy}</span>}
            </span>
          </li>
        ))}
      </ul>
      {refusals.length > shownRefusals && (
        <p className={classes.faint}>And {refusals.length - shownRefusals} more, in the report.</p>
      )}
    </section>
  )
}

/** What can be done with it now. */
function Presses({ report }: { report: Report }) {
  const { number, canApply, refusals, created, changed } = report
  const mayWrite = useMay('customers.write')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const act = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onError: (error) => void problemToast(problemOf(error).sentence),
    onSettled: () => queries.invalidateQueries({ queryKey: ['customer-imports'] }),
  })
  const bringIn = async (): Promise<void> => {
    const begun = await applyImport(number)
    await navigate({ to: '/customers/imports/$number', params: { number: String(begun.number) } })
  }
  const stop = async (): Promise<void> => {
    await stopImport(number)
    toast(`#${number} is stopped.`)
  }
  return (
    <div className={classes.presses}>
      {mayWrite && canApply && created + changed > 0 && (
        <AppButton kind="primary" busy={act.isPending} onClick={() => act.mutate(bringIn)}>
          Bring {created + changed} in
        </AppButton>
      )}
      {mayWrite && isMoving(report) && (
        <AppButton busy={act.isPending} onClick={() => act.mutate(stop)}>
          Stop
        </AppButton>
      )}
      {refusals.length > 0 && !isMoving(report) && (
        <AppButton onClick={() => download(report)}>Download the report</AppButton>
      )}
    </div>
  )
}

function Whole({ report }: { report: Report }) {
  const { number, kind, dryRun, triedAs, appliedAs, userName, createdAt, state } = report
  return (
    <div className={classes.page}>
      <p className={classes.faint}>
        {dryRun ? `Dry run, ${kindLabel(kind).toLowerCase()}` : kindLabel(kind)} · {userName},{' '}
        <LocalTime at={createdAt} />
      </p>
      <p className={state === 'failed' ? classes.amber : undefined} role="status">
        {stateWords(report)}
      </p>
      {isMoving(report) && (
        <>
          <Progress
            value={shareDone(report)}
            aria-label={`How far import ${number} is`}
            className={classes.progress}
          />
          <p className={classes.faint}>
            It goes on without this page, and after a restart where it was.
          </p>
        </>
      )}
      {(state !== 'failed' || (!dryRun && report.doneRows > 0)) && <Counts report={report} />}
      <Presses report={report} />
      {triedAs !== null && (
        <p>
          <Link
            to="/customers/imports/$number"
            params={{ number: String(triedAs) }}
            className={classes.link}
          >
            The dry run of it is #{triedAs}
          </Link>
        </p>
      )}
      {appliedAs !== null && (
        <p>
          <Link
            to="/customers/imports/$number"
            params={{ number: String(appliedAs) }}
            className={classes.link}
          >
            It was brought in as #{appliedAs}
          </Link>
        </p>
      )}
      <Refusals report={report} />
    </div>
  )
}

/** One import: how far it is, what it does or would do, and what was refused. */
export function ImportPage() {
  const number = Number(route.useParams().number)
  const { data, error, refetch } = useQuery(importQuery(number))
  return (
    <Screen
      title={data ? `#${number} ${data.name}` : `Import #${number}`}
      before={
        <Link to="/customers/imports" className={classes.faint}>
          Imports
        </Link>
      }
    >
      {data && <Whole report={data} />}
      {!data && (
        <div className={classes.page}>
          {error ? (
            <Problem
              tried="Couldn't load this import."
              problem={problemOf(error)}
              retry={() => void refetch()}
            />
          ) : (
            <Loading rows={6} label="Loading the import" />
          )}
        </div>
      )}
    </Screen>
  )
}
