/** What calendars and schedules of a playbook become for those who count hours and turns: renamed, nothing decided. */
import type { BusinessHours } from '../calendar/business-hours.ts'
import type { ScheduleVersion } from '../oncall/final-schedule.ts'
import type { Calendar, Schedule } from './playbook.ts'

export function businessHoursOf(calendar: Calendar): BusinessHours {
  return {
    timeZone: calendar.time_zone,
    alwaysOpen: calendar.always_open,
    weekly: calendar.weekly,
    spans: calendar.spans,
    holidays: calendar.holidays,
    extraOpen: calendar.extra_open,
  }
}

/** @param userIdOf turns the key of a person into the id that is stored */
export function scheduleVersionOf(
  schedule: Pick<Schedule, 'time_zone' | 'layers'>,
  userIdOf: (personKey: string) => string,
): ScheduleVersion {
  return {
    timeZone: schedule.time_zone,
    layers: schedule.layers.map(({ name, time_zone, rotation, members, restrictions, mode }) => ({
      name,
      ...(time_zone === undefined ? {} : { timeZone: time_zone }),
      rotation: {
        kind: rotation.kind,
        every: rotation.every,
        handoffTime: rotation.handoff_time,
        anchorDate: rotation.anchor_date,
        members: members.map(userIdOf),
        mode,
      },
      restrictions,
    })),
  }
}
