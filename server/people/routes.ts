import { z } from 'zod'
import { conflict, notAllowed } from '../platform/errors.ts'
import type { Caller, Routes } from '../platform/http.ts'
import { Done, done, instant, instantIn } from '../platform/shapes.ts'
import { machine } from '../platform/system.ts'
import { createToken, revokeToken, savePerson } from './actions.ts'
import { isPermission, isRole, may, PERMISSIONS, ROLES } from './permissions.ts'
import { acceptInvitation, invitationFor, invitedUser } from './invitations.ts'
import { countUsers, findUser, findUserByName, listTeams, listUsers } from './queries.ts'
import { setPassword } from './sign-in.ts'

const Person = z
  .object({
    id: z.string(),
    key: z.string().nullable(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    timeZone: z.string(),
  })
  .meta({ id: 'Person' })
const Me = Person.extend({ permissions: z.array(z.string()), twoFactorEnabled: z.boolean() }).meta({
  id: 'Me',
})
const Token = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Token' })

const ByToken = z.object({ token: z.string().max(600) })

export const peopleRoutes: Routes = async (app) => {
  app.get('/me', {
    schema: { operationId: 'getMe', tags: ['People'], response: { 200: Me } },
    handler: (request) =>
      request.reads('people.read', async (db, caller) => ({
        ...(await findUser(db, caller.actor.id)),
        permissions: PERMISSIONS.filter((permission) => caller.may(permission)),
      })),
  })

  app.get('/people', {
    schema: {
      operationId: 'listPeople',
      tags: ['People'],
      response: { 200: z.object({ people: z.array(Person) }) },
    },
    handler: (request) =>
      request.reads('people.read', async (db) => ({ people: await listUsers(db) })),
  })

  app.get('/teams', {
    schema: {
      operationId: 'listTeams',
      tags: ['People'],
      summary: 'The teams of the playbook, by name.',
      response: {
        200: z.object({
          teams: z.array(
            z.object({ id: z.string(), key: z.string(), name: z.string() }).meta({ id: 'Team' }),
          ),
        }),
      },
    },
    handler: (request) =>
      request.reads('people.read', async (db) => ({ teams: await listTeams(db) })),
  })

  app.post('/people/:person/invitations', {
    schema: {
      operationId: 'invitePerson',
      tags: ['People'],
      summary:
        'Make a link by which somebody sets their own password: the first, or a new one. Give it to them yourself.',
      params: z.object({ person: z.string() }),
      response: { 201: z.object({ url: z.string(), name: z.string() }) },
    },
    handler: async (request, reply) => {
      const invited = await request.inWork('people.write', async (work) => {
        const user = await findUserByName(work.db, request.params.person)
        return { url: await invitationFor(work, user), name: user.name }
      })
      return reply.status(201).send(invited)
    },
  })

  app.get('/invitations/:token', {
    schema: {
      operationId: 'showInvitation',
      tags: ['First start'],
      security: [],
      params: ByToken,
      response: { 200: z.object({ name: z.string(), email: z.string() }) },
    },
    config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
    handler: (request) =>
      request.inWorkAs(machine('set-up'), (work) => invitedUser(work, request.params.token)),
  })

  app.post('/invitations/:token', {
    schema: {
      operationId: 'acceptInvitation',
      tags: ['First start'],
      security: [],
      summary: 'Set the password. Works once.',
      params: ByToken,
      body: z.object({ password: z.string().min(10).max(200) }),
      response: { 201: Done },
    },
    config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
    handler: async (request, reply) => {
      const { token } = request.params
      await request.inWorkAs(machine('set-up'), (work) =>
        acceptInvitation(work, token, request.body.password),
      )
      return reply.status(201).send(done)
    },
  })

  app.get('/tokens', {
    schema: {
      operationId: 'listTokens',
      tags: ['People'],
      response: { 200: z.object({ tokens: z.array(Token) }) },
    },
    handler: (request) =>
      request.reads('tokens.own', async (db, caller) => ({
        tokens: await db
          .selectFrom('apiTokens')
          .selectAll()
          .where('userId', '=', caller.actor.id)
          .orderBy('createdAt', 'desc')
          .execute(),
      })),
  })

  app.post('/tokens', {
    schema: {
      operationId: 'createToken',
      tags: ['People'],
      summary: 'Make an API token. Its text is in this answer and nowhere else.',
      body: z.object({
        name: z.string().trim().min(1).max(100),
        scopes: z.array(z.string()).min(1).default(['*']),
        expiresAt: instantIn.optional(),
      }),
      response: { 201: z.object({ id: z.string(), token: z.string() }) },
    },
    handler: async (request, reply) => {
      const { name, scopes, expiresAt } = request.body
      return reply.status(201).send(
        await request.inWork('tokens.own', (work, caller) => {
          refuseMoreThanOwn(caller, scopes)
          return createToken(work, caller.actor.id, name, scopes, expiresAt ?? null)
        }),
      )
    },
  })

  app.delete('/tokens/:id', {
    schema: {
      operationId: 'revokeToken',
      tags: ['People'],
      params: z.object({ id: z.uuid() }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('tokens.own', (work, caller) =>
        revokeToken(work, caller.actor.id, request.params.id),
      )
      return done
    },
  })

  app.get('/welcome', {
    schema: {
      operationId: 'getWelcome',
      tags: ['First start'],
      security: [],
      response: { 200: z.object({ isEmpty: z.boolean() }) },
    },
    handler: async (request) => ({ isEmpty: (await countUsers(request.system.db)) === 0 }),
  })

  app.post('/welcome', {
    schema: {
      operationId: 'createFirstAdmin',
      tags: ['First start'],
      security: [],
      summary: 'Make the first administrator. Works only while nobody is here.',
      body: z.object({
        name: z.string().trim().min(1).max(100),
        email: z.email(),
        password: z.string().min(10).max(200),
        timeZone: z.string().default('UTC'),
      }),
      response: { 201: Done },
    },
    config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
    handler: async (request, reply) => {
      const { password, ...person } = request.body
      await request.inWorkAs(machine('set-up'), async (work) => {
        // Two who press at once: the lock lets the second one see the first.
        await work.db.selectFrom('clock').select('onlyRow').forUpdate().execute()
        if ((await countUsers(work.db)) > 0)
          throw conflict('Somebody is here already. Ask them to invite you.')
        const user = await savePerson(work, { ...person, key: null, role: 'admin' })
        await setPassword(work, user.id, password)
      })
      return reply.status(201).send(done)
    },
  })
}

/** A token may hold less than whoever makes it, never more; a program's token cannot mint a stronger one. */
function refuseMoreThanOwn(caller: Caller, scopes: readonly string[]) {
  const wanted = scopes.includes('*')
    ? PERMISSIONS.filter((permission) => isRole(caller.role) && may(caller.role, null, permission))
    : scopes
  const missing = wanted.filter((permission) => isPermission(permission) && !caller.may(permission))
  if (missing.length > 0)
    throw notAllowed(`You may not give what you do not have: ${missing.join(', ')}.`)
}
