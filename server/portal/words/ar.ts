import type { Translation } from '../words.ts'

export const ar = {} satisfies Translation
