import { z } from 'zod'
import { defineConnector } from '../connector.ts'
import { messageIdOf, pageMail } from './page-mail.ts'
import { readMail } from './read-mail.ts'
import { sendMail } from './send-mail.ts'

export const emailSettings = z.object({
  fromAddress: z.email(),
  fromName: z.string().default('Watchdesk'),
  host: z.string().min(1),
  port: z.int().min(1).max(65535).default(587),
  secure: z.boolean().default(false),
  user: z.string().optional(),
  password: z.string().optional().meta({ secret: true }),
  requireTls: z.boolean().optional(),
  allowSelfSigned: z.boolean().default(false),
  /** Handed over by the program itself, never by a form. */
  dkim: z.object({ domain: z.string(), selector: z.string(), privateKey: z.string() }).optional(),
})

export const email = defineConnector({
  kind: 'email',
  name: 'E-mail',
  settings: emailSettings,

  async page(page, settings) {
    const { externalId } = await sendMail(settings, pageMail(page, senderOf(settings)))
    return { externalId }
  },

  async post({ key, address, title, text, url }, settings) {
    const from = senderOf(settings)
    const { externalId } = await sendMail(settings, {
      from,
      to: [{ address, name: null }],
      subject: title,
      text: url ? `${text}\n\n${url}` : text,
      messageId: messageIdOf('post', key, from),
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { externalId }
  },

  /** The body is the raw message. Anyone may write a mail, so there is nothing to verify here. */
  async receive({ body }) {
    return [await readMail(body)]
  },
})

const senderOf = ({ fromAddress, fromName }: z.output<typeof emailSettings>) => ({
  address: fromAddress,
  name: fromName,
})
