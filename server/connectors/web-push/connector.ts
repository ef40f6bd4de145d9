import library from 'web-push'
import { z } from 'zod'
import { defineConnector, DeliveryFailed, refusedBy, type PageRequest } from '../connector.ts'
import { pushPayload, topicOf } from './payload.ts'

export const webPushSettings = z.object({
  /** Whom a push service may write to about us (RFC 8292 2.1): a mailto: or https: address. */
  vapidSubject: z.string().regex(/^(mailto:|https:\/\/)/),
  vapidPublicKey: z.string().min(80),
  vapidPrivateKey: z.string().min(40).meta({ secret: true }),
})

/** What a browser's PushSubscription says of itself as JSON. */
const Subscription = z.object({
  endpoint: z.url(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
})

const LONGEST_TTL_SECONDS = 300
const GONE = [404, 410]

export const webPush = defineConnector({
  kind: 'web-push',
  name: 'Push to a browser',
  settings: webPushSettings,

  /**
   * A 201 says the push service has it, not that a phone has shown it: that is what the receipt is
   * for.
   */
  async page(page, settings, net) {
    const { endpoint, headers, body } = encrypted(page, settings)
    const answer = await net.post(endpoint, { headers, body })
    if (answer.ok) return { externalId: answer.headers['location'] ?? null }
    if (GONE.includes(answer.status)) {
      throw new DeliveryFailed(
        'The push subscription is gone: this device no longer takes pushes',
        { permanent: true, addressGone: true },
      )
    }
    throw refusedBy(`The push service ${new URL(endpoint).host}`, answer)
  },
})

function encrypted(page: PageRequest, settings: z.output<typeof webPushSettings>) {
  const subscription = subscriptionOf(page.address)
  const secondsLeft = Math.floor((page.sendBefore.getTime() - Date.now()) / 1000)
  try {
    const { endpoint, headers, body } = library.generateRequestDetails(
      subscription,
      pushPayload(page),
      {
        // The library's own default is four weeks: a page would arrive long after the night was
        // over.
        TTL: Math.min(Math.max(secondsLeft, 1), LONGEST_TTL_SECONDS),
        urgency: page.urgency === 'high' ? 'high' : 'normal',
        topic: topicOf(page.pageId),
        vapidDetails: {
          subject: settings.vapidSubject,
          publicKey: settings.vapidPublicKey,
          privateKey: settings.vapidPrivateKey,
        },
        contentEncoding: 'aes128gcm',
      },
    )
    return { endpoint, headers: asText(headers), body }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new DeliveryFailed(`The push could not be encrypted: ${why}`, { permanent: true })
  }
}

function subscriptionOf(address: string): z.output<typeof Subscription> {
  try {
    return Subscription.parse(JSON.parse(address))
  } catch {
    throw new DeliveryFailed('The address is no push subscription', {
      permanent: true,
      addressGone: true,
    })
  }
}

// The length is the network's to say.
const asText = (headers: object) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name !== 'Content-Length')
      .map(([name, value]) => [name, String(value)]),
  )
