import type { Translation } from '../words.ts'

export const zh = {} satisfies Translation
