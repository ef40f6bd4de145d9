import { useQuery } from '@tanstack/react-query'
import { take } from '../api.ts'

/** One person as the shell names them. */
export type PersonName = { id: string; name: string }

/** Everything the frame around the screens shows; all times are ISO instants. */
export type ShellFacts = {
  me?: PersonName
  duty?: {
    onCall: boolean
    /** On call: the shift's end. Off: the next shift's start, if one is planned. */
    at?: string
    schedule?: string
    phoneProven: boolean
    /** What is wrong with the phone, as a sentence: "Your phone didn't answer the last test." */
    phoneProblem?: string
  }
  onCallNow: { schedule: string; slug: string; person?: PersonName; until?: string }[]
  /** Open emergencies that nobody has acknowledged, the oldest first. */
  unanswered: {
    number: number
    customer: string
    subject: string
    since: string
    paging?: string
  }[]
  counts: { queue?: number; mine?: number }
}

const nothing: ShellFacts = { onCallNow: [], unanswered: [], counts: {} }

/** Query key of the frame's facts: the topic 'shell' makes them old. */
export const shellKey = ['shell'] as const

async function answer(): Promise<{ data?: ShellFacts; error?: unknown; response: Response }> {
  const response = await fetch('/api/v1/shell', { headers: { accept: 'application/json' } })
  const body: Partial<ShellFacts> = await response.json().catch(() => ({}))
  if (!response.ok) return { error: body, response }
  return { data: { ...nothing, ...body }, response }
}

/** The frame's facts; empty until they are known, and the last known ones while offline. */
export function useShellFacts(): ShellFacts {
  const { data } = useQuery({
    queryKey: shellKey,
    queryFn: () => take(answer()),
    refetchInterval: 60_000,
  })
  return data ?? nothing
}
