import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { millisOf } from '../ui/moment.ts'
import { installSteps, silenceWords, type Device } from './device.ts'
import {
  endpointOf,
  mends,
  proofDays,
  proofState,
  shownAddress,
  wayNames,
  type Method,
} from './proof.ts'
import { isInstalled, pushAbility, pushEndpoint, subscribePush, unsubscribePush } from './push.ts'
import type { Reach } from './reach-shapes.ts'
import classes from './Me.module.css'

type Sign = 'proven' | 'old' | 'never' | 'broken' | 'missing'

const icons = {
  proven: IconCheck,
  old: IconAlertTriangle,
  never: IconCircleDashed,
  broken: IconX,
  missing: IconX,
}
const signWords = {
  proven: 'Proven',
  old: 'Too long ago',
  never: 'Not proven',
  broken: 'Broken',
  missing: 'Missing',
}

function Line({
  sign,
  what,
  children,
  action,
}: {
  sign: Sign
  what: string
  children?: ReactNode
  action?: ReactNode
}) {
  const Icon = icons[sign]
  return (
    <li className={classes.line}>
      <span className={classes.sign} data-state={sign}>
        <Icon size={20} stroke={1.75} aria-hidden="true" />
        <span className="wd-visually-hidden">{signWords[sign]}:</span>
      </span>
      <span className={classes.what}>
        <strong>{what}</strong>
        {children}
      </span>
      {action}
    </li>
  )
}

function usePushSetup(pushKey: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const address = await subscribePush(pushKey)
      const label = `This browser, ${new Date().toLocaleDateString('en-GB')}`
      await take(
        api.POST('/api/v1/me/contact-methods', { body: { kind: 'web_push', label, address } }),
      )
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['reach'] }),
  })
}

const abilityWords = {
  denied:
    'Notifications are blocked for Watchdesk. Open the site settings of the browser, allow notifications, and come back.',
  install: 'First add Watchdesk to the Home Screen: an iPhone allows push only to installed apps.',
  insecure: 'Push needs a secure address (https). This page was opened without one.',
  unsupported: 'This browser has no push. Use another one, or ntfy or e-mail below.',
}

/** The three steps that lead to push on the device one holds. */
function DeviceLines({ reach, device }: { reach: Reach; device: Device }) {
  const ability = pushAbility(device === 'iphone')
  const push = usePushSetup(reach.pushKey)
  const here = useQuery({
    queryKey: ['push-endpoint', reach.methods.length],
    queryFn: async () => (await pushEndpoint()) ?? null,
  }).data
  const mine = reach.methods.find(
    ({ kind, address }) => kind === 'web_push' && here && endpointOf(address) === here,
  )
  const installed = isInstalled()
  const allowed = ability === 'ready'
  const can = ability === 'ready' || ability === 'ask'
  const works = mine && mine.brokenAt === null
  return (
    <>
      <Line sign={installed ? 'proven' : 'never'} what="Installed on this device">
        {!installed && <span className={classes.second}>{installSteps[device]}</span>}
      </Line>
      <Line
        sign={allowed && works ? 'proven' : can ? 'never' : 'missing'}
        what="Notifications allowed here"
        action={
          can &&
          !works && (
            <AppButton busy={push.isPending} onClick={() => push.mutate()}>
              {push.isPending ? 'Asking…' : 'Set up push here'}
            </AppButton>
          )
        }
      >
        {ability !== 'ready' && ability !== 'ask' && (
          <span className={classes.second}>{abilityWords[ability]}</span>
        )}
        {can && !works && (
          <span className={classes.second}>This browser is not set up for push yet.</span>
        )}
        {push.error && (
          <span className={`${classes.second} ${classes.broken}`} role="alert">
            Push is not set up: {problemSentence(push.error)}
          </span>
        )}
        <span className={classes.second}>{silenceWords[device]}</span>
      </Line>
    </>
  )
}

function problemSentence(error: unknown): string {
  const { status, sentence } = problemOf(error)
  // What the browser itself refuses has no status; its own words say why.
  return status === -1 && error instanceof Error ? error.message : sentence
}

function MethodLine({ method, now }: { method: Method; now: number }) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: async ({ id, kind, address }: Method) => {
      await take(api.DELETE('/api/v1/me/contact-methods/{id}', { params: { path: { id } } }))
      const endpoint = kind === 'web_push' ? endpointOf(address) : undefined
      if (endpoint) await unsubscribePush(endpoint)
    },
    onSuccess: (_, { label }) => toast(`${label} is removed.`),
    onError: (error) => problemToast(`Not removed: ${problemOf(error).sentence}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['reach'] }),
  })
  const state = proofState(method, now)
  const { kind, label, lastProofAt, brokenAt, brokenReason } = method
  return (
    <Line
      sign={state}
      what={`${wayNames[kind]}: ${label}`}
      action={
        <AppButton
          kind="quiet"
          aria-label={`Remove ${wayNames[kind]}: ${label}`}
          busy={remove.isPending}
          onClick={() => remove.mutate(method)}
        >
          Remove
        </AppButton>
      }
    >
      <span className={classes.second}>{shownAddress(method)}</span>
      {brokenAt && (
        <span className={`${classes.second} ${classes.broken}`}>
          We couldn't reach you by it at <LocalTime at={brokenAt} show="soon" />
          {brokenReason && `: ${brokenReason}`}. {mends[kind]}
        </span>
      )}
      {!brokenAt && (
        <span className={classes.second}>
          {lastProofAt ? (
            <>
              A page reached you <LocalTime at={lastProofAt} show="soon" />
              {state === 'old' && `: more than ${proofDays} days ago, so it counts no more`}.
            </>
          ) : (
            'No page has reached you by it yet. Try it below.'
          )}
        </span>
      )}
    </Line>
  )
}

/** Everything that has to hold for a page to wake me, each with its result and the next step. */
export function ProofList({ reach, device }: { reach: Reach; device: Device }) {
  return (
    <ol className={classes.list} aria-live="polite">
      <DeviceLines reach={reach} device={device} />
      {reach.methods.map((method) => (
        <MethodLine key={method.id} method={method} now={millisOf(reach.now)} />
      ))}
    </ol>
  )
}
