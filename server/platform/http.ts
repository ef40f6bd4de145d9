import { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawServerDefault,
} from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Actor } from '../events.ts'
import { isDatabaseAway, type Database } from './database.ts'
import { Refusal, STATUS_OF, invalid, notAllowed } from './errors.ts'
import { isStorable } from './storable.ts'
import type { System } from './system.ts'
import { inWork, type Work } from './work.ts'

/** Who is asking: a signed-in person or a token acting for one. */
export interface Caller {
  actor: Actor & { kind: 'user'; id: string }
  email: string
  role: string
  may(permission: string): boolean
  byToken: boolean
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  Logger,
  ZodTypeProvider
>
export type Routes = (app: App) => Promise<void>

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
    system: System
    /** Runs an action for the caller, who must hold the permission. */
    inWork<R>(permission: string, act: (work: Work, caller: Caller) => Promise<R>): Promise<R>
    /**
     * Reads for the caller, who must hold the permission. Without a transaction: at READ COMMITTED every statement sees its
     * own moment anyway, and BEGIN and COMMIT would be two more round trips.
     */
    reads<R>(permission: string, read: (db: Database, caller: Caller) => Promise<R>): Promise<R>
    /** Runs an action for somebody outside (a customer with a link, a monitoring system). */
    inWorkAs<R>(actor: Actor, act: (work: Work) => Promise<R>): Promise<R>
  }
}

export interface HttpOptions {
  identify(request: FastifyRequest): Promise<Caller | null>
  /** Asked before all else; what it answers itself goes no further. */
  guard?: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  routes: Record<string, Routes>
  /** Served outside /api/v1: sign-in, health, other people's clients, the web app. */
  outside: Routes[]
  version: string
}

const MAX_BODY = 26 * 1024 * 1024

/** A Date goes out as an ISO instant; the contract says so. */
const zodToJsonConfig = {
  unrepresentable: 'any' as const,
  override({
    zodSchema,
    jsonSchema,
  }: {
    // zod keeps its own description of a shape there.
    zodSchema: { _zod: { def: { type: string } } }
    jsonSchema: Record<string, unknown>
  }) {
    if (zodSchema._zod.def.type === 'date')
      Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
  },
}

export async function buildHttp(system: System, options: HttpOptions): Promise<App> {
  const app = Fastify({
    // A line for every request drowns what matters; at debug they are shown.
    loggerInstance:
      system.config.LOG_LEVEL === 'debug'
        ? system.log
        : system.log.child({}, { level: system.config.LOG_LEVEL === 'silent' ? 'silent' : 'warn' }),
    bodyLimit: MAX_BODY,
    // Signed links are longer than the 100 characters a parameter may usually have.
    routerOptions: { maxParamLength: 700 },
    // One proxy of ours: what it says of the peer is believed, what the peer says of itself is not.
    trustProxy: system.config.TRUST_PROXY ? (_address: string, hop: number) => hop < 1 : false,
    genReqId: () => crypto.randomUUID(),
  }).withTypeProvider<ZodTypeProvider>() as App
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await protect(app, system)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Watchdesk',
        version: options.version,
        description: 'Every channel in one queue, strictest promise first.',
      },
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig }),
    transformObject: createJsonSchemaTransformObject({ zodToJsonConfig }),
  })
  decorate(app, system, options)
  app.setErrorHandler(answerError)
  for (const routes of options.outside) await app.register(routes)
  await app.register(
    async (api) => {
      api.addHook('onRequest', refuseStranger)
      api.addHook('onRoute', (route) => {
        // A stranger's form is small; only those we know may send files.
        if (isDoor(route.schema)) route.bodyLimit = 256 * 1024
      })
      for (const routes of Object.values(options.routes)) await api.register(routes as never)
    },
    { prefix: '/api/v1' },
  )
  return app
}

async function protect(app: App, system: System) {
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine writes style attributes; scripts get no such exception.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: system.config.publicUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
  })
  await app.register(rateLimit, {
    global: true,
    // A program with a token is known; of a stranger all we know is an address.
    max: (request) => (request.headers.authorization?.startsWith('Bearer wd_') ? 60_000 : 1200),
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, context) =>
      new Refusal('too_many', `Too many requests. Try again in ${context.after}.`),
  })
}

