import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { invalid, notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import type { Way } from './plan.ts'

export interface NewRule {
  urgency: 'high' | 'low'
  kind: Way
  afterSeconds: number
  repeatEverySeconds: number | null
}

const Subscription = z.object({
  endpoint: z.url({ protocol: /^https$/ }),
  keys: z.object({ p256dh: z.string().min(80), auth: z.string().min(16) }),
})
/** What each kind of address must look like, and the words when it does not. */
const SHAPES: Record<Way, { check: (address: string) => boolean; remedy: string }> = {
  email: {
    check: (address) => z.email().safeParse(address).success,
    remedy: 'Write an e-mail address.',
  },
  ntfy: {
    check: (address) => /^[A-Za-z0-9_-]{1,64}$/.test(address),
    remedy:
      'Write a topic of letters, digits, - and _; whoever knows it reads your pages, so make it hard to guess.',
  },
  webhook: {
    check: (address) => z.url({ protocol: /^https?$/ }).safeParse(address).success,
    remedy: 'Write a web address that takes a POST.',
  },
  web_push: {
    check: (address) => Subscription.safeParse(parse(address)).success,
    remedy: 'Allow notifications in this browser first.',
  },
}

/** Keeps a way to reach somebody. The same one again mends it: a phone that was gone is back. */
export async function saveContactMethod(
  work: Work,
  userId: string,
  method: { kind: Way; label: string; address: string },
) {
  const { check, remedy } = SHAPES[method.kind]
  if (!check(method.address)) throw invalid(remedy, [{ path: 'address', message: remedy }])
  const row = await work.db
    .insertInto('contactMethods')
    .values({ id: randomUUIDv7(), userId, ...method, createdAt: work.now })
    .onConflict((conflict) =>
      conflict
        .columns(['userId', 'kind', 'address'])
        .doUpdateSet({ label: method.label, brokenAt: null, brokenReason: null }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  work.touch(`reach:${userId}`)
  return row
}

export async function removeContactMethod(work: Work, userId: string, id: string) {
  const row = await work.db
    .deleteFrom('contactMethods')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst()
  if (row.numDeletedRows === 0n) throw notFound('You have no such way to be reached.')
  work.touch(`reach:${userId}`)
}

/** Makes somebody's rules exactly these; none means the company's. */
export async function saveRules(work: Work, userId: string, rules: readonly NewRule[]) {
  await work.db.deleteFrom('notificationRules').where('userId', '=', userId).execute()
  if (rules.length > 0)
    await work.db
      .insertInto('notificationRules')
      .values(rules.map((rule, position) => ({ id: randomUUIDv7(), userId, position, ...rule })))
      .execute()
  work.touch(`reach:${userId}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
