import type { FieldType } from './field-value.ts'
import { remembered } from './remembered.ts'
import type { System } from './system.ts'
import type { Work } from './work.ts'

interface OwnField {
  key: string
  name: string
  type: FieldType
  options: { key: string; name: string }[]
}

/** What a company has one of, taken from its playbook. Until one is applied these hold. */
export interface CompanySettings {
  company: {
    name: string
    supportAddress: string
    timeZone: string
    /** Of the portal, the default first. */
    languages: string[]
    links: { disclosure: string | null; pgpKey: string | null; forum: string | null }
  }
  emergency: {
    acknowledgeWithinMinutes: number
    firstPublicReplyMinutes: number
    undoSeconds: number
    handBackMinimumSeconds: number
    unentitled: 'page_and_flag' | 'redirect'
    customerSilentReminderMinutes: number
    customerSilentCloseMinutes: number
  }
  callLinks: {
    kind: string
    name: string
    baseUrl: string | null
    url: string | null
    dialIn: string | null
  }[]
  notificationRules: Record<
    'high' | 'low',
    { method: string; afterSeconds: number; repeatEverySeconds: number | null }[]
  >
  ticketRules: {
    solvedClosesAfterDays: number
    /** Null: never. */
    pendingReminderAfterDays: number | null
    pendingSolvesAfterDays: number | null
    onHoldReopensAfterDays: number | null
    warnBeforeBreachMinutes: number
    undoSendSeconds: number
  }
  /** What tickets carry beyond their conversation. */
  tickets: {
    fields: {
      key: string
      name: string
      type: 'text' | 'long_text' | 'number' | 'date' | 'checkbox' | 'choice' | 'choices'
      options: { key: string; name: string }[]
      required: 'never' | 'to_solve' | 'always'
      customers: 'hidden' | 'see' | 'write'
      help: string
    }[]
    forms: {
      key: string
      name: string
      fields: { field: string; when: { field: string; is: string[] } | null }[]
    }[]
    statuses: {
      key: string
      name: string
      customerName: string | null
      status: 'open' | 'pending' | 'on_hold' | 'solved'
    }[]
  }
  customers: {
    /** How long a disputed plan is believed. */
    disputedDays: number
    organizationFields: OwnField[]
    contactFields: OwnField[]
  }
  mail: {
    agentNameInFrom: boolean
    quoteLastMessage: boolean
    /** With {{placeholders}}; empty for none. */
    signature: string
    /** By channel key: what differs there. */
    channels: Record<string, { fromName?: string; signature?: string }>
  }
}

const DEFAULTS: CompanySettings = {
  company: {
    name: 'Support',
    supportAddress: 'support@support.localhost',
    timeZone: 'UTC',
    languages: ['en'],
    links: { disclosure: null, pgpKey: null, forum: null },
  },
  emergency: {
    acknowledgeWithinMinutes: 5,
    firstPublicReplyMinutes: 30,
    undoSeconds: 10,
    handBackMinimumSeconds: 60,
    unentitled: 'page_and_flag',
    customerSilentReminderMinutes: 15,
    customerSilentCloseMinutes: 15,
  },
  callLinks: [
    { kind: 'jitsi', name: 'Jitsi', baseUrl: 'https://meet.jit.si', url: null, dialIn: null },
  ],
  notificationRules: {
    high: [
      { method: 'web_push', afterSeconds: 0, repeatEverySeconds: 60 },
      { method: 'ntfy', afterSeconds: 0, repeatEverySeconds: 60 },
      { method: 'email', afterSeconds: 30, repeatEverySeconds: null },
    ],
    low: [{ method: 'email', afterSeconds: 0, repeatEverySeconds: null }],
  },
  ticketRules: {
    solvedClosesAfterDays: 7,
    pendingReminderAfterDays: 7,
    pendingSolvesAfterDays: 14,
    onHoldReopensAfterDays: 4,
    warnBeforeBreachMinutes: 120,
    undoSendSeconds: 10,
  },
  tickets: { fields: [], forms: [], statuses: [] },
  customers: { disputedDays: 14, organizationFields: [], contactFields: [] },
  mail: {
    agentNameInFrom: true,
    quoteLastMessage: true,
    signature: '{{agent_name}}\n{{company_name}}',
    channels: {},
  },
}

export async function settingsOf(system: System): Promise<CompanySettings> {
  return remembered(system, 'settings', async (db) => {
    const rows = await db
      .selectFrom('settings')
      .select(['key', 'value'])
      .where('key', 'in', Object.keys(DEFAULTS))
      .execute()
    return {
      ...DEFAULTS,
      ...Object.fromEntries(rows.map(({ key, value }) => [key, completed(key, value)])),
    }
  })
}

/** A group saved before one of its settings existed has that one's default. */
function completed(key: string, saved: unknown): unknown {
  const fallback: unknown = DEFAULTS[key as keyof CompanySettings]
  return isGroup(fallback) && isGroup(saved) ? { ...fallback, ...saved } : saved
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export async function saveSettings(work: Work, values: Partial<CompanySettings>) {
  for (const [key, value] of Object.entries(values)) await saveSetting(work, key, value)
}

export async function saveSetting(work: Work, key: string, value: unknown) {
  const columns = { value: JSON.stringify(value), updatedAt: work.now }
  await work.db
    .insertInto('settings')
    .values({ key, ...columns })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
    .execute()
}
