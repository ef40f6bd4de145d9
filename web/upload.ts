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
 * Puts a file away on the server, to be sent with a reply or note. `onProgress` hears the share that
 * has gone, 0 to 1. Throws an error that `problemOf` can read. The typed client knows no raw bodies,
 * and `fetch` tells nothing of how far a request has come.
 */
export function upload(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadedFile> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open(
      'POST',
      `/api/v1/files?name=${encodeURIComponent(file.name.slice(-200) || 'file')}`,
    )
    request.setRequestHeader('x-watchdesk', '1')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total)
    })
    request.addEventListener('load', () => {
      const answer = read(request.responseText)
      if (request.status === 201 && isUploaded(answer)) done(answer)
      else fail(failure(problemFrom(request.status, answer)))
    })
    request.addEventListener('error', () => fail(failure(problemFrom(0, undefined))))
    request.addEventListener('abort', () => fail(failure(problemFrom(0, undefined))))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
