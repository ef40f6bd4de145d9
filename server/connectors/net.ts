export interface NetRequest {
  json?: unknown
  form?: Record<string, string>
  body?: string | Uint8Array
  headers?: Record<string, string>
  basicAuth?: [user: string, password: string]
  timeoutMs?: number
  maxBytes?: number
  /** Never sent a second time by the network itself: what must not happen twice. */
  once?: boolean
}

export interface NetAnswer {
  status: number
  ok: boolean
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>
  text: string
  /** Parsed when the answer was JSON, otherwise null or undefined. */
  json: unknown
}

/**
 * The network a connector is handed. It throws when nobody answered; any status that came back is
 * an answer.
 */
export interface Net {
  post(url: string, request?: NetRequest): Promise<NetAnswer>
  get(url: string, request?: NetRequest): Promise<NetAnswer>
}
