/** Decides how a rotation's order continues when somebody joins or leaves it: the turn in hand stays put. */

import type { WeekWindow } from '../calendar/week.ts'
import { modulo, turnsOf, type Rotation } from './rotation.ts'

/** A new rotation and when it starts to hold; before that the old version answers. */
export interface RotationChange {
  rotation: Rotation
  effectiveFrom: Temporal.Instant
}

/**
 * Puts a user at `position` of the list, counted from 1. Whoever is on call stays so until the next
 * hand-off. The list may start at another person afterwards: its order is a circle.
 */
export function insertMember(
  rotation: Rotation,
  zone: string,
  at: Temporal.Instant,
  userId: string,
  position: number,
  windows: readonly WeekWindow[] = [],
): RotationChange {
  const { members } = rotation
  const place = placeAt(rotation, zone, at, windows).now
  const joined = members.toSpliced(position - 1, 0, userId)
  const current = modulo(place, Math.max(members.length, 1))
  const seat = current >= position - 1 && members.length > 0 ? current + 1 : current
  return { rotation: seated(rotation, joined, seat, place), effectiveFrom: at }
}

/**
 * Takes a user out wherever the list names them. If they are on call, the next person takes over 'now'
 * or at the 'next_handoff'; if not, nothing changes before their turn would have come. RangeError when
 * nobody would be left.
 */
export function removeMember(
  rotation: Rotation,
  zone: string,
  at: Temporal.Instant,
  userId: string,
  when: 'now' | 'next_handoff',
  windows: readonly WeekWindow[] = [],
): RotationChange {
  const { members } = rotation
  const staying = members.filter((member) => member !== userId)
  if (staying.length === 0) throw new RangeError('The last member of a rotation cannot leave it')
  const place = placeAt(rotation, zone, at, windows)
  const isOnCall = members[modulo(place.now, members.length)] === userId
  const waits = isOnCall && when === 'next_handoff'
  const from = waits ? place.next : place.now
  const seat = firstStaying(members, from, userId)
  return {
    rotation: seated(rotation, staying, seat, from),
    effectiveFrom: waits ? place.handoff : at,
  }
}

function placeAt(
  rotation: Rotation,
  zone: string,
  at: Temporal.Instant,
  windows: readonly WeekWindow[],
) {
  const turns = turnsOf(rotation, zone, windows)
  const index = turns.indexAt(at.epochMilliseconds)
  return {
    now: turns.placeOf(index),
    next: turns.placeOf(index + 1),
    handoff: Temporal.Instant.fromEpochMilliseconds(turns.handoff(index + 1)),
  }
}

/** Where the first member at or after `place` who is not leaving sits among those who stay. */
function firstStaying(members: string[], place: number, leaving: string): number {
  let seat = modulo(place, members.length)
  while (members[seat] === leaving) seat = modulo(seat + 1, members.length)
  return members.slice(0, seat).filter((member) => member !== leaving).length
}

/** The same circle of members, turned so that the one at `seat` has the turn at `place`. */
function seated(rotation: Rotation, circle: string[], seat: number, place: number): Rotation {
  const members = circle.map((_, i) => circle[modulo(seat + i - place, circle.length)]!)
  return { ...rotation, members }
}
