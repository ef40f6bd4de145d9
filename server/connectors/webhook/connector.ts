import { z } from 'zod'
import { defineConnector, DeliveryFailed, refusedBy, type Net } from '../connector.ts'
import { signatureOf } from './signature.ts'

export const webhookSettings = z.object({
  /** Shared with the receiver, who proves with it that a call is ours. */
  secret: z.string().min(16).meta({ secret: true }),
})

export const webhook = defineConnector({
  kind: 'webhook',
  name: 'Webhook',
  settings: webhookSettings,

  async page({ key, address, links, sendBefore, ...page }, settings, net) {
    return call(net, settings, address, key, {
      type: 'page',
      key,
      pageId: page.pageId,
      incidentNumber: page.incidentNumber,
      level: page.level,
      urgency: page.urgency,
      title: page.title,
      body: page.body,
      url: links.page,
      acknowledgeUrl: links.acknowledge,
      acknowledgeToken: page.acknowledgeToken,
      receiptUrl: page.receiptUrl,
      sendBefore: sendBefore.toISOString(),
    })
  },

  async post({ key, address, title, text, url }, settings, net) {
    return call(net, settings, address, key, { type: 'post', key, title, text, url })
  },
})

/**
 * The receiver answers 2xx once it has it; the same Idempotency-Key a second time is the same
 * message.
 */
async function call(
  net: Net,
  { secret }: z.output<typeof webhookSettings>,
  url: string,
  key: string,
  message: object,
) {
  const body = JSON.stringify(message)
  const answer = await net.post(url, {
    body,
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'Watchdesk-Signature': signatureOf(body, secret, new Date()),
    },
  })
  if (answer.ok) return { externalId: null }
  if (answer.status === 410) {
    throw new DeliveryFailed('The webhook is gone: its receiver answered 410', {
      permanent: true,
      addressGone: true,
    })
  }
  throw refusedBy(`The webhook at ${new URL(url).host}`, answer)
}
