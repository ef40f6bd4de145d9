import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api, take } from '../api.ts'
import { useLive } from '../live.ts'
import { LiveRegions } from '../shell/LiveRegions.tsx'
import { Loading } from '../shell/states.tsx'
import { useServerTime } from '../ui/clock.ts'
import { clockWords } from '../ui/durations.ts'
import { faceOf, type PageFacts } from './page/facts.ts'
import { useDarkAtNight } from './page/night.ts'
import { Resolved, Taken, TestPage, Unusable } from './page/Quiet.tsx'
import { Ringing } from './page/Ringing.tsx'
import {
  usePageByLink,
  usePageByNumber,
  useSession,
  wayOf,
  type PageState,
  type Way,
} from './page/use-page.ts'
import { Yours } from './page/Yours.tsx'
import classes from './page/Page.module.css'

const route = getRouteApi('/page/$id')

type Me = { id: string; name: string }

/** The stream needs a session; without one the page asks every few seconds instead. */
function LiveFeed() {
  useLive()
  return null
}

function Title({ facts }: { facts?: PageFacts }) {
  const due = facts?.nextAt ? Date.parse(facts.nextAt) : undefined
  const left = useServerTime((now) => (due === undefined ? '' : clockWords(due - now)))
  const face = facts && faceOf(facts)
  const who = facts ? (facts.organizationName ?? facts.title) : 'Watchdesk'
  const words = { ringing: `⯃ ${left} ${who}`, yours: `✓ ${who}`, taken: who, resolved: who }
  return <title>{face ? words[face] : 'Page'}</title>
}

/** Other emergencies that ring for me: acknowledging one never acknowledges another. */
function MorePages({ not }: { not: number }) {
  const { data } = useQuery({
    queryKey: ['incidents', 'mine'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/me/pages', { signal })),
  })
  const others = (data?.pages ?? []).filter(({ incident }) => incident !== not)
  const [first] = others
  if (!first) return null
  return (
    <Link to="/page/$id" params={{ id: String(first.incident) }} className={classes.more}>
      {others.length} more {others.length === 1 ? 'page' : 'pages'}: {first.title}
    </Link>
  )
}

function Face({ state, way, me }: { state: PageState; way: Way; me?: Me }) {
  const { facts, refetch } = state
  const face = facts && faceOf(facts)
  const next = way.kind === 'number' ? `/page/${way.number}` : '/queue'
  if (state.isTest) return <TestPage />
  if (!facts) {
    if (state.problem) return <Unusable problem={state.problem} next={next} onRetry={refetch} />
    return <Loading rows={4} rowHeight={64} label="Loading the page" />
  }
  const mayAct = me !== undefined && me.id === facts.me?.id
  switch (face) {
    case 'yours':
      return <Yours facts={facts} mayAct={mayAct} version={state.version} onChanged={refetch} />
    case 'taken':
      return <Taken facts={facts} />
    case 'resolved':
      return <Resolved facts={facts} />
    default:
      return <Ringing facts={facts} way={way} onChanged={refetch} />
  }
}

function Frame({ facts, me, children }: { facts?: PageFacts; me?: Me; children: ReactNode }) {
  useDarkAtNight()
  return (
    <div className={classes.ground}>
      <LiveRegions />
      <Title facts={facts} />
      {me && <LiveFeed />}
      <main className={classes.page} id="main">
        {me && facts && <MorePages not={facts.number} />}
        {children}
      </main>
    </div>
  )
}

/** The version an escalation needs is known to those who are signed in. */
function useVersion(number: number | undefined, me: Me | undefined): number | undefined {
  const { data } = useQuery({
    queryKey: ['incident', number ?? 0],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/v1/incidents/{number}', {
          params: { path: { number: number ?? 0 } },
          signal,
        }),
      ),
    enabled: number !== undefined && me !== undefined,
  })
  return data?.version
}

function ByLink({ way, me }: { way: Extract<Way, { kind: 'token' }>; me?: Me }) {
  const state = usePageByLink(way.token, me !== undefined)
  const version = useVersion(state.facts?.number, me)
  return (
    <Frame facts={state.facts} me={me}>
      <Face state={{ ...state, version }} way={way} me={me} />
    </Frame>
  )
}

function ByNumber({ way, me }: { way: Extract<Way, { kind: 'number' }>; me: Me }) {
  const state = usePageByNumber(way.number, me)
  return (
    <Frame facts={state.facts} me={me}>
      <Face state={state} way={way} me={me} />
    </Frame>
  )
}

/** What somebody sees who was woken: by the link of their page without signing in, or by number. */
export function PagePage() {
  const { id } = route.useParams()
  const way = wayOf(id)
  const { me, known } = useSession()
  if (way.kind === 'token') return <ByLink way={way} me={me} />
  if (me) return <ByNumber way={way} me={me} />
  return (
    <Frame>
      {known ? (
        <Unusable
          problem={{ status: 401, sentence: 'Sign in to see this emergency.', errors: [] }}
          next={`/page/${way.number}`}
          onRetry={() => undefined}
        />
      ) : (
        <Loading rows={4} rowHeight={64} label="Loading the page" />
      )}
    </Frame>
  )
}
