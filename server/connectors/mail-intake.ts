import { storeArrivals } from './arrivals.ts'
import { MAX_MAIL_BYTES } from './email/read-mail.ts'
import { envelopeOf, type NeedToKnow } from './imap-reading.ts'
import { isFresh, isSignedWith } from './mail-signature.ts'
import { secretsOf, type Mailbox } from './mailboxes.ts'
import { invalid, notAllowed, notFound, Refusal } from '../platform/errors.ts'
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
      // Before the first byte of the body: 25 MB are read for nobody who could not be believed anyway.
      async onRequest(request) {
        const { headers, params } = request
        refuseTooLarge(headers['content-length'])
        const now = await request.inWorkAs(machine('mail'), async (work) => {
          await openMailbox(work, params.mailboxKey)
          return work.now
        })
        if (!textOf(headers['x-watchdesk-signature']) || !isFresh(textOf(headers[TIMESTAMP]), now))
          throw notAllowed(NOT_SIGNED)
      },
      async handler(request, reply) {
        const { body, headers } = request
        if (!(body instanceof Buffer) || body.length === 0)
          throw invalid('Post the raw mail as the body.')
        const posted: Posted = {
          mailboxKey: request.params.mailboxKey,
          timestamp: textOf(headers[TIMESTAMP]),
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

const TIMESTAMP = 'x-watchdesk-timestamp'
const NOT_SIGNED = 'The signature is not valid, or older than five minutes.'

function refuseTooLarge(length: string | undefined) {
  const most = MAX_MAIL_BYTES / 1024 / 1024
  if (Number(length ?? 0) > MAX_MAIL_BYTES)
    throw new Refusal('too_large', `A mail may have at most ${most} MB.`)
}

/** The http mailbox of this key. Its key is no secret: it stands in the address; the signature is what is believed. */
async function openMailbox(work: Work, key: string): Promise<Mailbox> {
  const mailbox = await work.db
    .selectFrom('mailboxes')
    .selectAll()
    .where('key', '=', key)
    .where('kind', '=', 'http')
    .executeTakeFirst()
  if (!mailbox) throw notFound(`There is no mailbox "${key}" that mail is posted to.`)
  if (mailbox.state === 'paused') throw notAllowed('This mailbox is paused.')
  return mailbox
}

const textOf = (value: string | string[] | undefined) =>
  typeof value === 'string' ? value : undefined

/** Returns the arrival's number. */
async function takePosted(
  work: Work,
  { mailboxKey, raw, remoteAddress, ...signed }: Posted,
  needToKnow: NeedToKnow,
): Promise<number> {
  const mailbox = await openMailbox(work, mailboxKey)
  const secret = secretsOf(work.system, mailbox)?.signingSecret
  const guess = secret ?? 'nobody knows this one'
  if (!isSignedWith(guess, { ...signed, body: raw }, work.now) || !secret)
    throw notAllowed(NOT_SIGNED)
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
