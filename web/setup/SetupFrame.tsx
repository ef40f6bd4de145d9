import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconCheck, IconCircleDashed, IconMinus, IconPointFilled } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { LiveRegions } from '../shell/LiveRegions.tsx'
import { Toasts } from '../shell/Toasts.tsx'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'
import { SampleBar } from './SampleBar.tsx'
import { minutesLeft, setupSteps, stateOf, stepNames, type Setup, type StepName } from './steps.ts'
import classes from './Setup.module.css'

const signs = { done: IconCheck, skipped: IconMinus, open: IconCircleDashed, now: IconPointFilled }
const signWords = { done: 'done', skipped: 'left out', open: 'to do', now: 'now' }

function Entry({ name, step, setup }: { name: StepName; step: StepName; setup?: Setup }) {
  const isHere = name === step
  const state = setup ? stateOf(setup, name) : 'open'
  const sign = isHere && state !== 'done' ? 'now' : state
  const Icon = signs[sign]
  const number = setupSteps.indexOf(name) + 1
  const words = (
    <>
      <span className={classes.number}>{name === 'emergency' ? '' : number}</span>
      <span className={classes.name}>{stepNames[name]}</span>
      <span className={classes.sign} data-sign={sign}>
        <Icon size={16} stroke={1.75} aria-hidden="true" />
        <span className="wd-visually-hidden">{signWords[sign]}</span>
      </span>
    </>
  )
  return (
    <li>
      {setup ? (
        <Link
          to="/setup"
          search={{ step: name }}
          className={classes.entry}
          aria-current={isHere ? 'step' : undefined}
        >
          {words}
        </Link>
      ) : (
        <span className={classes.entry} aria-current={isHere ? 'step' : undefined}>
          {words}
        </span>
      )}
    </li>
  )
}

function Samples({ setup }: { setup: Setup }) {
  const queries = useQueryClient()
  const make = useMutation({
    mutationFn: () => take(api.PUT('/api/v1/setup/samples')),
    onSuccess: async () => {
      await queries.invalidateQueries()
      toast('The console is full of samples. Look around; the setup waits here.')
    },
    onError: (error) => problemToast(`No samples: ${problemOf(error).sentence}`),
  })
  if (setup.samples) {
    return (
      <p className={classes.hint}>
        Sample data is in the <Link to="/queue">queue</Link>.
      </p>
    )
  }
  return (
    <AppButton kind="quiet" busy={make.isPending} onClick={() => make.mutate()}>
      {make.isPending ? 'Filling…' : 'Use sample data'}
    </AppButton>
  )
}

/** The steps at the left (above, on a phone), one of them at the right. */
export function SetupFrame({
  step,
  setup,
  children,
}: {
  step: StepName
  setup?: Setup
  children: ReactNode
}) {
  const phone = usePhone()
  const left = setup && minutesLeft(setup)
  const at = setupSteps.indexOf(step) + 1
  const list = (
    <ol className={classes.steps}>
      {setupSteps.map((name) => (
        <Entry key={name} name={name} step={step} setup={setup} />
      ))}
    </ol>
  )
  const side = (
    <div className={classes.side}>
      {left !== undefined && <p className={classes.hint}>About {left} min left</p>}
      {setup && (
        <>
          <Link to="/queue" className={classes.link}>
            Leave, and go on later
          </Link>
          <Samples setup={setup} />
        </>
      )}
    </div>
  )
  return (
    <div className={classes.page}>
      <title>{`${stepNames[step]} · Setup · Watchdesk`}</title>
      <LiveRegions />
      {setup?.samples && <SampleBar />}
      <div className={classes.frame}>
        <nav className={classes.nav} aria-label="Steps of the setup">
          <p className={classes.product}>Watchdesk</p>
          {phone ? (
            <details className={classes.fold} key={step}>
              <summary>
                {at > 6 ? 'The end' : `Step ${at} of 6`}: {stepNames[step]}
              </summary>
              {list}
            </details>
          ) : (
            list
          )}
          {!phone && side}
        </nav>
        <main id="main" className={classes.main}>
          {children}
        </main>
        {phone && <aside aria-label="Beside the setup">{side}</aside>}
      </div>
      <Toasts />
    </div>
  )
}
