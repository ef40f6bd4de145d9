import { useState } from 'react'

/** Which rows are ticked. What is not listed any more is not ticked either. */
export type Selection = {
  numbers: number[]
  has: (number: number) => boolean
  toggle: (number: number) => void
  all: () => void
  clear: () => void
}

export function useSelection(listed: number[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const numbers = listed.filter((number) => ticked.has(number))
  return {
    numbers,
    has: (number) => ticked.has(number),
    toggle: (number) =>
      setTicked((before) => {
        const after = new Set(before)
        if (!after.delete(number)) after.add(number)
        return after
      }),
    all: () => setTicked(new Set(listed)),
    clear: () => setTicked(new Set()),
  }
}
