import { z } from 'zod'
import { invalid } from '../platform/errors.ts'
import type { Caller, Routes } from '../platform/http.ts'
import { marksOf } from '../platform/marks.ts'
import { done, Done } from '../platform/shapes.ts'
import type { Work } from '../platform/work.ts'
import { countedFor } from '../sla/queries.ts'
import { MOST_AT_ONCE } from '../tickets/bulk.ts'
import { requestRebuild } from './actions.ts'
import { conditionsOf, kindsAsked } from './conditions.ts'
import { findNamed } from './names.ts'
import { onlyOfTickets, publicConditionsOf } from './public-conditions.ts'
import { findPublicThings, readPublicRows } from './public-results.ts'
import { findTickets, prepareSearch, type Ground } from './queries.ts'
import {
  MOST_TEXT,
  parseQuery,
  printClause,
  printQuery,
  type Clause,
  type Finding,
} from './query.ts'
import { findExact, markedParts, readRows, type Exact, type Terms } from './results.ts'
import { resultBody, Results, type PublicRow, type Result } from './shapes.ts'
import { placesAfter, together } from './together.ts'

export const searchRoutes: Routes = async (app) => {
  app.get('/search', {
    schema: {
      operationId: 'search',
      tags: ['Search'],
      summary:
        'Tickets, topics and articles by their words and filters, newest first; what the query names outright stands above.',
      querystring: z.object({
        q: z.string().max(MOST_TEXT).default('').meta({
          description:
            'Words, "exact words", -without, begin*, #12 and filters: kind: status: priority: channel: org: requester: assignee: team: tag: subject: is: has: before: after: created:. Several of one filter are any of them.',
        }),
        cursor: z.string().max(200).optional().meta({ description: '`next` of the page before.' }),
        limit: z.coerce.number<string>().int().min(1).max(100).default(20),
      }),
      response: { 200: Results },
    },
    handler: (request) =>
      request.inWork('tickets.read', (work, caller) => search(work, caller, request.query)),
  })

  app.get('/search/numbers', {
    schema: {
      operationId: 'searchNumbers',
      tags: ['Search'],
      summary:
        'The numbers of all tickets that match, for a change of many. What is not understood to the letter is refused.',
      querystring: z.object({ q: z.string().min(1).max(MOST_TEXT) }),
      response: { 200: z.object({ numbers: z.array(z.int()) }) },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work, caller) => ({
        numbers: await findNumbers(work, caller, request.query.q),
      })),
  })

  app.post('/search/rebuild', {
    schema: {
      operationId: 'rebuildSearch',
      tags: ['Search'],
      summary: 'Make the whole index anew, in the background. Searching goes on meanwhile.',
      response: { 202: Done },
    },
    handler: async (request, answer) => {
      await request.inWork('playbook.write', requestRebuild)
      return answer.status(202).send(done)
    },
  })
}

interface Request {
  q: string
  cursor?: string | undefined
  limit: number
}

