/** Decides the hostile set: some three hundred mails that must neither run, fetch, lead away nor cover anything. */
import { BROKEN, COMMENTS, NAMESPACES, SIGNS, TOO_MUCH } from './parser-tricks.ts'
import {
  ADDRESS_PLACES,
  ATTACK,
  EVENTS,
  EVIL,
  FETCHERS,
  RUNNING_ADDRESSES,
  STYLES,
} from './spellings.ts'

export interface HostileMail {
  name: string
  html: string
}

const named = (group: string, mails: Record<string, string>): HostileMail[] =>
  Object.entries(mails).map(([name, html]) => ({ name: `${group}: ${name}`, html }))

const addresses = Object.entries(RUNNING_ADDRESSES).flatMap(([spelling, address]) =>
  Object.entries(ADDRESS_PLACES).map(([place, html]) => ({
    name: `an address that runs, ${spelling}, in ${place}`,
    html: html.replaceAll('@', address.replaceAll('"', '&quot;')),
  })),
)

const HOLDERS = [
  'img src=x',
  'body',
  'svg',
  'input autofocus',
  'video src=x',
  'details open',
  'p style=""',
]
const events = EVENTS.map((event, at) => ({
  name: `an event, ${event}`,
  html: HOLDERS.map((holder, index) => {
    const written = (at + index) % 2 ? event.toUpperCase() : event
    return `<${holder} ${written}="${ATTACK}">x`
  }).join('\n'),
}))

const styles = Object.entries(STYLES).map(([what, style]) => ({
  name: `a style that ${what}`,
  html:
    `<div style="${style.replaceAll('"', '&quot;')}">a</div><p style='${style.replaceAll("'", '&#39;')}'>b</p>` +
    `<td style="${style}">c</td><style>.mail,body,*{${style}}</style>`,
}))

/** Every one of them with a name that tells what it tries. */
export const HOSTILE_MAILS: HostileMail[] = [
  ...addresses,
  ...events,
  ...styles,
  ...Object.entries(FETCHERS).map(([what, html]) => ({
    name: `${what} from outside`,
    html: html.replaceAll('@', `${EVIL}/fetched`),
  })),
  ...named('namespaces', NAMESPACES),
  ...named('broken tags', BROKEN),
  ...named('comments', COMMENTS),
  ...named('signs', SIGNS),
  ...named('too much', TOO_MUCH),
]
