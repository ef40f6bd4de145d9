import { queryOptions } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { sendFile } from '../upload.ts'
import type { Import, Kind } from './import-words.ts'

/** The newest fifty. The topic 'customer-imports' makes it old. */
export const importsQuery = queryOptions({
  queryKey: ['customer-imports'],
  queryFn: () => take(api.GET('/api/v1/customer-imports')),
})

export const importQuery = (number: number) =>
  queryOptions({
    queryKey: ['customer-imports', { number }],
    queryFn: () =>
      take(api.GET('/api/v1/customer-imports/{number}', { params: { path: { number } } })),
  })

const isImport = (answer: unknown): answer is Import =>
  typeof answer === 'object' && answer !== null && 'number' in answer && 'dryRun' in answer

/** Sends the file to be tried: nothing of it is kept until somebody brings it in. */
export const tryFile = (
  kind: Kind,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Import> => {
  const query = new URLSearchParams({ kind, name: file.name.slice(-200), dryRun: 'true' })
  return sendFile(`/api/v1/customer-imports?${String(query)}`, file, isImport, onProgress, signal)
}

export const applyImport = (number: number) =>
  take(api.POST('/api/v1/customer-imports/{number}/application', { params: { path: { number } } }))

export const stopImport = (number: number) =>
  take(api.DELETE('/api/v1/customer-imports/{number}', { params: { path: { number } } }))
