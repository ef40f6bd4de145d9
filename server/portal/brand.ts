import { createHash } from 'node:crypto'
import { invalid } from '../platform/errors.ts'
import { forgetRemembered, remembered } from '../platform/remembered.ts'
import { saveSetting } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { brandColours, type BrandColours } from './brand-colour.ts'
import { html } from './pages/html.ts'
import type { Brand } from './pages/layout.ts'

/** How a company's pages for customers look, and when it asks how things went. */
export interface PortalSettings {
  /** What the pages call the company; null: its name in the playbook. */
  name: string | null
  /** As `#rrggbb`; null: ours. */
  colour: string | null
  logo: { type: string; base64: string } | null
  /** After a ticket was solved; null: nobody is asked by mail. */
  surveyAfterHours: number | null
}

const NOTHING: PortalSettings = { name: null, colour: null, logo: null, surveyAfterHours: null }
const LARGEST_LOGO = 100_000
const LOGOS: readonly [string, Buffer][] = [
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/webp', Buffer.from('RIFF')],
]

export function portalSettingsOf(system: System): Promise<PortalSettings> {
  return remembered(system, 'portal', async (db) => {
    const row = await db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', 'portal')
      .executeTakeFirst()
    return { ...NOTHING, ...(row?.value as Partial<PortalSettings> | undefined) }
  })
}

/** Keeps what is given; what is left out stays. Says which uses of the colour had to be adjusted to be readable. */
export async function savePortalSettings(
  work: Work,
  { logo, ...given }: Partial<Omit<PortalSettings, 'logo'>> & { logo?: string | null },
): Promise<BrandColours['adjusted']> {
  const settings = {
    ...(await portalSettingsOf(work.system)),
    ...given,
    ...(logo !== undefined && { logo: logo === null ? null : readLogo(logo) }),
  }
  await saveSetting(work, 'portal', settings)
  work.afterCommit(() => forgetRemembered(work.system))
  return settings.colour === null ? [] : brandColours(settings.colour).adjusted
}

/** What it is is read from its bytes. */
function readLogo(base64: string): PortalSettings['logo'] {
  const bytes = Buffer.from(base64, 'base64')
  const refuse = (message: string) => invalid(message, [{ path: 'logo', message }])
  if (bytes.length > LARGEST_LOGO) throw refuse('A logo may have at most 100 kB.')
  const type = LOGOS.find(([, begin]) => bytes.subarray(0, begin.length).equals(begin))?.[0]
  if (!type) throw refuse('A logo is a PNG, JPEG or WebP picture.')
  return { type, base64: bytes.toString('base64') }
}

/** The looks for the frame of a page; null where the company has chosen none. */
export function brandOf({ logo, colour }: PortalSettings): Brand | null {
  if (!logo && !colour) return null
  const address = logo && `/help/brand/logo?v=${versionOf(logo.base64)}`
  if (!colour) return { logo: address, style: null }
  const { light, dark } = brandColours(colour)
  const rule = ({ accent, accentText }: typeof light) =>
    html`:root{--accent:${accent};--accent-text:${accentText};--focus:${accentText}}`
  const style = html`<style>
    ${rule(light)}@media (prefers-color-scheme:dark){${rule(dark)}}
  </style>`
  return { logo: address, style }
}

export const versionOf = (base64: string) =>
  createHash('sha256').update(base64).digest('base64url').slice(0, 10)
