import { z } from 'zod'
import { EachDone, Numbers, each } from '../platform/each.ts'
import type { Routes } from '../platform/http.ts'
import { ByNumber, Done, done } from '../platform/shapes.ts'
import { processAgain } from './arrivals.ts'
import { releaseArrival } from './releases.ts'

const tags = ['Mail log']
const ticket = z.int().positive().nullable().default(null).meta({
  description: 'Which ticket it is filed into; null: a new one.',
})

/** What a person does about mail that no ticket took. */
export const quarantineRoutes: Routes = async (app) => {
  app.put('/mail/arrivals/:number/release', {
    schema: {
      operationId: 'releaseArrival',
      tags,
      summary: 'Let it out of quarantine: what set it aside does not count, and it is filed.',
      params: ByNumber,
      body: z.object({ ticket }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('mail.write', (work, caller) =>
        releaseArrival(work, request.params.number, {
          ticket: request.body.ticket,
          seesRestricted: caller.may('tickets.restricted'),
        }),
      )
      return done
    },
  })

  app.post('/mail/arrivals/releases', {
    schema: {
      operationId: 'releaseArrivals',
      tags,
      summary: 'Let many out of quarantine, all into one ticket or each into a new one.',
      body: z.object({ numbers: Numbers, ticket }),
      response: { 200: EachDone },
    },
    handler: (request) =>
      each(request.body.numbers, (number) =>
        request.inWork('mail.write', (work, caller) =>
          releaseArrival(work, number, {
            ticket: request.body.ticket,
            seesRestricted: caller.may('tickets.restricted'),
          }),
        ),
      ),
  })

  app.post('/mail/arrivals/:number/readings', {
    schema: {
      operationId: 'processArrivalAgain',
      tags,
      summary: 'Process it again.',
      params: ByNumber,
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('mail.write', (work, caller) =>
        processAgain(work, request.params.number, caller.may('tickets.restricted')),
      )
      return done
    },
  })

  app.post('/mail/arrivals/readings', {
    schema: {
      operationId: 'processArrivalsAgain',
      tags,
      summary: 'Process many again, by all the rules.',
      body: z.object({ numbers: Numbers }),
      response: { 200: EachDone },
    },
    handler: (request) =>
      each(request.body.numbers, (number) =>
        request.inWork('mail.write', (work, caller) =>
          processAgain(work, number, caller.may('tickets.restricted')),
        ),
      ),
  })
}