function decorate(app: App, system: System, options: HttpOptions) {
  app.decorateRequest('caller', null)
  app.decorateRequest('system', { getter: () => system })
  app.decorateRequest('inWork', function inWorkOfCaller(this: FastifyRequest, permission, act) {
    const caller = callerWho(this, permission)
    return inWork(system, caller.actor, (work) => act(work, caller))
  })
  app.decorateRequest(
    'reads',
    async function readsForCaller(this: FastifyRequest, permission, read) {
      return read(system.db, callerWho(this, permission))
    },
  )
  app.decorateRequest('inWorkAs', function inWorkOfOutsider(actor, act) {
    return inWork(system, actor, act)
  })
  const { guard } = options
  if (guard) app.addHook('onRequest', guard)
  app.addHook('onRequest', async (request) => {
    request.caller = await options.identify(request)
    if (request.caller && !request.caller.byToken) refuseForeignPage(request)
  })
  app.addHook('preValidation', async ({ params, query, body, url }) => {
    if (!TAKES_ANY_WORDS.includes(url) && ![params, query, body].every(isStorable))
      throw invalid('There is a character in it that cannot be kept. Take it out, and try again.')
  })
}

/** A monitor says it once: what it says is mended there, never refused for one odd character. */
const TAKES_ANY_WORDS = ['/v2/enqueue']

function callerWho({ caller }: FastifyRequest, permission: string): Caller {
  if (!caller) throw signedOut()
  if (!caller.may(permission))
    throw notAllowed(`Your role does not include "${permission}". Ask an administrator.`)
  return caller
}

/** Whoever is not signed in learns nothing, not even what shape is wrong; doors for strangers say `security: []`. */
async function refuseStranger(request: FastifyRequest) {
  if (!request.caller && !isDoor(request.routeOptions.schema)) throw signedOut()
}

const isDoor = (schema: { security?: unknown } | undefined) =>
  Array.isArray(schema?.security) && schema.security.length === 0

const signedOut = () =>
  new Refusal('not_allowed', 'Sign in first.', [{ path: '', message: 'signed_out' }])

/** better-auth guards its own routes; the portal's forms never look at who is signed in. */
const GUARDED_OTHERWISE = ['/api/auth/', '/help/']

/**
 * A page elsewhere can make a browser send our cookie, but it can neither set this header without our consent nor hide where it stands.
 */
function refuseForeignPage(request: FastifyRequest) {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  if (GUARDED_OTHERWISE.some((prefix) => request.url.startsWith(prefix))) return
  if (request.headers['x-watchdesk'] !== '1')
    throw notAllowed('This request did not come from Watchdesk: the header x-watchdesk is missing.')
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error, request)
  if (problem.status >= 500)
    request.log.error({ err: error, requestId: request.id }, 'A request failed')
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .send(Readable.from([JSON.stringify(problem)]))
}

/** RFC 9457. */
function problemOf(error: unknown, request: FastifyRequest) {
  const base = {
    type: 'about:blank',
    requestId: request.id,
    errors: [] as { path: string; message: string }[],
  }
  if (error instanceof Refusal) {
    const signedOut = error.fields[0]?.message === 'signed_out'
    return {
      ...error.more,
      ...base,
      title: error.kind,
      status: signedOut ? 401 : STATUS_OF[error.kind],
      detail: error.message,
      errors: signedOut ? [] : error.fields,
    }
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: issue.message ?? 'is not valid',
    }))
    return {
      ...base,
      title: 'invalid',
      status: 400,
      detail: errors.map(({ path, message }) => `${path || 'body'}: ${message}`).join('; '),
      errors,
    }
  }
  if (hasStatus(error))
    return { ...base, title: 'invalid', status: error.statusCode, detail: error.message }
  if (isDatabaseAway(error))
    return {
      ...base,
      title: 'unavailable',
      status: 503,
      detail: 'The database does not answer. What you sent was not stored: keep it, and try again.',
    }
  return {
    ...base,
    title: 'failed',
    status: 500,
    detail: 'Something went wrong here, not with you. The request id helps us find it.',
  }
}

function hasStatus(error: unknown): error is Error & { statusCode: number } {
  return (
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode < 500
  )
}
