/** What the pages read: the company's words, who is on call, and the styles and script they come with. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyRequest } from 'fastify'
import { listChannels } from '../../channels/queries.ts'
import { contactOf } from '../../customers/sign-in.ts'
import { formToken } from '../../customers/signed-in-page.ts'
import { latestPolicyVersion, policyOf } from '../../incidents/queries.ts'
import { onCallAt, readSchedules } from '../../oncall/queries.ts'
import type { Database } from '../../platform/database.ts'
import { settingsOf } from '../../platform/settings.ts'
import type { System } from '../../platform/system.ts'
import { homesOf } from '../homes.ts'
import { brandOf, portalSettingsOf } from '../brand.ts'
import { chooseLanguage, wordsIn, type Words } from '../words.ts'
import type { Duty } from './emergency-page.ts'
import type { Doors } from './help-page.ts'
import type { Frame } from './layout.ts'

const readAsset = (name: string) => readFileSync(new URL(`../assets/${name}`, import.meta.url))

export const assets = {
  'portal.css': { type: 'text/css; charset=utf-8', body: readAsset('portal.css') },
  'portal.js': { type: 'text/javascript; charset=utf-8', body: readAsset('portal.js') },
  'drafts.js': { type: 'text/javascript; charset=utf-8', body: readAsset('drafts.js') },
  'passkey.js': { type: 'text/javascript; charset=utf-8', body: readAsset('passkey.js') },
  'community.css': { type: 'text/css; charset=utf-8', body: readAsset('community.css') },
  'community.js': { type: 'text/javascript; charset=utf-8', body: readAsset('community.js') },
}

export const version = createHash('sha256')
  .update(Buffer.concat(Object.values(assets).map(({ body }) => body)))
  .digest('base64url')
  .slice(0, 10)

/** Without a request the words are English and nobody is signed in. */
export async function frameOf(system: System, request?: FastifyRequest): Promise<Frame> {
  const { company, callLinks } = await settingsOf(system)
  const portal = await portalSettingsOf(system)
  const emergency = (await listChannels(system)).find(({ kind }) => kind === 'emergency')
  const contact = request ? await contactOf(request) : null
  return {
    words: request ? await readersWords(request) : wordsIn('en'),
    zone: contact?.timeZone ?? company.timeZone,
    ownZone: contact?.timeZone ?? null,
    me:
      request && contact
        ? {
            name: contact.name,
            token: formToken(request, contact),
            managesColleagues: (await homesOf(system.db, contact.id)).some(
              ({ mayManage }) => mayManage,
            ),
          }
        : null,
    brand: brandOf(portal),
    company: portal.name ?? company.name,
    phone: callLinks.find(({ dialIn }) => dialIn)?.dialIn ?? null,
    emergencyMail: emergency?.addresses[0] ?? null,
    version,
  }
}

/** In the language that whoever is signed in chose, or their browser asks for. */
export async function readersWords(request: FastifyRequest): Promise<Words> {
  const { company } = await settingsOf(request.system)
  const own = (await contactOf(request))?.language ?? null
  return wordsIn(chooseLanguage(own, request.headers['accept-language'], company.languages))
}

export async function doorsOf(system: System): Promise<Doors> {
  const { links } = (await settingsOf(system)).company
  const channels = await listChannels(system)
  return {
    channels: channels.map(({ kind, name, promise, addresses }) => ({
      kind,
      name,
      promise,
      address: addresses[0] ?? null,
    })),
    ...links,
    // Built in, unless the company's forum stands elsewhere.
    forum: links.forum ?? `${system.config.portalUrl}/help/community`,
  }
}

/** Which schedules of the first level have somebody on call. Their names only: who it is stays ours until they answer. */
export async function dutyOf(system: System, db: Database, now: Date): Promise<Duty> {
  const { acknowledgeWithinMinutes } = (await settingsOf(system)).emergency
  const policyKey = (await listChannels(system)).find(
    ({ kind }) => kind === 'emergency',
  )?.escalationPolicyKey
  const policy = policyKey ? await policyOf(db, await latestPolicyVersion(db, policyKey)) : null
  const ids = (policy?.levels[0]?.targets ?? [])
    .filter(({ kind }) => kind === 'schedule')
    .map(({ id }) => id)
  const schedules = await readSchedules(db, now, ids)
  const staffed = schedules.filter(
    (schedule) => !schedule.shadow && onCallAt(schedule, now).userIds.length > 0,
  )
  return { onCall: staffed.map(({ name }) => name), acknowledgeWithinMinutes }
}
