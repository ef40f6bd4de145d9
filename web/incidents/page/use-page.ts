import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, take } from '../../api.ts'
import { useLiveState } from '../../live.ts'
import { meQuery, usePeople } from '../../people/me.ts'
import { problemOf, type Problem } from '../../problem.ts'
import { ticketQuery } from '../../tickets/queries.ts'
import { anchorServerTime } from '../../ui/clock.ts'
import { openCall, useCalls, usePages } from '../queries.ts'
import { factsOfIncident, factsOfLink, type PageFacts } from './facts.ts'

/** How somebody came in: by the link of their page, or signed in and by the emergency's number. */
export type Way = { kind: 'token'; token: string } | { kind: 'number'; number: number }

/** Digits are an emergency's number; everything else is the token of a page. */
export function wayOf(id: string): Way {
  return /^\d{1,15}$/.test(id)
    ? { kind: 'number', number: Number(id) }
    : { kind: 'token', token: id }
}

const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ['incident', { page: token }],
    queryFn: async ({ signal }) => {
      const params = { path: { token } }
      const page = await take(api.GET('/api/v1/pages/{token}', { params, signal }))
      anchorServerTime(Date.parse(page.now))
      return page
    },
  })

/** Who is signed in on this device; `known` is false until the server said so or refused. */
export function useSession() {
  const { data, error } = useQuery({ ...meQuery, retry: false })
  return { me: data, known: data !== undefined || error !== null }
}

export type PageState = {
  facts?: PageFacts
  /** A page somebody sent themselves: there is nothing to take. */
  isTest: boolean
  problem?: Problem
  /** The emergency's version, for those who are signed in. */
  version?: number
  refetch: () => void
}

/** Without a live stream the page asks every three seconds. */
function usePollEvery(hasSession: boolean): number | false {
  const live = useLiveState()
  return hasSession && live === 'live' ? false : 3000
}

function useReceipt(token: string | undefined): void {
  const sent = useRef<string>(undefined)
  useEffect(() => {
    if (token === undefined || sent.current === token) return
    sent.current = token
    // The trace is a courtesy: a page must work where its receipt does not get through.
    void api
      .POST('/api/v1/pages/{token}/receipt', {
        params: { path: { token } },
        body: { kind: 'seen' },
      })
      .catch(() => undefined)
  }, [token])
}

/** By the link: no sign-in stands before it. */
export function usePageByLink(token: string, hasSession: boolean): PageState {
  const refetchInterval = usePollEvery(hasSession)
  const { data, error, refetch } = useQuery({ ...linkQuery(token), refetchInterval })
  useReceipt(data ? token : undefined)
  return {
    facts: (data && factsOfLink(data)) ?? undefined,
    isTest: data?.isTest ?? false,
    problem: error ? problemOf(error) : undefined,
    refetch: () => void refetch(),
  }
}

/** By number, for somebody who is signed in. */
export function usePageByNumber(number: number, me: { id: string; name: string }): PageState {
  const refetchInterval = usePollEvery(true)
  const incident = useQuery({
    queryKey: ['incident', number],
    queryFn: async ({ signal }) => {
      const params = { path: { number } }
      const found = await take(api.GET('/api/v1/incidents/{number}', { params, signal }))
      anchorServerTime(Date.parse(found.now))
      return found
    },
    refetchInterval,
  })
  const ticketNumber = incident.data?.ticketNumber ?? undefined
  const ticket = useQuery({
    ...ticketQuery(ticketNumber ?? 0),
    enabled: ticketNumber !== undefined,
  })
  const pages = usePages(number)
  const calls = useCalls(number)
  const people = usePeople()
  const facts =
    incident.data &&
    factsOfIncident(incident.data, {
      ticket: ticket.data,
      pages: pages.data?.pages ?? [],
      call: openCall(calls.data?.calls),
      people: people.filter(({ role }) => role !== 'learner'),
      me,
    })
  return {
    facts,
    isTest: false,
    problem: incident.error ? problemOf(incident.error) : undefined,
    version: incident.data?.version,
    refetch: () => void incident.refetch(),
  }
}

/** Takes it: by the link as the person who was paged, or as the one signed in. Safe to repeat. */
export async function acknowledge(way: Way, signal: AbortSignal): Promise<void> {
  if (way.kind === 'token') {
    const params = { path: { token: way.token } }
    await take(api.POST('/api/v1/pages/{token}/acknowledgement', { params, signal }))
    return
  }
  const params = { path: { number: way.number } }
  await take(api.PUT('/api/v1/incidents/{number}/acknowledgement', { params, signal }))
}

/** Passes it on, to somebody by id or (null) to the next level. */
export async function passOn(way: Way, to: string | null, reason: string): Promise<void> {
  const body = { to, reason }
  if (way.kind === 'token') {
    const params = { path: { token: way.token } }
    await take(api.POST('/api/v1/pages/{token}/pass', { params, body }))
    return
  }
  const params = { path: { number: way.number } }
  await take(api.POST('/api/v1/incidents/{number}/passes', { params, body }))
}
