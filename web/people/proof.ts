// Decides whether a way of reaching somebody is proven, and what is said about it.

import { day } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import type { components } from '../../api/types.ts'

export type Method = components['schemas']['ContactMethod']
export type Way = Method['kind']

/** A proof older than this counts no more: phones are changed, updated and put away. */
export const proofDays = 30

export type ProofState = 'proven' | 'old' | 'never' | 'broken'

/** How far a way can be trusted at `now` (server time, milliseconds). */
export function proofState(
  method: Pick<Method, 'lastProofAt' | 'brokenAt'>,
  now: number,
): ProofState {
  if (method.brokenAt !== null) return 'broken'
  if (method.lastProofAt === null) return 'never'
  return now - millisOf(method.lastProofAt) > proofDays * day ? 'old' : 'proven'
}

/** The newest proof among the ways that work and are proven; undefined where none is. */
export function readySince(methods: Method[], now: number): string | undefined {
  return methods
    .filter((method) => proofState(method, now) === 'proven')
    .flatMap(({ lastProofAt }) => lastProofAt ?? [])
    .toSorted()
    .at(-1)
}

export const wayNames: Record<Way, string> = {
  web_push: 'Push',
  ntfy: 'ntfy',
  email: 'E-mail',
  webhook: 'Webhook',
}

const further: Record<string, string> = { sms: 'SMS', voice: 'Phone call', call: 'Phone call' }
const known: Record<string, string> = { ...wayNames, ...further }

/** The name of a way, also of one that only the company's rules know. */
export const wayName = (kind: string): string => known[kind] ?? kind

/** Whether this installation can page by that way. */
export const isWay = (kind: string): kind is Way => Object.hasOwn(wayNames, kind)

/** What to do about a way that refused, by kind: one sentence. */
export const mends: Record<Way, string> = {
  web_push:
    'Most likely notifications were switched off or the app was removed. Set up push again.',
  ntfy: 'Check the topic and that your ntfy server can be reached, then add it again.',
  email: 'Check the address, then add it again.',
  webhook: 'Check that the address answers a POST, then add it again.',
}

/** The host that carries a browser's push, or the address itself. */
export function shownAddress({ kind, address }: Pick<Method, 'kind' | 'address'>): string {
  const endpoint = kind === 'web_push' ? endpointOf(address) : undefined
  return endpoint ? `by way of ${new URL(endpoint).host}` : address
}

/** The endpoint inside a stored push subscription; undefined where there is none. */
export function endpointOf(address: string): string | undefined {
  try {
    const value: unknown = JSON.parse(address)
    const endpoint: unknown =
      typeof value === 'object' && value !== null ? Reflect.get(value, 'endpoint') : undefined
    return typeof endpoint === 'string' && URL.canParse(endpoint) ? endpoint : undefined
  } catch {
    // Not a subscription at all: the caller shows the address as it is.
    return undefined
  }
}
