import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inviteOf } from './invite.ts'
import { readMail } from './read-mail.ts'

const corpus = (file: string) => readMail(readFileSync(join(import.meta.dirname, 'corpus', file)))
const mail = (...lines: string[]) => readMail(Buffer.from(lines.join('\r\n')))
const report = (type: string, part: string, ...fields: string[]) =>
  mail(
    'From: MAILER-DAEMON@mx.acme.test',
    'Subject: About your mail',
    `Content-Type: multipart/report; report-type=${type}; boundary=r`,
    '',
    '--r',
    '',
    'Words.',
    '--r',
    `Content-Type: message/${part}`,
    '',
    ...fields,
    '--r--',
  )

describe('what did not arrive', () => {
  test('each recipient of a report has an address, a status and the words of the server', async () => {
    expect((await corpus('bounceparser-corpus/cam-unknown.eml')).bounce).toEqual({
      recipients: [
        {
          address: 'recipient@example.net',
          permanent: true,
          status: '5.0.0',
          diagnostic:
            'smtp; 550-<recipient@example.net> is not a known user on this system; 550 see http://www.example.net/cs/email/bounce.html',
        },
      ],
      originalMessageId: '20100719115008.4B69B16582C5@server4.example.co.uk',
    })
  })

  test('a server without reports is understood by its words', async () => {
    expect((await corpus('flufl-bounce/simple_09.eml')).bounce).toEqual({
      recipients: [
        {
          address: 'userx@example.de',
          permanent: true,
          status: null,
          diagnostic: 'quota exceeded',
        },
      ],
      originalMessageId: null,
    })
  })

  test('a delay is no bounce: the server goes on trying', async () => {
    const { bounce, verdict } = await corpus('flufl-bounce/dsn_06.eml')
    expect(bounce?.recipients[0]).toMatchObject({ permanent: false, status: '4.4.0' })
    expect(verdict).toEqual({ kind: 'delay', reason: 'Not delivered yet: userx@example.com' })
  })

  test('a demand to prove that one is a person is no bounce, whatever form it takes', async () => {
    const { bounce, verdict } = await corpus('bounceparser-corpus/boxbe-cr.eml')
    expect([bounce, verdict.kind]).toEqual([null, 'auto_reply'])
  })

  test('the address we wrote to counts, not where it was forwarded', async () => {
    const { bounce } = await report(
      'delivery-status',
      'delivery-status',
      'Reporting-MTA: dns; mx.acme.test',
      '',
      'Original-Recipient: rfc822; kim@acme.test',
      'Final-Recipient: rfc822; k.larsen@inner.acme.test',
      'Action: failed',
      'Status: 5.1.1',
    )
    expect(bounce?.recipients).toEqual([
      { address: 'kim@acme.test', permanent: true, status: '5.1.1', diagnostic: null },
    ])
  })

  test('a report that all is well is a receipt', async () => {
    const { bounce, report: kind } = await report(
      'delivery-status',
      'delivery-status',
      'Final-Recipient: rfc822; kim@acme.test',
      'Action: delivered',
      'Status: 2.0.0',
    )
    expect([bounce, kind]).toEqual([null, 'delivery'])
  })

  test('a person who writes about undeliverable mail has not bounced', async () => {
    const { bounce, verdict } = await mail(
      'From: kim@acme.test',
      'Subject: Mail delivery failed for all our users',
      '',
      'Our users say their mail could not be delivered: user unknown.',
    )
    expect([bounce, verdict.kind]).toEqual([null, 'new'])
  })
})

describe('verdicts', () => {
  test('a receipt and a complaint are told from bounces', async () => {
    const read = await report(
      'disposition-notification',
      'disposition-notification',
      'Disposition: x; displayed',
    )
    const abuse = await report('feedback-report', 'feedback-report', 'Feedback-Type: abuse')
    expect([read.verdict.kind, abuse.verdict.kind]).toEqual(['receipt', 'abuse_report'])
    expect([read.bounce, abuse.bounce]).toEqual([null, null])
  })

  test.each([
    ['Subject: Automatic reply: Login', '', 'auto_reply'],
    ['Subject: Abwesenheitsnotiz: Login', 'Ich bin im Urlaub.', 'out_of_office'],
    ['Subject: Out of office page is broken', 'It shows nothing.', 'new'],
    ['Subject: Feature: reply to all', '', 'new'],
    ['Subject: AW: Login', '', 'reply'],
    ['Precedence: list', 'Hello', 'bulk'],
  ])('%s is read as it is meant', async (header, text, kind) => {
    expect((await mail('From: kim@acme.test', header, '', text)).verdict.kind).toBe(kind)
  })

  test('every verdict has a reason in words', async () => {
    expect((await mail('From: kim@acme.test', 'In-Reply-To: <a@b.test>', '', 'x')).verdict).toEqual(
      {
        kind: 'reply',
        reason: 'Answers a@b.test',
      },
    )
  })

  test('two From lines are noted, and the first one counts', async () => {
    const { from, notes } = await mail('From: kim@acme.test', 'From: dora@support.test', '', 'x')
    expect(from?.address).toBe('kim@acme.test')
    expect(notes).toEqual(['It has 2 lines "from": the first one counts'])
  })
})

describe('invitations', () => {
  test('times are instants, whatever zone they are written in', async () => {
    expect((await corpus('constructed/calendar-counter.eml')).invite).toEqual({
      method: 'COUNTER',
      uid: 'inc-42@customer.example',
      summary: 'Post-mortem INC-42, part 1',
      organizer: 'casey@customer.example',
      startsAt: new Date('2026-11-03T08:00:00Z'),
      endsAt: new Date('2026-11-03T08:30:00Z'),
      place: null,
    })
  })

  test('Outlook names zones in its own way, lines are folded, and a length may stand for an end', () => {
    const invite = inviteOf(
      [
        'BEGIN:VCALENDAR',
        'METHOD:REQUEST',
        'BEGIN:VEVENT',
        'DTSTART;TZID="W. Europe Standard Time":20260701T090000',
        'DURATION:PT1H30M',
        'SUMMARY:A very long',
        '  name\\, folded',
        'LOCATION:Room 1\\nFloor 2',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n'),
    )
    expect(invite).toMatchObject({
      method: 'REQUEST',
      summary: 'A very long name, folded',
      startsAt: new Date('2026-07-01T07:00:00Z'),
      endsAt: new Date('2026-07-01T08:30:00Z'),
      place: 'Room 1 Floor 2',
    })
  })

  test('a date that does not exist is no date', () => {
    expect(inviteOf('BEGIN:VEVENT\nDTSTART:20260231T090000Z\nEND:VEVENT')?.startsAt).toBeNull()
    expect(
      inviteOf('BEGIN:VEVENT\nDTSTART;TZID=Nowhere:20260228T090000\nEND:VEVENT')?.startsAt,
    ).toBeNull()
    expect(inviteOf('no calendar')).toBeNull()
  })
})
