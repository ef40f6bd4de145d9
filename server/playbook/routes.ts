import { z } from 'zod'
import { invalid, notAllowed, notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { applyPlaybook, playbookInForce } from './apply.ts'
import { writePlaybook } from './export.ts'
import { planChanges, type Change } from './plan.ts'
import { printPlan } from './plan-text.ts'
import type { Playbook } from './playbook.ts'
import { readPlaybook } from './source.ts'

const ProblemAt = z
  .object({
    file: z.string(),
    line: z.int(),
    column: z.int(),
    path: z.string(),
    message: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'PlaybookProblem' })
const ChangeBody = z
  .object({ section: z.string(), key: z.string(), kind: z.enum(['add', 'change', 'remove']) })
  .meta({ id: 'PlaybookChange' })
const Source = z.object({
  source: z.string().max(1_000_000),
  file: z.string().max(300).default('playbook.yaml'),
})

export const playbookRoutes: Routes = async (app) => {
  app.get('/playbook', {
    schema: {
      operationId: 'exportPlaybook',
      tags: ['Playbook'],
      summary: 'The playbook in force, as YAML.',
      response: { 200: z.object({ source: z.string() }) },
    },
    handler: (request) =>
      request.reads('playbook.read', async (db) => {
        const playbook = await playbookInForce(db)
        if (!playbook)
          throw notFound('No playbook has been applied yet. Start from playbooks/starter.yaml.')
        return { source: writePlaybook(playbook) }
      }),
  })

  app.post('/playbook/checks', {
    schema: {
      operationId: 'checkPlaybook',
      tags: ['Playbook'],
      summary: 'Read a playbook and say what is wrong with it, line by line.',
      body: Source,
      response: { 200: z.object({ ok: z.boolean(), problems: z.array(ProblemAt) }) },
    },
    handler: (request) =>
      request.inWork('playbook.read', async () => {
        const reading = readPlaybook(request.body.source, request.body.file)
        return reading.ok ? { ok: true, problems: [] } : { ok: false, problems: reading.problems }
      }),
  })

  app.post('/playbook/diffs', {
    schema: {
      operationId: 'diffPlaybook',
      tags: ['Playbook'],
      summary: 'What applying it would change.',
      body: Source,
      response: { 200: z.object({ changes: z.array(ChangeBody), text: z.string() }) },
    },
    handler: (request) =>
      request.inWork('playbook.read', async (work) =>
        answer(planChanges(await playbookInForce(work.db), read(request.body))),
      ),
  })

  app.post('/playbook/applications', {
    schema: {
      operationId: 'applyPlaybook',
      tags: ['Playbook'],
      summary: 'Make the organisation what the playbook says. The same one again changes nothing.',
      body: Source,
      response: { 200: z.object({ changes: z.array(ChangeBody), text: z.string() }) },
    },
    handler: (request) =>
      request.inWork('playbook.write', async (work, caller) => {
        const changes = await applyPlaybook(work, read(request.body), request.body.source)
        // Roles come with people: whoever may not change people may not make themselves an administrator this way.
        if (changes.some(({ section }) => section === 'people') && !caller.may('people.write'))
          throw notAllowed('This playbook changes people, and only an administrator may do that.')
        return answer(changes)
      }),
  })
}

const answer = (changes: Change[]) => ({
  changes: changes.map(({ section, key, kind }) => ({ section, key, kind })),
  text: printPlan(changes),
})

function read({ source, file }: { source: string; file: string }): Playbook {
  const reading = readPlaybook(source, file)
  if (reading.ok) return reading.playbook
  throw invalid(
    `The playbook has ${reading.problems.length} problems.`,
    reading.problems.map(({ file, line, path, message, remedy }) => ({
      path,
      message: `${file}:${line} ${path} ${message}. ${remedy}`,
    })),
  )
}
