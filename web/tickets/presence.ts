import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { api, take } from '../api.ts'

export type Doing = 'reading' | 'replying' | 'noting'
export type Present = { id: string; name: string; doing: Doing }

const again = 20_000
/** Who touches nothing for so long is not here, whatever the screen shows. */
const idleAfter = 120_000
/** Who typed no longer ago than this is writing. */
const writesFor = 30_000

/** Says what I do here. A word that is lost is said again soon, so nobody is told of it. */
function say(number: number, doing: Doing | null): void {
  const params = { path: { number } }
  api
    .PUT('/api/v1/tickets/{number}/presence', { params, body: { doing }, keepalive: true })
    .catch(() => undefined)
}

let writing: { number: number; doing: Doing; at: number } | undefined
const listeners = new Set<() => void>()

/** A composer says at each key press that somebody writes. */
export function sayWriting(number: number, doing: 'replying' | 'noting'): void {
  const before = writing
  writing = { number, doing, at: performance.now() }
  if (before?.number !== number || before.doing !== doing) listeners.forEach((tell) => tell())
}

/** The words have gone, or the composer was left. */
export function sayWritten(): void {
  if (!writing) return
  writing = undefined
  listeners.forEach((tell) => tell())
}

function doingIn(number: number): Doing {
  return writing?.number === number ? writing.doing : 'reading'
}

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

/** Tells the others that I am here for as long as the ticket is on screen and I am at the machine. */
export function useSayPresence(number: number): void {
  const doing = useSyncExternalStore(subscribe, () => doingIn(number))
  useEffect(() => {
    let touched = performance.now()
    const touch = (): void => {
      touched = performance.now()
    }
    const tell = (): void => {
      if (writing && performance.now() - writing.at > writesFor) sayWritten()
      if (!document.hidden && performance.now() - touched < idleAfter) say(number, doing)
    }
    const leave = (): void => say(number, null)
    const acts = ['keydown', 'pointermove', 'pointerdown', 'scroll'] as const
    acts.forEach((act) => window.addEventListener(act, touch, { passive: true }))
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', tell)
    const timer = setInterval(tell, again)
    tell()
    return () => {
      clearInterval(timer)
      acts.forEach((act) => window.removeEventListener(act, touch))
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [number, doing])
  useEffect(
    () => () => {
      sayWritten()
      say(number, null)
    },
    [number],
  )
}

/** Who else is here. The topic `presence:12` makes it old; who fell silent goes at the next look. */
export function usePresent(number: number): Present[] {
  const { data } = useQuery({
    queryKey: ['presence', number],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/tickets/{number}/presence', { params: { path: { number } }, signal })),
    refetchInterval: ({ state }) => (state.data?.people.length ? again : false),
  })
  return data?.people ?? []
}

/** 'Mina is writing a reply…'; empty where nobody writes. */
export function writingWords(people: Present[]): string {
  const said = (doing: Doing, what: string): string[] => {
    const names = people.filter((one) => one.doing === doing).map(({ name }) => name)
    if (names.length === 0) return []
    if (names.length > 2) return [`${names.length} people are writing ${what}…`]
    return [`${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} writing ${what}…`]
  }
  return [...said('replying', 'a reply'), ...said('noting', 'a note')].join(' ')
}
