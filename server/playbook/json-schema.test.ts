import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { expect, it, test } from 'vitest'
import { z } from 'zod'
import { playbookJsonSchema, schemaAt, writeJsonSchema } from './json-schema.ts'
import { small } from './samples/small.ts'

const published = new URL('../../playbooks/playbook.schema.json', import.meta.url)

it('is published as it is: run this test with -u after changing the schema', async () => {
  await expect(writeJsonSchema()).toMatchFileSnapshot(published.pathname)
})

test.each(['gitlab', 'starter'])('%s.yaml names the schema and fits it', (name) => {
  const text = readFileSync(new URL(`../../playbooks/${name}.yaml`, import.meta.url), 'utf8')
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/playbook\.schema\.json\n/)
  expect(z.fromJSONSchema(playbookJsonSchema).safeParse(parse(text)).error).toBeUndefined()
})

it('lets editors refuse unknown keys', () => {
  const wrong = { ...Object(parse(small)), colour: 'red' }
  expect(z.fromJSONSchema(playbookJsonSchema).safeParse(wrong).success).toBe(false)
})

test.each<[path: (string | number)[], keys: string[]]>([
  [
    ['escalation_policies', 0, 'levels', 1],
    ['targets', 'delay_minutes'],
  ],
  [
    ['call_links', 0],
    ['kind', 'name', 'base_url', 'dial_in'],
  ],
  [
    ['templates', 'ticket_solved'],
    ['subject', 'body'],
  ],
  [['schedules', 0, 'layers', 0, 'nonsense'], []],
])('knows the keys at %j', (path, keys) => {
  expect(Object.keys(schemaAt(parse(small), path)?.properties ?? {})).toEqual(keys)
})
