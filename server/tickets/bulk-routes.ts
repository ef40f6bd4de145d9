import { z } from 'zod'
import { findUserByName, teamNamed } from '../people/queries.ts'
import type { Caller, Routes } from '../platform/http.ts'
import { instant, instantIn, priority, status } from '../platform/shapes.ts'
import type { Work } from '../platform/work.ts'
import {
  findBulkChange,
  listBulkExceptions,
  MOST_AT_ONCE,
  startBulkChange,
  undoBulkChange,
  undoUntil,
  type BulkChange,
} from './bulk.ts'
import { previewBulkChange } from './bulk-preview.ts'
import { tidyTag } from './tags.ts'

const ById = z.object({ id: z.uuid() })
const tags = z.array(z.string().max(80)).min(1).max(40).optional()
const person = z
  .string()
  .nullable()
  .optional()
  .meta({ description: '"me", a person by id, playbook key or e-mail address; null for nobody.' })

const Filter = z
  .strictObject({
    status: z.array(status).min(1).optional().meta({ description: 'Left out: those open.' }),
    priority: z.array(priority).min(1).optional(),
    channel: z.string().max(80).optional(),
    assignee: person,
    tag: z.string().max(80).optional(),
    updatedBefore: instantIn.optional(),
  })
  .meta({ id: 'BulkFilter', description: 'Every condition given must hold.' })

const Change = z
  .strictObject({
    status: status.optional(),
    assignee: person,
    team: z.string().nullable().optional().meta({
      description: 'A team by id, playbook key or name; null for none.',
    }),
    priority: priority.optional(),
    addTags: tags,
    removeTags: tags,
    snooze: z
      .strictObject({ until: instantIn.nullable() })
      .optional()
      .meta({ description: 'Out of sight until then; null: until the customer answers.' }),
    spam: z
      .literal(true)
      .optional()
      .meta({ description: 'Close them as spam, and change nothing else. Nobody is banned.' }),
  })
  .meta({ id: 'BulkSet' })

const Wish = z.object({
  tickets: z.union([z.array(z.int().positive()).min(1).max(MOST_AT_ONCE), Filter]),
  set: Change,
})

const Preview = z
  .object({
    total: z.int(),
    changing: z.int(),
    same: z.int().meta({ description: 'Tickets that are so already.' }),
    refused: z.int(),
    refusals: z
      .array(z.object({ number: z.int(), subject: z.string(), why: z.string() }))
      .meta({ description: 'The first hundred of those that would be refused.' }),
  })
  .meta({ id: 'BulkPreview' })

const Body = z
  .object({
    id: z.string(),
    by: z.string(),
    state: z.enum(['running', 'done', 'undoing', 'undone']),
    total: z.int(),
    done: z.int().meta({ description: 'Tickets that are as they should be.' }),
    failed: z.int().meta({ description: 'Tickets that were refused; see `exceptions`.' }),
    undone: z.int().meta({ description: 'Tickets that stand again as they stood.' }),
    kept: z.int().meta({
      description: 'Tickets that were not given back what they had; see `exceptions`.',
    }),
    undoneBy: z.string().nullable(),
    createdAt: instant,
    undoUntil: instant.meta({ description: 'It can be taken back until then.' }),
    exceptions: z
      .array(z.object({ number: z.int(), why: z.string() }))
      .meta({ description: 'The first hundred that were refused or not given back.' }),
  })
  .meta({ id: 'BulkChange' })

export const bulkRoutes: Routes = async (app) => {
  app.post('/bulk-changes', {
    schema: {
      operationId: 'startBulkChange',
      tags: ['Tickets'],
      summary:
        'Change many tickets in the background. Which ones is settled now; the live topic `bulk:ID` tells of progress.',
      body: Wish,
      response: { 202: Body },
    },
    handler: async (request, answer) => {
      const started = await request.inWork('tickets.write', async (work, caller) => {
        const { meant, set, seesRestricted } = await wishOf(work, caller, request.body)
        return body(work, caller, await startBulkChange(work, meant, set, seesRestricted))
      })
      return answer.status(202).send(started)
    },
  })

  app.post('/bulk-changes/preview', {
    schema: {
      operationId: 'previewBulkChange',
      tags: ['Tickets'],
      summary:
        'What a change of many tickets would do: which it would refuse, and why. Changes nothing.',
      body: Wish,
      response: { 200: Preview },
    },
    handler: (request) =>
      request.inWork('tickets.write', async (work, caller) => {
        const { meant, set, seesRestricted } = await wishOf(work, caller, request.body)
        return previewBulkChange(work, meant, set, seesRestricted)
      }),
  })

  app.get('/bulk-changes/:id', {
    schema: {
      operationId: 'getBulkChange',
      tags: ['Tickets'],
      summary: 'How far a change of many tickets is.',
      params: ById,
      response: { 200: Body },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work, caller) => {
        const seesRestricted = caller.may('tickets.restricted')
        return body(work, caller, await findBulkChange(work.db, request.params.id, seesRestricted))
      }),
  })

  app.put('/bulk-changes/:id/undo', {
    schema: {
      operationId: 'undoBulkChange',
      tags: ['Tickets'],
      summary:
        'Give every ticket back what it had, where nobody changed it since, for a day. One that still runs stops.',
      params: ById,
      response: { 202: Body },
    },
    handler: async (request, answer) => {
      const undone = await request.inWork('tickets.write', async (work, caller) => {
        const seesRestricted = caller.may('tickets.restricted')
        return body(work, caller, await undoBulkChange(work, request.params.id, seesRestricted))
      })
      return answer.status(202).send(undone)
    },
  })
}

/** The people and teams that a wish names, found. */
async function wishOf(work: Work, caller: Caller, { tickets, set }: z.output<typeof Wish>) {
  const { assignee, team, snooze, ...rest } = set
  const wanted = await personOf(work, caller, assignee)
  return {
    meant: Array.isArray(tickets)
      ? { numbers: tickets }
      : { filter: await filterOf(work, caller, tickets) },
    set: {
      ...rest,
      ...(wanted !== undefined && { assignee: wanted }),
      ...(team !== undefined && { team: await teamOf(work, team) }),
      ...(snooze && { snooze: { until: snooze.until?.toISOString() ?? null } }),
    },
    seesRestricted: caller.may('tickets.restricted'),
  }
}

async function filterOf(work: Work, caller: Caller, filter: z.output<typeof Filter>) {
  const { assignee, tag, ...rest } = filter
  const wanted = await personOf(work, caller, assignee)
  return {
    ...rest,
    ...(tag !== undefined && { tag: tidyTag(tag) }),
    ...(wanted !== undefined && { assigneeId: wanted?.id ?? null }),
  }
}

/** Undefined stays undefined: nothing was said of a person. */
async function personOf(work: Work, caller: Caller, name: string | null | undefined) {
  if (name === undefined || name === null) return name
  const { id, name: fullName } = name === 'me' ? caller.actor : await findUserByName(work.db, name)
  return { id, name: fullName }
}

async function teamOf(work: Work, wanted: string | null) {
  const team = await teamNamed(work.db, wanted)
  return team && { id: team.id, name: team.name }
}

async function body(work: Work, caller: Caller, bulk: BulkChange) {
  return {
    ...bulk,
    by: bulk.userName,
    undoneBy: bulk.undoUserName,
    undoUntil: undoUntil(bulk),
    exceptions: await listBulkExceptions(work.db, bulk.id, caller.may('tickets.restricted')),
  }
}
