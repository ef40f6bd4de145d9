import { z } from 'zod'
import { WEEKDAYS } from '../calendar/week.ts'
import { findUser } from '../people/queries.ts'
import type { Caller, Routes } from '../platform/http.ts'
import { Done, done } from '../platform/shapes.ts'
import type { Work } from '../platform/work.ts'
import { email, isTimeZone, timeOfDay, title } from '../playbook/schema-basics.ts'
import { findHosts } from './find-hosts.ts'
import { startMailTest } from './mail-tests.ts'
import { makeSamples } from './samples.ts'
import { removeSamples } from './remove-samples.ts'
import { Hosts, MailTestBody, provider, SetupState, stepName } from './shapes.ts'
import { setupState } from './state.ts'
import { finishSetup, saveCompany, saveOnCall, savePromises, skipStep } from './steps.ts'
import { endTest, startTestEmergency } from './test-emergency.ts'

/** Of the whole installation: for administrators. */
const PERMISSION = 'people.write'
const tags = ['First start']
const Proven = z.object({ proof: z.string() })

const adminOf = (work: Work, caller: Caller) => findUser(work.db, caller.actor.id)

const Company = z.object({
  name: title,
  timeZone: z.string().refine(isTimeZone, 'is no time zone such as Europe/Berlin'),
  days: z.array(z.enum(WEEKDAYS)).min(1, 'name at least one day'),
  from: timeOfDay,
  to: timeOfDay,
})

const OnCall = z.object({
  people: z
    .array(z.object({ name: title, email }))
    .min(1, 'name at least one person')
    .max(50),
  turn: z.enum(['day', 'week', 'two_weeks']),
  day: z.enum(WEEKDAYS),
  time: timeOfDay,
})

const password = z.string().min(1).max(10_000).nullable().default(null).meta({ writeOnly: true })
const server = z.object({
  host: z.string().trim().min(1, 'is missing').max(253),
  port: z.int().min(1).max(65_535),
  tls: z.enum(['tls', 'starttls', 'none']),
  user: z.string().trim().min(1, 'is missing').max(320),
})
const MailTest = z.object({
  address: z.email(),
  provider,
  incoming: server.extend({ password }),
  outgoing: server
    .extend({ user: z.string().trim().max(320), password })
    .nullable()
    .meta({
      description: 'Null: SMTP_URL says where mail leaves.',
    }),
})

export const setupRoutes: Routes = async (app) => {
  app.get('/setup', {
    schema: {
      operationId: 'getSetup',
      tags,
      summary: 'How far the setup is, and what proved each step.',
      response: { 200: SetupState },
    },
    handler: (request) =>
      request.inWork(PERMISSION, async (work, caller) =>
        setupState(work, await adminOf(work, caller)),
      ),
  })

  app.post('/setup/steps/:step/skip', {
    schema: {
      operationId: 'skipSetupStep',
      tags,
      summary: 'Leave a step for later. What was done stays done.',
      params: z.object({ step: stepName }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork(PERMISSION, (work) => skipStep(work, request.params.step))
      return done
    },
  })

  app.put('/setup/company', {
    schema: {
      operationId: 'saveSetupCompany',
      tags,
      summary: 'Name, time zone and office hours, written into the playbook.',
      body: Company,
      response: { 200: Proven },
    },
    handler: (request) =>
      request.inWork(PERMISSION, async (work, caller) =>
        proven(await saveCompany(work, await adminOf(work, caller), request.body)),
      ),
  })

  app.post('/setup/mail/hosts', {
    schema: {
      operationId: 'findMailHosts',
      tags,
      summary: 'Where the mail of an address is fetched and sent, as far as its domain says.',
      body: z.object({ address: z.email() }),
      response: { 200: Hosts },
    },
    config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
    // Outside a unit of work: it waits for the name service.
    handler: async (request) => {
      await request.reads(PERMISSION, async () => undefined)
      return findHosts(request.system, request.body.address)
    },
  })

  app.post('/setup/mail/tests', {
    schema: {
      operationId: 'startMailTest',
      tags,
      summary:
        'Send a message and wait until it is back. What is proven holds: the mailbox is fetched from then on.',
      body: MailTest,
      response: { 202: MailTestBody.pick({ id: true }) },
    },
    config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
    handler: async (request, reply) => {
      const { incoming, outgoing, ...settings } = request.body
      const { password: fetches, ...from } = incoming
      const by = outgoing && withoutPassword(outgoing)
      const passwords = { incoming: fetches, outgoing: outgoing?.password ?? null }
      const { id } = await request.inWork(PERMISSION, (work, caller) =>
        startMailTest(
          work,
          caller.actor.id,
          { ...settings, incoming: from, outgoing: by },
          passwords,
        ),
      )
      return reply.status(202).send({ id })
    },
  })

  app.put('/setup/promises', {
    schema: {
      operationId: 'saveSetupPromises',
      tags,
      summary: 'One of three presets, written into the playbook.',
      body: z.object({ preset: z.enum(['calm', 'quick', 'day_and_night']) }),
      response: { 200: Proven },
    },
    handler: (request) =>
      request.inWork(PERMISSION, async (work, caller) =>
        proven(await savePromises(work, await adminOf(work, caller), request.body.preset)),
      ),
  })

  app.put('/setup/on-call', {
    schema: {
      operationId: 'saveSetupOnCall',
      tags,
      summary: 'One layer of turns, written into the playbook. Whoever is new is added.',
      body: OnCall,
      response: { 200: Proven },
    },
    handler: (request) =>
      request.inWork(PERMISSION, async (work, caller) =>
        proven(await saveOnCall(work, await adminOf(work, caller), request.body)),
      ),
  })

  app.put('/setup/test-emergency', {
    schema: {
      operationId: 'startTestEmergency',
      tags,
      summary: 'Raise an emergency that says it is a test and pages nobody but me.',
      response: { 200: Done },
    },
    config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
    handler: async (request) => {
      await request.inWork(PERMISSION, (work, caller) =>
        startTestEmergency(work, { id: caller.actor.id, name: caller.actor.name }),
      )
      return done
    },
  })

  app.delete('/setup/test-emergency', {
    schema: {
      operationId: 'endTestEmergency',
      tags,
      summary: 'Stop ringing.',
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork(PERMISSION, endTest)
      return done
    },
  })

  app.put('/setup/samples', {
    schema: {
      operationId: 'makeSamples',
      tags,
      summary: 'Fill the console with one crisis, 60 tickets and 4 people, all of them invented.',
      response: { 200: Done },
    },
    // Many commits, each ticket at its own moment.
    handler: async (request) => {
      const admin = await request.inWork(PERMISSION, adminOf)
      await makeSamples(request.system, admin)
      request.system.live.tell(['setup', 'queue', 'incidents', 'shell'])
      return done
    },
  })

  app.delete('/setup/samples', {
    schema: {
      operationId: 'removeSamples',
      tags,
      summary: 'Remove every sample and what was done with it, and nothing else.',
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork(PERMISSION, removeSamples)
      return done
    },
  })

  app.put('/setup/completion', {
    schema: {
      operationId: 'finishSetup',
      tags,
      summary: 'The setup is over; what was skipped can be done in its own place.',
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork(PERMISSION, finishSetup)
      return done
    },
  })
}

const withoutPassword = <T extends { password: unknown }>({ password: _secret, ...rest }: T) => rest

/** A step that is done has a proof. */
const proven = ({ proof }: { proof: string | null }) => ({ proof: proof ?? '' })
