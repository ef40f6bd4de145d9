/** An emergency as it went. Minutes count from the moment somebody has it. */
export interface EmergencyWords {
  organization: string
  subject: string
  problem: string
  /** When nobody of level 1 answers in time, level 2 does. */
  takenBy: 'level1' | 'level2'
  /** Seconds from the page to the acknowledgement, within the level that takes it. */
  afterSeconds: number
  talk: { minute: number; from: 'staff' | 'customer' | 'note'; text: string }[]
  /** The customer cannot open the first call link. */
  switchesCallAt?: number
  solvedAtMinute: number
  cause: string
  cure: string
}
