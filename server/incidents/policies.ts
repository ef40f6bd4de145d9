import { randomUUIDv7 } from 'node:crypto'
import { isSameJson } from '../platform/same-json.ts'
import type { Work } from '../platform/work.ts'
import type { EscalationPolicy } from './escalation.ts'

/** Keeps a policy; a body that differs becomes a new version. Running incidents keep theirs. */
export async function saveEscalationPolicy(
  work: Work,
  policy: { key: string; name: string; body: EscalationPolicy },
): Promise<string> {
  const { id } = await work.db
    .insertInto('escalationPolicies')
    .values({ id: randomUUIDv7(), key: policy.key, name: policy.name })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ name: policy.name, removedAt: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  const latest = await work.db
    .selectFrom('escalationPolicyVersions')
    .select(['version', 'body'])
    .where('policyId', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest && isSameJson(latest.body, policy.body)) return id
  await work.db
    .insertInto('escalationPolicyVersions')
    .values({
      id: randomUUIDv7(),
      policyId: id,
      version: (latest?.version ?? 0) + 1,
      body: JSON.stringify(policy.body),
      createdAt: work.now,
    })
    .execute()
  return id
}
