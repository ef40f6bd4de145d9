import { expect, test } from 'vitest'
import { accountPage } from './account-page.ts'
import { colleaguesPage } from './colleagues-page.ts'
import { aFrame, at } from './example-status.ts'
import { homePage } from './home-page.ts'
import { communityPage, newTicketPage } from './new-ticket-page.ts'
import { confirmPage, deadLinkPage, linkSentPage, signInPage } from './sign-in-page.ts'
import { surveyPage } from './survey-page.ts'
import { ticketPage } from './ticket-page.ts'

const evil = `"><script>alert('x')</script><img src=x onerror="alert(1)">`
const OURS = ['portal.js', 'drafts.js', 'passkey.js', 'community.js']

const values = new Proxy<Record<string, string>>({}, { get: () => evil })
const problem = { at: 'email', words: evil }
const me = { name: evil, token: evil, managesColleagues: true }
const frame = { ...aFrame, me, company: evil, zone: 'Asia/Tokyo', ownZone: evil }
const now = at(5)
const field = {
  key: 'place',
  name: evil,
  type: 'choice' as const,
  options: [{ key: evil, name: evil }],
  required: 'always' as const,
  customers: 'write' as const,
  help: evil,
}
const listed = {
  id: '1',
  number: 7,
  subject: evil,
  status: 'pending' as const,
  statusKey: 'odd',
  requesterId: 'other',
  requesterName: evil,
  assigneeName: evil,
  dueAt: at(30),
  dueMetric: 'first_reply',
  dueState: 'running' as const,
  updatedAt: now,
  isEmergency: false,
}
const statusNames = new Map([['odd', evil]])
const ticket = {
  ...listed,
  organizationName: evil,
  priority: 'normal' as const,
  status: 'solved' as const,
  createdAt: at(0),
  readers: [{ name: evil, email: evil }],
  conversation: [true, false].map((isTheirs, index) => ({
    id: `c${index}`,
    isTheirs,
    authorName: evil,
    body: `${evil} https://x.test/"onmouseover="alert(1)`,
    createdAt: at(index),
    files: [{ id: 'f', name: evil, bytes: 5 }],
  })),
}
const home = {
  id: 'h',
  name: evil,
  limit: 5,
  taken: 2,
  invited: [{ id: 'i', name: evil, email: evil }],
  colleagues: [{ id: 'k', name: evil, email: evil, mayManage: true }],
}

test.each([
  [
    'sign-in',
    signInPage(frame, { values, problem, next: evil, outside: [{ key: evil, name: evil }] }),
  ],
  ['link sent', linkSentPage(frame, { values, problem, next: evil, minutes: 15 })],
  ['confirm', confirmPage(frame, { token: evil, email: evil, name: evil })],
  ['dead link', deadLinkPage(frame, evil)],
  [
    'account',
    accountPage(frame, {
      values,
      problem,
      email: evil,
      language: evil,
      timeZone: evil,
      hasPassword: true,
      passkeys: [{ id: 'p', name: evil, createdAt: now }],
      saved: true,
      now,
    }),
  ],
  [
    'home',
    homePage(frame, {
      contactId: 'me',
      open: [listed],
      hasMoreOpen: true,
      done: [listed],
      older: now,
      statusNames,
      now,
      box: {
        typed: evil,
        hits: [
          { kind: 'topic', title: evil, path: evil, category: evil, solved: true, replies: 2 },
        ],
      },
      hours: evil,
    }),
  ],
  [
    'ticket',
    ticketPage(frame, {
      ticket,
      values,
      problem,
      mayWrite: true,
      formKey: evil,
      statusNames,
      survey: { verdict: 'bad', comment: evil },
      liveUrl: '/help/status/x',
      fileUrls: new Map([['f', evil]]),
      now,
    }),
  ],
  [
    'new ticket',
    newTicketPage(frame, {
      values,
      problem,
      formKey: evil,
      promises: new Map([['low', now]]),
      fields: [{ field, onlyIf: { field: evil, values: evil } }],
      homes: [home, home],
      now,
    }),
  ],
  ['community', communityPage(frame, '/help/community', { values, problem })],
  [
    'colleagues',
    colleaguesPage(frame, { values, problem, contactId: 'me', homes: [home], saved: true }),
  ],
  ['survey', surveyPage(frame, evil, { action: evil, values, verdict: 'good', comment: evil })],
])('whatever anybody writes, the page "%s" runs none of it', (_name, page) => {
  const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)/g)]
  for (const [, head = '', text] of scripts) {
    expect(OURS.some((name) => head.includes(`src="/help/assets/${name}?v=v1"`))).toBe(true)
    expect(text).toBe('')
  }
  expect(page.match(/<img/g)).toBe(null)
  expect(page.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<[^>]*\son[a-z]+=/)
})

test('a ticket says who has it, what happens next in the reader’s zone, and nothing of the inside', () => {
  const page = ticketPage(
    { ...aFrame, me, zone: 'Asia/Tokyo' },
    {
      ticket: { ...ticket, subject: 'Slow', assigneeName: 'Mina', status: 'open' },
      values: {},
      problem: null,
      mayWrite: false,
      formKey: 'k',
      statusNames: new Map(),
      survey: null,
      liveUrl: null,
      fileUrls: new Map(),
      now,
    },
  )
  expect(page).toContain('Mina has it')
  expect(page).toMatch(
    /First reply by <time datetime="2026-03-01T03:42:00.000Z">12:42.*GMT\+9<\/time>/,
  )
  expect(page).not.toContain('id="reply"')
  expect(page).not.toContain('How did it go?')
})
