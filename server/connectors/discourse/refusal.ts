/** Decides what an answer of Discourse outside 2xx means, and says it in words. */
import { DeliveryFailed, type NetAnswer } from '../connector.ts'
import { z } from 'zod'

const Refused = z.object({
  errors: z.array(z.string()).default([]),
  error_type: z.string().optional(),
  extras: z.object({ wait_seconds: z.number().optional() }).optional(),
})

const LONGEST_WAIT_SECONDS = 3600
/** Of Discourse itself, a minute for one key, when it says no other time. */
const USUAL_WAIT_SECONDS = 60

/** `whenRefused`: a 403 here means the key, not one topic. */
export function refusalOf(
  host: string,
  answer: NetAnswer,
  { aboutKey = false }: { aboutKey?: boolean } = {},
): DeliveryFailed {
  const { status } = answer
  const refused = Refused.safeParse(answer.json).data
  const words = (refused?.errors.join(' ') || plain(answer.text)).slice(0, 200)
  const said = words ? ` It says: ${words}` : ''
  if (status === 429) {
    const seconds = waitOf(answer.headers['retry-after'], refused?.extras?.wait_seconds)
    return new DeliveryFailed(`${host} asks us to wait ${seconds} seconds.${said}`, {
      permanent: false,
      retryAfterSeconds: seconds,
    })
  }
  if (status === 401 || (status === 403 && (aboutKey || isAboutKey(words))))
    return new DeliveryFailed(
      `${host} does not accept our API key or the name it acts as.${said} Put in a new key; what waits here goes out then.`,
      { permanent: false, keyRefused: true },
    )
  if (status >= 500 || status === 408)
    return new DeliveryFailed(`${host} is down or busy (${status}).${said}`, { permanent: false })
  if (status >= 300 && status < 400)
    return new DeliveryFailed(
      `${host} sends us elsewhere (${status}). Use the forum's own address, as the browser shows it.`,
      { permanent: true },
    )
  return new DeliveryFailed(`${host} refused (${status}).${said}`, { permanent: true })
}

/** Discourse says it in the language of the forum: others are found by asking for something everybody may read. */
const isAboutKey = (words: string) => /API (username|key)/i.test(words)

function waitOf(retryAfter: string | undefined, extras: number | undefined): number {
  const given = retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : extras
  const seconds = Math.ceil(given ?? USUAL_WAIT_SECONDS)
  return Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS)
}

/** Words of theirs that are looked through: a page that never ends must not hold up everything else here. */
const MOST_LOOKED_THROUGH = 4000

/** A proxy in front of it answers in HTML. */
const plain = (text: string) =>
  text
    .slice(0, MOST_LOOKED_THROUGH)
    .replaceAll(/<(style|script|head)[\s\S]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
