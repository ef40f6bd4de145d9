import { storeArrivals } from './arrivals.ts'
import { MAX_MAIL_BYTES } from './email/read-mail.ts'
import { envelopeOf, type NeedToKnow } from './imap-fetcher.ts'
import { isSignedWith } from './mail-signature.ts'
import { secretsOf } from './mailboxes.ts'
import { invalid, notAllowed } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { machine } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'

interface Posted {
  mailboxKey: string
  timestamp: string | undefined
  signature: string | undefined
  remoteAddress: string
  raw: Buffer
}

/**
 * A mail provider's script posts raw mail here, signed. 200 is said after the mail is committed; anything else means:
 * keep it, and come again. The same mail again is a duplicate and harmless.
 */
export const mailIntake =
  (needToKnow: NeedToKnow): Routes =>
  async (app) => {
    // The signature is over the bytes as they came, so nothing may be parsed.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    app.post<{ Params: { mailboxKey: string } }>('/intake/mail/:mailboxKey', {
      schema: { hide: true },
      bodyLimit: MAX_MAIL_BYTES,
      config: { rateLimit: { max: 6000, timeWindow: '1 minute' } },
      async handler(request, reply) {
        const { body, headers } = request
        if (!(body instanceof Buffer) || body.length === 0)
          throw invalid('Post the raw mail as the body.')
        const posted: Posted = {
          mailboxKey: request.params.mailboxKey,
          timestamp: textOf(headers['x-watchdesk-timestamp']),
          signature: textOf(headers['x-watchdesk-signature']),
          remoteAddress: request.ip,
          raw: body,
        }
        const stored = await request.inWorkAs(machine('mail'), (work) =>
          takePosted(work, posted, needToKnow),
        )
        return reply.status(200).send({ stored })
      },
    })
  }

const textOf = (value: string | string[] | undefined) =>
  typeof value === 'string' ? value : undefined

/** Returns the arrival's number. Whoever cannot sign is not told whether there is such a mailbox. */
async function takePosted(
  work: Work,
  { mailboxKey, raw, remoteAddress, ...signed }: Posted,
  needToKnow: NeedToKnow,
): Promise<number> {
  const mailbox = await work.db
    .selectFrom('mailboxes')
    .selectAll()
    .where('key', '=', mailboxKey)
    .where('kind', '=', 'http')
    .executeTakeFirst()
  const secret = mailbox && secretsOf(work.system, mailbox)?.signingSecret
  const isGenuine = isSignedWith(
    secret ?? 'nobody knows this one',
    { ...signed, body: raw },
    work.now,
  )
  if (!mailbox || !secret || !isGenuine)
    throw notAllowed('The signature is not valid, or older than five minutes.')
  if (mailbox.state === 'paused') throw notAllowed('This mailbox is paused.')
  const { addresses, envelopeFrom, envelopeTo } = envelopeOf(raw, mailbox)
  const [number = 0] = await storeArrivals(work, [
    {
      connection: 'http',
      mailbox: mailbox.addresses[0] ?? '',
      raw,
      envelopeFrom,
      envelopeTo,
      remoteAddress,
      channelKey: mailbox.channelKey,
      restricted: await needToKnow(work.system, addresses, mailbox.channelKey),
      transcript: `Posted to the mailbox ${mailbox.key} by ${remoteAddress}, signed at ${signed.timestamp}, ${raw.length} bytes`,
    },
  ])
  await work.db
    .updateTable('mailboxes')
    .set({ lastSeenAt: work.now })
    .where('id', '=', mailbox.id)
    .execute()
  return number
}
