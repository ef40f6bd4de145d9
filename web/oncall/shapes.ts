// Decides the names under which the on-call screens speak of what the API answers.

import type { components, paths } from '../../api/types.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

export type Shift = components['schemas']['Shift']
export type Cover = components['schemas']['Cover']
export type OnDuty = components['schemas']['OnDuty']
export type OnCall = Answer<'/api/v1/oncall'>
export type Schedule = Answer<'/api/v1/schedules/{key}'>
export type MyShift = OnCall['myShifts'][number]
export type Incident = components['schemas']['IncidentSummary']
export type Reach = Answer<'/api/v1/reach'>['people'][number]

/** A span somebody may cover, in milliseconds, and the id of the one who has it. */
export type Covering = { from: number; to: number; instead?: string }
