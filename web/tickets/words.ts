// Decides the words for a ticket's status, priority and promises.

import type { components } from '../../api/types.ts'
import { momentWords } from '../ui/zone.ts'

export type Ticket = components['schemas']['TicketPage']
export type Comment = components['schemas']['Comment']
export type Happening = components['schemas']['Happening']
export type Clock = components['schemas']['Clock']
export type Status = Ticket['status']
export type Priority = Ticket['priority']

export const statusWords: Record<Status, string> = {
  new: 'New',
  open: 'On us',
  pending: 'Waiting on customer',
  on_hold: 'On hold',
  solved: 'Solved',
  closed: 'Closed',
}

/** What a person may choose; closed comes by itself. */
export const statusChoices: Status[] = ['open', 'pending', 'on_hold', 'solved']

export const priorityWords: Record<Priority, string> = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent',
}

export const priorityChoices: Priority[] = ['low', 'normal', 'high', 'urgent']

const metrics: Record<string, string> = {
  first_reply: 'First reply',
  next_reply: 'Next reply',
  update: 'Next update',
  resolution: 'Resolution',
}

/** 'First reply', also for a metric that is not known here yet. */
export function metricWords(metric: string | null): string | undefined {
  if (metric === null) return undefined
  return metrics[metric] ?? metric.replaceAll('_', ' ')
}

const instants = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g

/** The server writes instants into its sentences; people read the clock of their own zone. */
export function withLocalTimes(sentence: string, zone: string, now: number): string {
  return sentence.replaceAll(instants, (text) => momentWords(Date.parse(text), zone, now))
}

/** The name people call somebody by: 'Dana' of 'Dana Okoye'; an address stays whole. */
export function firstName(name: string): string {
  const [first = name] = name.trim().split(/\s+/)
  return first
}

/** Who reads an answer: 'Dana', or 'Dana +2' where others read along. */
export function readerWords({ requester, ccs }: Pick<Ticket, 'requester' | 'ccs'>): string {
  const name = firstName(requester.name)
  return ccs.length === 0 ? name : `${name} +${ccs.length}`
}
