// Decides how spans of time are said: short, with units, never negative.

const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** Narrow no-break space, between a number and its unit. */
export const thin = '\u202F'

/** A length in words: '45 s', '22 min', '2 h 10', '3 days 4 h'. Rounds down; negative counts as 0. */
export function durationWords(millis: number): string {
  const length = Math.max(0, millis)
  if (length < minute) return `${Math.floor(length / second)}${thin}s`
  if (length < hour) return `${Math.floor(length / minute)}${thin}min`
  if (length < 2 * day) {
    const minutes = Math.floor((length % hour) / minute)
    const hours = `${Math.floor(length / hour)}${thin}h`
    return minutes === 0 ? hours : `${hours}${thin}${String(minutes).padStart(2, '0')}`
  }
  const hours = Math.floor((length % day) / hour)
  const days = `${Math.floor(length / day)}${thin}days`
  return hours === 0 ? days : `${days} ${hours}${thin}h`
}

/** Minutes and seconds for the last hour of a page: '2:54'; above an hour '1:02:54'. */
export function clockWords(millis: number): string {
  const total = Math.floor(Math.max(0, millis) / second)
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes, seconds] = [
    Math.floor(total / 3600),
    Math.floor(total / 60) % 60,
    total % 60,
  ]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}
