import type { components } from '../api/types.ts'
import { failure, problemFrom } from './problem.ts'

export type UploadedFile = components['schemas']['UploadedFile']

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A proxy may answer with a page; its status says enough.
    return undefined
  }
}

function isUploaded(value: unknown): value is UploadedFile {
  return typeof value === 'object' && value !== null && 'id' in value && 'bytes' in value
}

/**
 * Sends a file as the whole body of a request. `onProgress` hears the share that has gone, 0 to 1; `isWhole` says whether
 * the answer is what was asked for. Throws an error that `problemOf` can read. The typed client knows no raw bodies, and
 * `fetch` tells nothing of how far a request has come.
 */
export function sendFile<T>(
  address: string,
  file: File,
  isWhole: (answer: unknown) => answer is T,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('x-watchdesk', '1')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total)
    })
    request.addEventListener('load', () => {
      const answer = read(request.responseText)
      const isRight = request.status >= 200 && request.status < 300
      if (isRight && isWhole(answer)) done(answer)
      else fail(failure(problemFrom(request.status, answer)))
    })
    request.addEventListener('error', () => fail(failure(problemFrom(0, undefined))))
    request.addEventListener('abort', () => fail(failure(problemFrom(0, undefined))))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

/** Puts a file away on the server, to be sent with a reply or note. */
export const upload = (
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadedFile> =>
  sendFile(
    `/api/v1/files?name=${encodeURIComponent(file.name.slice(-200) || 'file')}`,
    file,
    isUploaded,
    onProgress,
    signal,
  )
