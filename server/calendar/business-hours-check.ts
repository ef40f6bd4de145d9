/** Decides whether business hours can be saved, and says what is wrong in words for the person editing. */

import { hasOpenTime, type BusinessHours } from './business-hours.ts'
import { clamp } from './wall-clock.ts'
import { minuteOfWeek, minutesOfWindow, WEEKDAYS, type DayWindow } from './week.ts'

export interface Problem {
  /** Where in the object, as 'weekly.monday.0'. */
  path: string
  message: string
}

/** Everything that forbids saving; empty means that no function on these hours will throw. */
export function businessHoursProblems(hours: BusinessHours): Problem[] {
  const problems = [
    ...problemsIf('timeZone', () => knowZone(hours.timeZone)),
    ...WEEKDAYS.flatMap((day) => windowProblems(`weekly.${day}`, hours.weekly?.[day])),
    ...(hours.spans ?? []).flatMap((span, i) => [
      ...problemsIf(`spans.${i}.from`, () => minuteOfWeek(span.from)),
      ...problemsIf(`spans.${i}.to`, () => minuteOfWeek(span.to)),
    ]),
    ...(hours.holidays ?? []).flatMap(({ date }, i) =>
      problemsIf(`holidays.${i}.date`, () => Temporal.PlainDate.from(date)),
    ),
    ...(hours.extraOpen ?? []).flatMap(({ date, windows }, i) => [
      ...problemsIf(`extraOpen.${i}.date`, () => Temporal.PlainDate.from(date)),
      ...windowProblems(`extraOpen.${i}.windows`, windows),
    ]),
  ]
  if (hours.alwaysOpen && hours.holidays?.length) {
    problems.push({ path: 'holidays', message: 'Hours that are always open have no holidays' })
  }
  if (problems.length === 0 && !hasOpenTime(hours)) {
    problems.push({
      path: '',
      message: 'No hour of any week is open: no promise could ever fall due',
    })
  }
  return problems
}

/** The message of whatever `check` throws, under that path. Also for schedules, which share the rules. */
export function problemsIf(path: string, check: () => unknown): Problem[] {
  try {
    check()
    return []
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return [{ path, message: error.message }]
  }
}

/** Throws RangeError unless the zone is one this machine's time zone data knows. */
export function knowZone(zone: string): void {
  clamp(Temporal.PlainDateTime.from('2000-01-01T00:00'), zone)
}

function windowProblems(path: string, windows: DayWindow[] = []): Problem[] {
  return windows.flatMap((window, i) => problemsIf(`${path}.${i}`, () => minutesOfWindow(window)))
}
