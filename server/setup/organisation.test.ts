import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { whoIsOnCall } from '../oncall/final-schedule.ts'
import { writePlaybook } from '../playbook/export.ts'
import type { Playbook } from '../playbook/playbook.ts'
import { readPlaybook } from '../playbook/source.ts'
import { scheduleVersionOf } from '../playbook/versions.ts'
import { firstPlaybook, keyFor, withCompany, withMailAddress, withOnCall } from './organisation.ts'
import { presetOf, PROMISES, withPromises, type Preset } from './promises.ts'

function read(file: string): Playbook {
  const reading = readPlaybook(readFileSync(`playbooks/${file}`, 'utf8'), file)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.playbook
}

const dora = { name: 'Dora Maier', email: 'dora@acme.test', timeZone: 'Europe/Berlin' }
const first = firstPlaybook(read('starter.yaml'), dora, 'https://acme.test/help')
const isWhole = (playbook: Playbook) => readPlaybook(writePlaybook(playbook), 'x.yaml')

describe('the playbook of the setup', () => {
  test('begins with the administrator alone, and is whole', () => {
    expect(isWhole(first)).toMatchObject({ ok: true })
    expect(first.people).toMatchObject([{ key: 'dora', role: 'admin' }])
    expect(writePlaybook(first)).not.toMatch(/alice|bob|carol|example\.com/)
  })

  test('takes a new zone where the old one stood, and leaves others alone', () => {
    const answers = {
      name: 'Acme',
      timeZone: 'Asia/Tokyo',
      days: ['monday' as const],
      from: '10:00',
      to: '19:00',
    }
    const apart = {
      ...first,
      schedules: first.schedules.map((one) => ({ ...one, time_zone: 'UTC' })),
    }
    const { company, calendars, schedules } = withCompany(apart, answers)
    expect(company).toMatchObject({ name: 'Acme', time_zone: 'Asia/Tokyo' })
    expect(calendars[0]).toMatchObject({
      time_zone: 'Asia/Tokyo',
      weekly: { monday: [{ from: '10:00', to: '19:00' }] },
    })
    expect(schedules[0]?.time_zone).toBe('UTC')
  })

  test('has its address behind the door of paying customers', () => {
    const { company, channels } = withMailAddress(first, 'help@acme.test')
    expect(company.support_address).toBe('help@acme.test')
    expect(channels.find(({ kind }) => kind === 'paid')?.addresses).toEqual(['help'])
    expect(channels.find(({ kind }) => kind === 'security')?.addresses).toEqual(['security'])
  })

  test.each(Object.keys(PROMISES) as Preset[])(
    'keeps the preset %s, in both playbooks',
    (preset) => {
      for (const playbook of [first, read('gitlab.yaml')]) {
        const promised = withPromises(playbook, preset)
        expect(presetOf(promised)).toBe(preset)
        expect(isWhole(promised)).toMatchObject({ ok: true })
      }
      expect(presetOf(read('gitlab.yaml'))).toBeNull()
    },
  )

  const people = [
    { name: 'Dora Maier', email: 'Dora@acme.test' },
    { name: 'Jörg', email: 'joerg@acme.test' },
  ]
  test.each([
    ['week', '2026-11-23T00:12', 'monday', '09:00'],
    ['week', '2026-11-23T09:00', 'monday', '09:00'],
    ['week', '2026-11-22T23:59', 'monday', '09:00'],
    ['two_weeks', '2026-11-24T12:00', 'wednesday', '08:30'],
    ['day', '2026-11-23T00:12', 'monday', '09:00'],
    ['day', '2026-11-23T18:00', 'monday', '09:00'],
  ] as const)('gives the first person the turn of %s at once, at %s', (turn, now, day, time) => {
    const wall = Temporal.PlainDateTime.from(now)
    const playbook = withOnCall(first, { people, turn, day, time }, wall)
    expect(isWhole(playbook)).toMatchObject({ ok: true })
    expect(playbook.people.map(({ key, role }) => [key, role])).toEqual([
      ['dora', 'admin'],
      ['jorg', 'agent'],
    ])
    const version = scheduleVersionOf(playbook.schedules[0]!, (key) => key)
    const at = wall.toZonedDateTime('Europe/Berlin').toInstant()
    expect(whoIsOnCall(version, [], at).userIds).toEqual(['dora'])
  })

  test('gives everybody a key of their own', () => {
    expect(keyFor('Dora Maier', ['dora'])).toBe('dora_2')
    expect(keyFor('Dora', ['dora', 'dora_2'])).toBe('dora_3')
    expect(keyFor('山田', [])).toBe('person')
  })
})
