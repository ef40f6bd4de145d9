import type { Translation } from '../words.ts'

export const es = {} satisfies Translation
