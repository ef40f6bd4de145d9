/** Which role may do what. Roles are few and fixed; a token may hold less than its owner, never more. */

export const ROLES = [
  'admin',
  'manager',
  'agent',
  'security',
  'developer_relations',
  'developer',
  'learner',
] as const
export type Role = (typeof ROLES)[number]

export const PERMISSIONS = [
  'tickets.read',
  'tickets.write',
  'tickets.restricted',
  'incidents.read',
  'incidents.respond',
  'oncall.read',
  'oncall.write',
  'paging.own',
  'mail.read',
  'mail.write',
  'customers.read',
  'customers.write',
  'customers.erase',
  'people.read',
  'people.write',
  'playbook.read',
  'playbook.write',
  'forum.write',
  'forum.moderate',
  'knowledge.write',
  'tokens.own',
] as const
export type Permission = (typeof PERMISSIONS)[number]

const READING: Permission[] = [
  'tickets.read',
  'incidents.read',
  'oncall.read',
  'customers.read',
  'people.read',
  'playbook.read',
  'paging.own',
  'tokens.own',
]
const WORKING: Permission[] = [
  ...READING,
  'tickets.write',
  'incidents.respond',
  'oncall.write',
  'mail.read',
  'forum.write',
  'knowledge.write',
]

const GRANTED: Record<Role, readonly Permission[]> = {
  admin: PERMISSIONS,
  manager: [...WORKING, 'mail.write', 'customers.write', 'playbook.write', 'forum.moderate'],
  agent: [...WORKING, 'mail.write', 'customers.write'],
  security: [...WORKING, 'tickets.restricted'],
  // The community is theirs: unanswered topics stand in their queue, and in nobody's of support.
  developer_relations: [...WORKING, 'forum.moderate'],
  developer: [...READING, 'tickets.write', 'incidents.respond', 'forum.write'],
  // Learners shadow: they are paged so that they see it, and cannot take it.
  learner: READING,
}

/** Whether a role, narrowed by a token's scopes (null: no token), includes a permission. */
export function may(role: Role, scopes: readonly string[] | null, permission: string): boolean {
  if (!(GRANTED[role] as readonly string[]).includes(permission)) return false
  return scopes === null || scopes.includes(permission) || scopes.includes('*')
}

export const isPermission = (word: string): word is Permission =>
  (PERMISSIONS as readonly string[]).includes(word)

export const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word)
