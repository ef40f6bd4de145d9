/**
 * Decides what a page looks like as a mail: who must act, on what, and the one link that leads
 * there.
 */
import type { Address, PageRequest } from '../connector.ts'
import type { OutgoingMail } from './write-mail.ts'

export function pageMail(page: PageRequest, from: Address): OutgoingMail {
  const { incidentNumber, title, body, level, links } = page
  const isHigh = page.urgency === 'high'
  return {
    from,
    to: [{ address: page.address, name: null }],
    subject: incidentNumber > 0 ? `[#${incidentNumber}] ${title}` : title,
    text: [
      title,
      body,
      incidentNumber > 0
        ? `Open it and press Acknowledge: ${links.page}`
        : `Open it: ${links.page}`,
      incidentNumber > 0 ? `Incident #${incidentNumber}, level ${level}.` : '',
    ]
      .filter(Boolean)
      .join('\n\n'),
    html: [
      `<p style="font-size:18px"><b>${escaped(title)}</b></p>`,
      `<p style="white-space:pre-wrap">${escaped(body)}</p>`,
      `<p><a href="${escaped(links.page)}" style="font-size:18px">Open it and acknowledge</a></p>`,
      incidentNumber > 0 ? `<p>Incident #${incidentNumber}, level ${level}.</p>` : '',
    ].join('\n'),
    messageId: messageIdOf('page', page.key, from),
    ...(incidentNumber > 0 && { references: [threadOfIncident(incidentNumber, from.address)] }),
    headers: {
      ...(isHigh && { 'X-Priority': '1 (Highest)', Importance: 'high', Priority: 'urgent' }),
      'Auto-Submitted': 'auto-generated',
      // An out-of-office answer to a page helps nobody and would come back as a message.
      'X-Auto-Response-Suppress': 'All',
    },
  }
}

/** The same for the same key: a mailbox shows what was sent twice once. */
export const messageIdOf = (what: string, key: string, { address }: Pick<Address, 'address'>) =>
  `${what}.${key.replaceAll(/[^A-Za-z0-9._-]/g, '.')}@${domainOf({ address })}`

/** Mail programs keep together what answers one mail under one subject: this one, which never was. */
export const threadOfIncident = (incidentNumber: number, from: string) =>
  `incident.${incidentNumber}@${domainOf({ address: from })}`

const domainOf = ({ address }: Pick<Address, 'address'>) => address.split('@').at(-1) ?? ''

const ENTITY: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITY[character] ?? character)
