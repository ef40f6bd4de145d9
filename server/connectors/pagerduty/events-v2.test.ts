import { describe, expect, test } from 'vitest'
import { acceptedEvent, readEvent, refusedEvent, throttledEvent } from './events-v2.ts'

const routing_key = 'e93facc04764012d7bfb002500d5d1a6'
const payload = {
  summary: 'Disk 97 % on db-primary',
  source: 'db-primary.acme.test',
  severity: 'critical',
}
const trigger = { routing_key, event_action: 'trigger', payload }

const alertOf = (body: unknown) => {
  const read = readEvent(body)
  if ('errors' in read) throw new Error(read.errors.join())
  return read.alert
}

test('a whole event is read to its last field', () => {
  const event = {
    ...trigger,
    dedup_key: 'orders/db-primary/disk',
    payload: {
      ...payload,
      timestamp: '2026-08-22T10:00:00.000Z',
      component: 'postgres',
      group: 'orders',
      class: 'disk',
      custom_details: { free_gb: 3, ticket: 'SUP-4711' },
    },
    images: [{ src: 'https://acme.test/g.png', href: 'https://acme.test', alt: 'graph' }],
    links: [{ href: 'https://acme.test/runbook', text: 'Runbook' }],
    client: 'Our monitor',
    client_url: 'https://acme.test/m/1',
  }
  expect(alertOf(event)).toEqual({
    type: 'alert',
    action: 'trigger',
    routingKey: routing_key,
    dedupKey: 'orders/db-primary/disk',
    summary: 'Disk 97 % on db-primary',
    source: 'db-primary.acme.test',
    severity: 'critical',
    at: new Date('2026-08-22T10:00:00.000Z'),
    component: 'postgres',
    group: 'orders',
    class: 'disk',
    details: { free_gb: 3, ticket: 'SUP-4711' },
    links: [{ href: 'https://acme.test/runbook', text: 'Runbook' }],
    images: [{ src: 'https://acme.test/g.png', href: 'https://acme.test', alt: 'graph' }],
    client: 'Our monitor',
    clientUrl: 'https://acme.test/m/1',
  })
})

describe('events as senders really send them', () => {
  test.each([
    ['a trigger without a key', trigger, { action: 'trigger', dedupKey: null }],
    [
      'a resolve with nothing but its key',
      { routing_key, event_action: 'resolve', dedup_key: 'k' },
      { action: 'resolve', dedupKey: 'k', summary: null, severity: null, details: {} },
    ],
    [
      'an acknowledge',
      { routing_key, event_action: 'acknowledge', dedup_key: 'k' },
      { action: 'acknowledge' },
    ],
    [
      'Alertmanager, which sends a payload on resolve too, and empty lists',
      {
        ...trigger,
        event_action: 'resolve',
        dedup_key: 'a'.repeat(64),
        images: [],
        links: [],
        payload: { ...payload, custom_details: {} },
      },
      { action: 'resolve', summary: payload.summary, links: [], images: [] },
    ],
    [
      'a resolve with a broken payload',
      { routing_key, event_action: 'resolve', dedup_key: 'k', payload: 'gone' },
      { action: 'resolve', summary: null },
    ],
    [
      'a source that is a number',
      { ...trigger, payload: { ...payload, source: 1 } },
      { source: '1' },
    ],
    [
      'details that are a text',
      { ...trigger, payload: { ...payload, custom_details: 'down' } },
      { details: { details: 'down' } },
    ],
    [
      'details that are a list',
      { ...trigger, payload: { ...payload, custom_details: ['a', 'b'] } },
      { details: { details: ['a', 'b'] } },
    ],
    [
      'an older time zone spelling',
      { ...trigger, payload: { ...payload, timestamp: '2015-07-17T08:42:58.315+0000' } },
      { at: new Date('2015-07-17T08:42:58.315Z') },
    ],
    [
      'a time that is none',
      { ...trigger, payload: { ...payload, timestamp: 'yesterday' } },
      { at: null },
    ],
    [
      'a summary of 2,000 characters',
      { ...trigger, payload: { ...payload, summary: 'x'.repeat(2000) } },
      { summary: 'x'.repeat(1024) },
    ],
    [
      'links and images partly unusable',
      {
        ...trigger,
        links: [{ href: 'https://a.test' }, { text: 'x' }, null],
        images: [{ src: 'http://a.test/x.png' }, { src: 'https://a.test/y.png' }],
      },
      {
        links: [{ href: 'https://a.test', text: null }],
        images: [{ src: 'https://a.test/y.png', href: null, alt: null }],
      },
    ],
    [
      'a key of 255 characters',
      { ...trigger, dedup_key: 'k'.repeat(255) },
      { dedupKey: 'k'.repeat(255) },
    ],
  ])('%s', (_name, body, expected) => {
    expect(alertOf(body)).toMatchObject(expected)
  })
})

describe('mistakes are named in the words clients know', () => {
  test.each([
    ['nothing in it', {}, ["'routing_key' cannot be blank", "'event_action' is missing or blank"]],
    [
      'a short key',
      { ...trigger, routing_key: 'abc' },
      ["Length of 'routing_key' is incorrect (should be 32 characters)"],
    ],
    [
      'an unknown action',
      { ...trigger, event_action: 'close' },
      ["'event_action' is invalid (must be 'trigger', 'acknowledge', 'resolve')"],
    ],
    [
      'a resolve without a key',
      { routing_key, event_action: 'resolve' },
      ["'dedup_key' is missing or blank"],
    ],
    [
      'a key too long',
      { ...trigger, dedup_key: 'k'.repeat(256) },
      ["Length of 'dedup_key' is incorrect (should be at most 255 characters)"],
    ],
    [
      'a trigger without payload',
      { routing_key, event_action: 'trigger' },
      [
        "'payload.summary' is missing or blank",
        "'payload.source' is missing or blank",
        "'payload.severity' is missing or blank",
      ],
    ],
    [
      'a blank summary',
      { ...trigger, payload: { ...payload, summary: '  ' } },
      ["'payload.summary' is missing or blank"],
    ],
    [
      'an unknown severity',
      { ...trigger, payload: { ...payload, severity: 'high' } },
      ["'payload.severity' is invalid (must be 'critical', 'error', 'warning', 'info')"],
    ],
    ['a text', 'trigger', ['JSON parse error']],
    ['a list', [trigger], ['JSON parse error']],
    ['null', null, ['JSON parse error']],
  ])('%s', (_name, body, errors) => {
    expect(readEvent(body)).toEqual({ errors })
  })
})

test('answers have the shapes of PagerDuty', () => {
  expect(acceptedEvent('k')).toEqual({
    status: 202,
    body: { status: 'success', message: 'Event processed', dedup_key: 'k' },
  })
  expect(refusedEvent(["'routing_key' cannot be blank"])).toEqual({
    status: 400,
    body: {
      status: 'invalid event',
      message: 'Event object is invalid',
      errors: ["'routing_key' cannot be blank"],
    },
  })
  expect(refusedEvent(['JSON parse error']).body).toMatchObject({
    status: 'Unrecognized object',
    message: 'Event object format is unrecognized',
  })
  expect(throttledEvent()).toMatchObject({ status: 429, body: { status: 'throttle exceeded' } })
})
