import { useState } from 'react'
import { changeSentences, differing, mergeEdits, type FieldSpec, type Values } from './edits.ts'

/** What the server has now, and whose change that is. */
export type Stand = { values: Values; version: number; updatedBy: string | null }

type State = { before: Values; mine: Values; version: number; told: string[] }

/**
 * What is typed over what the server has. Should somebody else save it meanwhile, their words come in where nothing was
 * typed, and `told` says what they changed. `holds`: one's own change is on its way, and is not told as somebody's.
 */
export function useEdits(specs: readonly FieldSpec[], stand: Stand, holds: boolean) {
  const [state, setState] = useState<State>(() => ({
    before: stand.values,
    mine: stand.values,
    version: stand.version,
    told: [],
  }))
  if (stand.version > state.version && !holds) {
    const { before, mine, told } = state
    const merged = mergeEdits(before, mine, stand.values)
    const news = changeSentences(specs, stand.updatedBy, { ...merged, now: stand.values, mine })
    setState({
      before: stand.values,
      mine: merged.values,
      version: stand.version,
      told: [...told, ...news],
    })
  }
  const changed = differing(state.before, state.mine)
  return {
    ...state,
    changed,
    isDirty: changed.length > 0,
    set: (mine: Values): void => setState((now) => ({ ...now, mine })),
  }
}
