/** Decides who is told of which topic of the live stream: whoever may read what it names. */

/** What a topic is about, before any colon, and the permission to read that. */
const TOLD_TO: Readonly<Record<string, string>> = {
  queue: 'tickets.read',
  ticket: 'tickets.read',
  drafts: 'tickets.read',
  presence: 'tickets.read',
  bulk: 'tickets.read',
  forum: 'tickets.read',
  knowledge: 'tickets.read',
  incidents: 'incidents.read',
  incident: 'incidents.read',
  oncall: 'oncall.read',
  reach: 'people.read',
  mail: 'mail.read',
  mailboxes: 'people.write',
  organizations: 'customers.read',
  organization: 'customers.read',
  contacts: 'customers.read',
  contact: 'customers.read',
  'customer-imports': 'customers.read',
  customers: 'customers.read',
  playbook: 'playbook.read',
  shell: 'tickets.read',
  people: 'people.read',
  connections: 'people.write',
  setup: 'people.write',
}

/** Of these topics the ones a reader is told of; one that stands in no line above is told to nobody. */
export const topicsFor = (
  topics: readonly string[],
  may: (permission: string) => boolean,
): string[] =>
  topics.filter((topic) => {
    const permission = TOLD_TO[topic.split(':')[0] ?? '']
    return permission !== undefined && may(permission)
  })

export const isTold = (topic: string): boolean => (topic.split(':')[0] ?? '') in TOLD_TO
