import { createToken, savePerson } from '../../../server/people/actions.ts'
import { PERMISSIONS, ROLES, may, type Role } from '../../../server/people/permissions.ts'
import { visit } from '../customer.ts'
import type { World } from '../world.ts'

export interface Caller {
  name: string
  headers: Record<string, string>
  /** One of ours: what the table of roles gives them, narrowed by their token. */
  may(permission: string): boolean
  kind: 'nobody' | 'staff' | 'customer'
}

const none = () => false
export const nobody: Caller = { name: 'nobody', headers: {}, may: none, kind: 'nobody' }

/** Somebody of every role, and an administrator's token of every single scope, and one of none. */
export async function staffCallers(world: World) {
  const roles: Caller[] = []
  const people: Record<string, string> = {}
  for (const role of ROLES) {
    const user = await world.work((work) =>
      savePerson(work, {
        key: null,
        name: `Some ${role.replace('_', ' ')}`,
        email: `${role}@watchdesk.test`,
        role,
        timeZone: 'UTC',
      }),
    )
    people[role] = user.id
    roles.push(await tokenOf(world, user.id, role, ['*']))
  }
  const scopes: Caller[] = []
  for (const scope of PERMISSIONS)
    scopes.push(await tokenOf(world, people['admin']!, 'admin', [scope]))
  const scopeless = await tokenOf(world, people['admin']!, 'admin', [])
  return { roles, scopes, scopeless, admin: roles[0]! }
}

async function tokenOf(world: World, userId: string, role: Role, scopes: string[]) {
  const { token } = await world.work((work) => createToken(work, userId, 'walks', scopes, null))
  const name = scopes.includes('*') ? role : `token of ${scopes.join() || 'no scope'}`
  const caller: Caller = {
    name,
    headers: { authorization: `Bearer ${token}` },
    may: (permission) => may(role, scopes, permission),
    kind: 'staff',
  }
  // The first use of a token is noted on it; from here on asking changes nothing.
  await world.app.inject({ url: '/api/v1/me', headers: caller.headers })
  return caller
}

/** A signed-in customer. */
export async function customerCaller(
  world: World,
  email: string,
): Promise<Caller & { token: string }> {
  const visitor = visit(world, { address: `10.9.0.${email.length}` })
  await visitor.signIn(email)
  const token = await visitor.formToken()
  const cookie = [...visitor.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return { name: email, headers: { cookie }, may: none, kind: 'customer', token }
}
