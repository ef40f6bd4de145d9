/** What can be understood of a playbook even while parts of it are wrong, so that one reading finds everything. */
import type { z } from 'zod'
import { isMapping, type Path } from './finding.ts'
import type {
  AnnouncementChannel,
  Calendar,
  Channel,
  EscalationPolicy,
  ForumCategory,
  Person,
  Plan,
  Playbook,
  Schedule,
  SlaPolicy,
  Team,
  Template,
  Tracker,
} from './playbook.ts'
import { channel, plan, tracker } from './schema-channels.ts'
import { company, person, team } from './schema-company.ts'
import { announcementChannel, emergency } from './schema-emergency.ts'
import { calendar, slaPolicy } from './schema-hours.ts'
import { forumCategory } from './schema-forum.ts'
import { escalationPolicy, schedule } from './schema-oncall.ts'
import { mail, template } from './schema-words.ts'

/** An entry that is right in itself, and where it stood. */
export interface Placed<Item> {
  path: Path
  item: Item
}

export interface Draft {
  channels: Placed<Channel>[]
  plans: Placed<Plan>[]
  calendars: Placed<Calendar>[]
  sla_policies: Placed<SlaPolicy>[]
  teams: Placed<Team>[]
  people: Placed<Person>[]
  schedules: Placed<Schedule>[]
  escalation_policies: Placed<EscalationPolicy>[]
  announcements: Placed<AnnouncementChannel>[]
  trackers: Placed<Tracker>[]
  forum_categories: Placed<ForumCategory>[]
  company: Playbook['company'] | null
  emergency: Playbook['emergency'] | null
  mail: Playbook['mail'] | null
  templates: Placed<Template>[]
}

/** @param whole the playbook as plain values, valid or not */
export function draftOf(whole: unknown): Draft {
  const sections = isMapping(whole) ? whole : {}
  const entries = <Item>(section: string, schema: z.ZodType<Item>) =>
    placed(section, sections[section], schema)
  return {
    channels: entries('channels', channel),
    plans: entries('plans', plan),
    calendars: entries('calendars', calendar),
    sla_policies: entries('sla_policies', slaPolicy),
    teams: entries('teams', team),
    people: entries('people', person),
    schedules: entries('schedules', schedule),
    escalation_policies: entries('escalation_policies', escalationPolicy),
    announcements: entries('announcements', announcementChannel),
    trackers: entries('trackers', tracker),
    forum_categories: entries('forum_categories', forumCategory),
    company: company.safeParse(sections.company).data ?? null,
    emergency: emergency.safeParse(sections.emergency).data ?? null,
    mail: mail.safeParse(sections.mail).data ?? null,
    templates: entries('templates', template),
  }
}

function placed<Item>(section: string, value: unknown, schema: z.ZodType<Item>): Placed<Item>[] {
  const places: [Path, unknown][] = Array.isArray(value)
    ? value.map((entry: unknown, index) => [[section, index], entry])
    : Object.entries(isMapping(value) ? value : {}).map(([name, entry]) => [[section, name], entry])
  return places.flatMap(([path, entry]) => {
    const read = schema.safeParse(entry)
    return read.success ? [{ path, item: read.data }] : []
  })
}
