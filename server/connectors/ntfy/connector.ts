import { z } from 'zod'
import { defineConnector, DeliveryFailed, refusedBy, type Net } from '../connector.ts'

export const ntfySettings = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://ntfy.sh'),
  /** An access token; a server that lets anyone publish needs none. */
  token: z.string().optional().meta({ secret: true }),
})

/**
 * https://docs.ntfy.sh/publish/#public-topics: the name is the password of a topic nobody
 * protected.
 */
const TOPIC = /^[-_A-Za-z0-9]{1,64}$/
const MOST_BYTES = 4096

const Published = z.object({ id: z.string() })

export const ntfy = defineConnector({
  kind: 'ntfy',
  name: 'ntfy',
  settings: ntfySettings,

  async page(
    { address, title, body, incidentNumber, urgency, links, acknowledgeToken },
    settings,
    net,
  ) {
    return publish(net, settings, {
      topic: address,
      title: incidentNumber > 0 ? `#${incidentNumber} ${title}` : title,
      message: fitting(body || title),
      // 5 breaks through do-not-disturb where the phone's owner allowed it; 4 rings once.
      priority: urgency === 'high' ? 5 : 4,
      tags: urgency === 'high' ? ['rotating_light'] : ['bell'],
      click: links.page,
      actions: [
        ...(incidentNumber > 0
          ? [
              {
                action: 'http',
                label: 'Acknowledge',
                url: links.acknowledge,
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({ token: acknowledgeToken }),
                clear: true,
              },
            ]
          : []),
        { action: 'view', label: 'Open', url: links.page, clear: false },
      ],
    })
  },

  async post({ address, title, text, url }, settings, net) {
    return publish(net, settings, {
      topic: address,
      title,
      message: fitting(text || title),
      priority: 3,
      ...(url && { click: url }),
    })
  },
})

type Message = { topic: string } & Record<string, unknown>

/**
 * https://docs.ntfy.sh/publish/#publish-as-json: to the root of the server, never to the topic's
 * own address.
 */
async function publish(
  net: Net,
  { baseUrl, token }: z.output<typeof ntfySettings>,
  message: Message,
) {
  if (!TOPIC.test(message.topic))
    throw new DeliveryFailed('The address is no ntfy topic', { permanent: true, addressGone: true })
  const answer = await net.post(baseUrl, {
    json: message,
    ...(token && { headers: { Authorization: `Bearer ${token}` } }),
  })
  if (!answer.ok) throw refusedBy(`ntfy (${new URL(baseUrl).host})`, answer)
  return { externalId: Published.safeParse(answer.json).data?.id ?? null }
}

/** A longer message would arrive as a file to be opened. */
function fitting(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= MOST_BYTES) return text
  return `${bytes
    .subarray(0, MOST_BYTES - 3)
    .toString()
    .replace(/\uFFFD+$/, '')}…`
}