async function search(
  work: Work,
  caller: Caller,
  { q, cursor, limit }: Request,
): Promise<z.output<typeof Results>> {
  const reader = { userId: caller.actor.id, seesRestricted: caller.may('tickets.restricted') }
  const query = parseQuery(q)
  const { words, literals } = markedParts(query.clauses)
  const ground = await prepareSearch(
    work.db,
    words.map(({ word }) => word),
  )
  const terms = {
    literals,
    sought: words.map(({ word, prefix }) => ({
      prefix,
      lexemes: ground.forms.get(word) ?? [word],
    })),
  }
  const { named, findings } = await findNamed(work.db, query.clauses, reader.userId)
  const all = [...query.findings, ...findings, ...wrongKind(query.clauses)]
  const after = cursor ? placesAfter(placeOf(cursor)) : null
  // What cannot match is never left out silently: it would find more than was asked for.
  const canMatch = !all.some(({ kind }) => kind === 'wrong')
  const findsTickets = canMatch && kindsAsked(query.clauses).kinds.has('ticket')
  const exact = findsTickets
    ? await findExact(work.db, query.clauses, reader)
    : new Map<string, Exact>()
  const tickets = findsTickets
    ? await findTickets(
        work.db,
        {
          conditions: conditionsOf(query.clauses, named, reader),
          reader,
          except: [...exact.keys()],
          after: after?.ticket ?? null,
          limit,
        },
        ground,
      )
    : null
  const ofOthers = canMatch ? publicConditionsOf(query.clauses) : null
  const things = ofOthers
    ? await findPublicThings(work.db, ofOthers, { after: after?.thing ?? null, limit })
    : null
  const { hits, hasMore } = together(tickets?.hits ?? [], things?.hits ?? [], limit)
  const onPage = new Set(hits.map(({ id }) => id))
  const last = hits.at(-1)
  const ids = [...(after ? [] : exact.keys()), ...hits.map(({ id }) => id)]
  const bodies = new Map<string, z.output<typeof Result> | PublicRow>([
    ...(await readResults(work, terms, exact, ids)),
    ...(await readPublicRows(
      work.system,
      work.db,
      things?.hits.filter(({ id }) => onPage.has(id)) ?? [],
      terms,
    )),
  ])
  return {
    now: work.now,
    query: { text: printQuery(query.clauses), parts: partsOf(query.clauses) },
    findings: all,
    rows: ids.flatMap((id) => bodies.get(id) ?? []),
    next: hasMore && last ? marks.write([last.at, last.key]) : null,
    total: after ? null : exact.size + (tickets?.total ?? 0) + (things?.total ?? 0),
    indexed: indexedUpTo(work.now, ground),
  }
}

/** A query for topics that asks for what only tickets have finds nothing, and says why. */
function wrongKind(clauses: readonly Clause[]): Finding[] {
  const only = kindsAsked(clauses).kinds.has('ticket') ? null : onlyOfTickets(clauses)
  if (!only) return []
  const at = printClause(only)
  return [{ at, kind: 'wrong', message: `Only tickets have ${at}: leave it out, or kind:.` }]
}

async function findNumbers(work: Work, caller: Caller, q: string): Promise<number[]> {
  const reader = { userId: caller.actor.id, seesRestricted: caller.may('tickets.restricted') }
  const query = parseQuery(q)
  const ground = await prepareSearch(work.db, [])
  const { named, findings } = await findNamed(work.db, query.clauses, reader.userId)
  const [finding] = [...query.findings, ...findings]
  // Looking for something else than was meant costs a glance; changing it costs more.
  if (finding) throw invalid(finding.message, [{ path: 'q', message: `"${finding.at}"` }])
  if (query.clauses.length === 0)
    throw invalid('Say which tickets, such as status:open org:acme.', [
      { path: 'q', message: 'has no condition' },
    ])
  const conditions = conditionsOf(query.clauses, named, reader)
  const asked = { conditions, reader, except: [], after: null, limit: MOST_AT_ONCE }
  const { hits } = await findTickets(work.db, asked, ground)
  if (hits.length > MOST_AT_ONCE)
    throw invalid(`More than ${MOST_AT_ONCE.toLocaleString('en')} tickets are like that.`)
  return hits.map(({ number }) => number)
}

const partsOf = (clauses: readonly Clause[]) =>
  clauses.map((clause) => ({
    text: printClause(clause),
    isFilter: clause.kind === 'filter',
    without: printQuery(clauses.filter((other) => other !== clause)),
  }))

/** The tickets among these as a page shows them. */
async function readResults(
  work: Work,
  terms: Terms,
  exact: ReadonlyMap<string, Exact>,
  ids: readonly string[],
) {
  const found = await readRows(work.db, ids, terms)
  const counted = await countedFor(work.system, work.now, found)
  return found.map((row, at) => {
    const body = resultBody(row, terms, exact.get(row.id) ?? null, counted[at] ?? null)
    return [row.id, body] as const
  })
}

function indexedUpTo(now: Date, { unindexedSince, rebuilding }: Ground) {
  const upTo = unindexedSince && unindexedSince < now ? unindexedSince : now
  return {
    upTo,
    behindSeconds: Math.ceil((now.getTime() - upTo.getTime()) / 1000),
    rebuilding,
  }
}

const marks = marksOf(z.tuple([z.int(), z.union([z.int(), z.uuid()])]), 'results')
function placeOf(mark: string) {
  const [at, key] = marks.read(mark)
  return { at, key }
}
