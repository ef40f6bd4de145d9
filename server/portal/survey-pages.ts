import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { pageBasics } from './page-basics.ts'
import { send } from './pages/answers.ts'
import { frameOf } from './pages/facts.ts'
import { valuesOf } from './pages/form.ts'
import { customer } from './pages/presses.ts'
import { surveyPage } from './pages/survey-page.ts'
import { answerSurvey, surveyOf, surveyOfLink } from './survey.ts'

const schema = { hide: true, params: z.object({ token: z.string().max(600) }) }
const config = { rateLimit: { max: 20, timeWindow: '1 minute', hook: 'preHandler' as const } }

/** How it went, by the link of a mail. */
export const surveyPages: Routes = async (app) => {
  pageBasics(app)

  app.get('/help/survey/:token', { schema }, async (request, reply) => {
    const { token } = request.params
    const asked = askedBy(request, token)
    const found = await request.inWorkAs(customer, async ({ db }) => ({
      answer: await surveyOf(db, asked),
      ticket: await db
        .selectFrom('tickets')
        .select('subject')
        .where('id', '=', asked.ticketId)
        .executeTakeFirst(),
    }))
    const view = {
      ...found.answer,
      action: `/help/survey/${encodeURIComponent(token)}`,
      values: {},
    }
    const frame = await frameOf(request.system, request)
    return send(reply, surveyPage(frame, found.ticket?.subject ?? '', view))
  })

  app.post('/help/survey/:token', { schema, config }, async (request, reply) => {
    const { token } = request.params
    const asked = askedBy(request, token)
    await request.inWorkAs(customer, (work) => answerSurvey(work, asked, valuesOf(request.body)))
    return reply.redirect(`/help/survey/${encodeURIComponent(token)}`, 303)
  })
}

function askedBy({ system }: FastifyRequest, token: string) {
  const asked = surveyOfLink(system, token)
  if (!asked) throw notFound('This link is not one of ours, or it was cut short.')
  return asked
}
