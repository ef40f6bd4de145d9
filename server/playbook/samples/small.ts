/** The small playbook of the tests, and what is said of it once a part of it was changed. */
import { readFileSync } from 'node:fs'
import { readPlaybook } from '../source.ts'

export const small = readFileSync(new URL('small.yaml', import.meta.url), 'utf8')

/** Throws when the text to replace is not there, so that no test passes by changing nothing. */
export function changed(...changes: [insteadOf: string, write: string][]): string {
  return changes.reduce((text, [insteadOf, write]) => {
    if (!text.includes(insteadOf)) throw new Error(`The sample does not say: ${insteadOf}`)
    return text.replace(insteadOf, write)
  }, small)
}

/** Every problem of a text as "line path: message", with its remedy. */
export function problemsOf(text: string): { problem: string; remedy: string }[] {
  const reading = readPlaybook(text, 'small.yaml')
  if (reading.ok) return []
  return reading.problems.map(({ line, path, message, remedy }) => {
    return { problem: `${line} ${path}: ${message}`, remedy }
  })
}
