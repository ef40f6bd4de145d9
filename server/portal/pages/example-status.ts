/** One emergency as its page is given it, for the tests of the pages. */
import type { Status } from '../status.ts'
import { wordsIn } from '../words.ts'
import type { Frame } from './layout.ts'

export const at = (minutes: number): Date =>
  new Date(Date.UTC(2026, 2, 1, 3, 12) + minutes * 60_000)

export const aFrame: Frame = {
  words: wordsIn('en'),
  zone: 'UTC',
  ownZone: null,
  me: null,
  brand: null,
  company: 'Example',
  phone: 'Germany: +49 30 1234, 8841',
  emergencyMail: 'emergency@support.test',
  version: 'v1',
}

export const aStatus = (facts: Partial<Status> = {}): Status => ({
  id: '01a203d3-0fbc-767e-8c7c-3c35b5d0fe69',
  number: 48213,
  subject: 'All git pushes fail',
  status: 'open',
  dueAt: at(30),
  dueState: 'running',
  createdAt: at(0),
  assigneeName: null,
  organizationName: 'Acme',
  requesterName: 'Kim',
  told: null,
  toldBy: null,
  timeZone: null,
  now: at(3),
  state: 'triggered',
  unanswered: false,
  holder: null,
  acknowledgedAt: null,
  paging: 'Bob',
  steps: [],
  call: null,
  conversation: [],
  ...facts,
})
