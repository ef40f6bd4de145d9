export const mailTabs = ['quarantine', 'out', 'suppressed', 'banned'] as const

/** The mail log's filters live in its address. */
export type MailSearch = {
  tab?: (typeof mailTabs)[number]
  state?: string
  q?: string
  from?: string
  mailbox?: string
  ticket?: string
  /** So many days back. */
  days?: string
}
