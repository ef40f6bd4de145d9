// Decides where somebody stands in the setup: which steps there are, what each is called, and which comes next.

import type { components } from '../../api/types.ts'

export type Setup = components['schemas']['Setup']
type Kept = Setup['steps'][number]

/** In this order. The last one is no setting but the hand-shake: the phone rings. */
export const setupSteps = [
  'you',
  'company',
  'mail',
  'promises',
  'on-call',
  'phone',
  'emergency',
] as const
export type StepName = (typeof setupSteps)[number]
export type SetupSearch = { step?: StepName }

export const stepNames: Record<StepName, string> = {
  you: 'You',
  company: 'Company',
  mail: 'Mail',
  promises: 'Promises',
  'on-call': 'On call',
  phone: 'Your phone',
  emergency: 'Test emergency',
}

const keys: Partial<Record<StepName, Kept['step']>> = {
  company: 'company',
  mail: 'mail',
  promises: 'promises',
  'on-call': 'on_call',
  phone: 'phone',
}

/** The name under which the server keeps a step; undefined for those it finds out by itself. */
export const keyOf = (step: StepName): Kept['step'] | undefined => keys[step]

export type StepState = 'done' | 'skipped' | 'open'

const kept = (setup: Setup, step: StepName): Kept | undefined =>
  setup.steps.find((one) => one.step === keyOf(step))

export function stateOf(setup: Setup, step: StepName): StepState {
  if (step === 'you') return 'done'
  if (step === 'emergency') return setup.testEmergency?.state === 'answered' ? 'done' : 'open'
  if (step === 'phone' && setup.phone.lastProofAt !== null) return 'done'
  return kept(setup, step)?.state ?? 'open'
}

/** What proved a step, in words, and when; undefined while nothing has. */
export function proofOf(setup: Setup, step: StepName): { words: string; at: string } | undefined {
  const found = kept(setup, step)
  return found?.state === 'done' && found.proof !== null
    ? { words: found.proof, at: found.at }
    : undefined
}

/** Where somebody goes on who comes back: the first step that is neither done nor left out. */
export const nextOpen = (setup: Setup): StepName =>
  setupSteps.find((step) => stateOf(setup, step) === 'open') ?? 'emergency'

export const after = (step: StepName): StepName =>
  setupSteps[setupSteps.indexOf(step) + 1] ?? 'emergency'
export const before = (step: StepName): StepName | undefined =>
  setupSteps[setupSteps.indexOf(step) - 1]

/** Minutes for what is still open: most of it is one form each. Undefined when nothing is. */
export function minutesLeft(setup: Setup): number | undefined {
  const open = setupSteps.filter((step) => stateOf(setup, step) === 'open').length
  return open === 0 ? undefined : Math.ceil(open * 0.75)
}
