/** What the sample data says: people, companies and requests that nobody wrote. Decides only how they are spread over time. */
import type { Priority } from '../events.ts'

export const SAMPLE_PEOPLE = [
  { name: 'Amira Wolf', email: 'amira' },
  { name: 'Jonas Berg', email: 'jonas' },
  { name: 'Mina Sato', email: 'mina' },
  { name: 'Theo Laurent', email: 'theo' },
] as const

/** `paid`: whether the company gets a paid plan. */
export const SAMPLE_COMPANIES = [
  { name: 'Acme Robotics', paid: true, people: ['Dana Ruiz', 'Kim Park'] },
  { name: 'Northwind Trading', paid: true, people: ['Lars Nyberg', 'Ines Costa'] },
  { name: 'Umbra Studio', paid: true, people: ['Noor Haddad', 'Paul Weiß'] },
  { name: 'Helios Energie', paid: true, people: ['Yuki Tanaka', 'Marta Kowalska'] },
  { name: 'Pine & Daughters', paid: false, people: ['Rosa Pine', 'Elif Demir'] },
] as const

export const SAMPLE_CRISIS = {
  subject: 'All git pushes fail since 09:40',
  body: 'Nobody of our 300 developers can push. We get "remote: fatal: unable to write file" everywhere, on every project. We release today.',
  answer:
    'I have this. The disk behind your repositories is full; I am making room now and stay with you until pushes work.',
}

const SUBJECTS = [
  [
    'Single sign-on sends people in circles',
    'After the identity provider the page comes back to the sign-in form. It began this morning.',
  ],
  [
    'Export stops at 10,000 rows',
    'The CSV ends in the middle of a line. We need all of March for our accountants.',
  ],
  ['Invoice shows the wrong VAT number', 'Could you correct it? Our number ends with 417.'],
  [
    'Webhook is delivered twice',
    'Every second order is booked twice. The deliveries have the same id.',
  ],
  [
    'How do we move to another region?',
    'We have to keep our data in the EU from July on. What does the move mean for us?',
  ],
  ['Search finds nothing with umlauts', 'Looking for "Müller" finds no one, "Muller" does.'],
  ['Mobile app loses drafts', 'Writing offline and coming back, the text is gone.'],
  ['API answers 429 far too early', 'We make 20 calls a minute and the documentation says 600.'],
  [
    'Can we have two administrators?',
    'Dana is on leave next week, and nobody else can invite people.',
  ],
  [
    'Backup did not run last night',
    'The log says "lock held by another process". Is our data safe?',
  ],
  [
    'Screen reader jumps back to the top',
    'After saving, the focus is at the top of the page. We have two colleagues who cannot work like this.',
  ],
  ['Upgrade to version 8: anything to know?', 'We are on 7.4 and have a window on Saturday.'],
  ['Certificate ends in six days', 'Your mail says it renews by itself. It has not.'],
  ['Report is empty for one team', 'All other teams show numbers. Nothing changed on our side.'],
  ['Please delete a person', 'One of our employees asked to be erased. What do you need from us?'],
] as const

export interface SampleTicket {
  subject: string
  body: string
  /** Which company, and which of its people. */
  company: number
  person: number
  minutesAgo: number
  priority: Priority
  /** What became of it. */
  fate: 'new' | 'assigned' | 'answered' | 'solved'
  /** Which of our people. */
  by: number
}

export const SAMPLE_TICKETS = 60
const PRIORITIES: Priority[] = ['normal', 'normal', 'high', 'normal', 'low', 'normal', 'urgent']
const FATES = [
  'new',
  'assigned',
  'answered',
  'new',
  'solved',
  'assigned',
  'answered',
  'new',
] as const

/** Two of the old ones were forgotten, and are late; of the newest, many wait. */
function fateOf(n: number): SampleTicket['fate'] {
  if (n === 17 || n === 31) return 'assigned'
  if (n >= SAMPLE_TICKETS - 22) return FATES[n % FATES.length]!
  return n % 3 === 0 ? 'solved' : 'answered'
}

/** The oldest first; from four minutes to some days ago, closer together the newer they are. */
export function sampleTickets(): SampleTicket[] {
  return Array.from({ length: SAMPLE_TICKETS }, (_, n) => {
    const [subject, body] = SUBJECTS[(n * 7) % SUBJECTS.length]!
    const company = n % SAMPLE_COMPANIES.length
    return {
      subject,
      body,
      company,
      person: Math.floor(n / SAMPLE_COMPANIES.length) % 2,
      minutesAgo: Math.round(4 + ((SAMPLE_TICKETS - 1 - n) / 6) ** 2 * 42),
      priority: PRIORITIES[n % PRIORITIES.length]!,
      fate: fateOf(n),
      by: n % SAMPLE_PEOPLE.length,
    }
  })
}
