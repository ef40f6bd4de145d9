import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Status } from '../status.ts'
import {
  emergencyByLink,
  emergencyByMail,
  emergencyCode,
  type EmergencyView,
} from './emergency-page.ts'
import { aFrame, aStatus, at } from './example-status.ts'
import { helpPage, problemPage } from './help-page.ts'
import { statusPage, type StatusView } from './status-page.ts'

const view = (more: Partial<EmergencyView> = {}): EmergencyView => ({
  values: {},
  problem: null,
  duty: { onCall: ['EMEA first level'], acknowledgeWithinMinutes: 5 },
  formKey: 'key-1',
  ...more,
})
const live = (facts: Partial<Status> = {}, more: Partial<StatusView> = {}) =>
  statusPage(aFrame, aStatus(facts), {
    values: {},
    problem: null,
    token: 'tok.en',
    formKey: 'key-2',
    still: false,
    ...more,
  })

const evil = `"><script>alert('x')</script>`
const comment = {
  id: 'c1',
  authorKind: 'contact' as const,
  authorName: evil,
  body: evil,
  createdAt: at(1),
  via: 'portal' as const,
}
const call = { id: 'l1', name: 'Jitsi', url: 'https://meet.test/abc', dialIn: '+49 30 1234' }

/** Every script of a page comes from our own address; nothing is written into the page. */
function expectNoForeignScript(page: string) {
  const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)/g)].map(
    ([, head, text]) => `${head}|${text}`,
  )
  const community = ' src="/help/assets/community.js?v=v1" defer|'
  expect(scripts.filter((script) => script !== community)).toEqual([
    ' src="/help/assets/portal.js?v=v1" defer|',
    ' type="module" src="/help/assets/drafts.js?v=v1"|',
  ])
  expect(page).not.toMatch(/\son[a-z]+=/)
  expect(page).not.toContain('javascript:')
}

test('whatever customers and staff write, no page runs it', () => {
  const values = { what: evil, phone: evil, name: evil, email: evil, code: evil, body: evil }
  const problem = { at: 'what', words: evil }
  const frame = { ...aFrame, company: evil, phone: evil, emergencyMail: evil }
  const form = view({
    values,
    problem,
    formKey: evil,
    duty: { onCall: [evil], acknowledgeWithinMinutes: 5 },
  })
  const status = aStatus({
    subject: evil,
    organizationName: evil,
    holder: evil,
    assigneeName: evil,
    paging: evil,
    steps: [{ at: at(0), text: evil }],
    conversation: [comment],
    call: { ...call, name: evil, url: `javascript:${evil}`, dialIn: evil },
  })
  const door = { kind: 'security', name: evil, promise: evil, address: evil }
  for (const page of [
    emergencyByLink(frame, evil, evil, form),
    emergencyByMail(frame, form),
    emergencyCode(frame, form),
    statusPage(frame, status, {
      values,
      problem: { at: 'body', words: evil },
      token: evil,
      formKey: evil,
      still: true,
    }),
    helpPage(
      frame,
      { channels: [door], forum: evil, disclosure: 'javascript:alert(1)', pgpKey: evil },
      { typed: evil, hits: [], hours: evil },
    ),
    problemPage(frame, evil, evil),
  ])
    expectNoForeignScript(page.replaceAll('<p>javascript:', '<p>'))
})

test('the number to call stands in the first two kilobytes of every page', () => {
  for (const page of [
    emergencyByMail(aFrame, view()),
    live(),
    problemPage(aFrame, 'Gone', 'It is gone.'),
  ])
    expect(page.slice(0, 2048)).toContain(
      '<a class="phone" href="tel:+49301234">+49 30 1234</a>, 8841',
    )
})

test('without a number the address that pages people stands there', () => {
  expect(emergencyByMail({ ...aFrame, phone: null }, view()).slice(0, 2048)).toContain(
    'mailto:emergency@support.test',
  )
})

test('the form by link asks what, a number and a name, names the company and who is on call, and has one button', () => {
  const page = emergencyByLink(aFrame, 'tok.en', 'Acme', view())
  expect([...page.matchAll(/<label for="(\w+)"/g)].map(([, name]) => name)).toEqual([
    'what',
    'phone',
    'name',
  ])
  expect(page.match(/<button/g)).toHaveLength(1)
  expect(page).toContain('EMEA first level is on call now.')
  expect(page).toContain('Acme')
  expect(page).toContain('action="/help/emergency/tok.en"')
  expect(page).toContain('name="formKey" value="key-1"')
})

