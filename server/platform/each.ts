/** The same act on many things, each in a unit of work of its own: what one refuses stops no other. */
import { z } from 'zod'
import { Refusal } from './errors.ts'

export const Numbers = z.array(z.int().positive()).min(1).max(200)
export const EachDone = z
  .object({
    done: z.array(z.int()),
    refused: z.array(z.object({ number: z.int(), why: z.string() })),
  })
  .meta({ id: 'EachDone', description: 'What was done, and of each other one why not.' })

/** One after the other, each number once. `act` opens the unit of work; a refusal is noted, a bug is thrown. */
export async function each(
  numbers: readonly number[],
  act: (number: number) => Promise<unknown>,
): Promise<z.output<typeof EachDone>> {
  const answer: z.output<typeof EachDone> = { done: [], refused: [] }
  for (const number of new Set(numbers)) {
    try {
      await act(number)
      answer.done.push(number)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not_allowed') throw error
      answer.refused.push({ number, why: error.message })
    }
  }
  return answer
}