test('a schedule whose name says it already is not said to be on call twice', () => {
  const page = emergencyByMail(
    aFrame,
    view({ duty: { onCall: ['On call'], acknowledgeWithinMinutes: 5 } }),
  )
  expect(page).toContain('A person is on call now.')
})

test('the second step keeps every word of the first, and puts the words about the code next to it', () => {
  const values = {
    what: '\nFirst\nSecond',
    phone: '+49 30 1',
    email: 'kim@acme.test',
    code: '000000',
  }
  const page = emergencyCode(
    aFrame,
    view({ values, problem: { at: 'code', words: 'That code does not fit.' } }),
  )
  expect(page).toMatch(/<textarea[^>]*>\n\nFirst\nSecond<\/textarea>/)
  expect(page).toContain('value="+49 30 1"')
  expect(page).toContain('name="email" value="kim@acme.test"')
  expect(page).toContain('id="code-wrong">That code does not fit.')
  expect(page).toMatch(/id="code"[^>]*aria-invalid="true" aria-describedby="code-wrong"/)
  expect(page).toContain('<title>Not sent yet')
})

test('pages whose address is a key are not indexed; the others may be', () => {
  expect(live()).toContain('<meta name="robots" content="noindex,nofollow" />')
  expect(emergencyByLink(aFrame, 't', 'Acme', view())).toContain('noindex')
  expect(emergencyByMail(aFrame, view())).not.toContain('noindex')
})

test('without a script the live page fetches itself again, but never while somebody writes', () => {
  const refresh = /<noscript\s*><meta http-equiv="refresh" content="10"/
  expect(live()).toMatch(refresh)
  expect(live({}, { still: true })).not.toMatch(refresh)
  expect(live({ status: 'closed' })).not.toMatch(refresh)
})

test('the live page links the call without telling it where the customer came from, with its two fallbacks', () => {
  const page = live({ state: 'acknowledged', holder: 'Bob', acknowledgedAt: at(2), call })
  expect(page).toMatch(
    /href="https:\/\/meet.test\/abc"\s+target="_blank"\s+rel="noopener noreferrer"/,
  )
  expect(page).toContain('href="tel:+49301234"')
  expect(page).toContain('action="/help/status/tok.en/calls"')
  expect(page).toContain('name="call" value="l1"')
  expect(page).toContain('Bob has this')
})

test('before anybody answers there is no call to open, and the entry is filled', () => {
  expect(live()).not.toContain('id="join"')
  expect(live()).toContain('class="entry filled"')
  expect(live({ state: 'acknowledged', holder: 'Bob' })).toContain('class="entry"')
})

test('a long chain keeps its start and its end in sight and folds the middle; the last step is the current one', () => {
  const steps = Array.from({ length: 30 }, (_one, index) => ({
    at: at(index),
    text: `Step ${index}.`,
  }))
  const page = live({ steps })
  expect(page).toContain('23 steps between')
  expect(page).toMatch(/aria-current="step">\s*<time[^>]*>[^<]*<\/time> <span>Step 29\.<\/span>/)
  expect(live({ steps: steps.slice(0, 8) })).not.toContain('steps between')
})

test('a late update is said to be late, and a promise that waits on the customer is not shown', () => {
  expect(live({ dueState: 'breached' })).toContain('is late.')
  expect(live()).toContain('Next update from us by')
  expect(live({ dueState: 'paused' })).not.toContain('Next update')
})

test('a closed emergency offers a new one and no box that would lose words', () => {
  expect(live({ status: 'closed' })).not.toContain('<textarea')
})

test('times are told in UTC and carry their instant for the script', () => {
  expect(live({ conversation: [comment] })).toContain(
    '<time datetime="2026-03-01T03:13:00.000Z">03:13 UTC</time>',
  )
})

test.each(['portal.js', 'drafts.js', 'passkey.js'])('%s is at most five kilobytes', (name) => {
  const script = readFileSync(new URL(`../assets/${name}`, import.meta.url))
  expect(script.length).toBeLessThanOrEqual(5 * 1024)
})
