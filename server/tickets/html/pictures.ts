/** Decides what becomes of a picture in a mail: part of the mail, waiting behind a click, or gone. */
import { isHidden } from './css.ts'
import { safeTarget } from './links.ts'

export const LONGEST_DATA_PICTURE = 400_000
const DATA = /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+$/i

export type Picture =
  | { kind: 'remote'; address: string }
  | { kind: 'inline'; contentId: string }
  | { kind: 'data'; address: string }
  | { kind: 'nothing'; why: 'no address' | 'invisible' | 'too large' }

/** `kept` are the attributes that already passed. A remote picture nobody can see counts readers: it is gone. */
export function pictureOf(
  attributes: Record<string, string>,
  kept: Record<string, string>,
): Picture {
  const source = (attributes['src'] ?? '').trim()
  if (/^data:/i.test(source)) {
    if (source.length > LONGEST_DATA_PICTURE) return { kind: 'nothing', why: 'too large' }
    return DATA.test(source)
      ? { kind: 'data', address: source.replace(/\s+/g, '') }
      : { kind: 'nothing', why: 'no address' }
  }
  const contentId = contentIdOf(source)
  if (contentId) return { kind: 'inline', contentId }
  const target = safeTarget(source)
  if (!target || !/^https?:/.test(target.href)) return { kind: 'nothing', why: 'no address' }
  if (isPixel(kept)) return { kind: 'nothing', why: 'invisible' }
  return { kind: 'remote', address: target.href }
}

/** RFC 2392: the content id stands percent-encoded after "cid:". */
function contentIdOf(source: string): string | null {
  const [, id = ''] = /^cid:<?([^<>\s"]{1,250})>?$/i.exec(source) ?? []
  if (!id) return null
  if (!/%/.test(id) || /%(?![0-9a-f]{2})/i.test(id)) return id
  const bytes = Uint8Array.from(
    id.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
    (sign) => sign.charCodeAt(0),
  )
  return new TextDecoder().decode(bytes)
}

function isPixel(kept: Record<string, string>): boolean {
  const style = kept['style'] ?? ''
  if (isHidden(style)) return true
  const side = (name: string) => {
    const inStyle = new RegExp(`(?:^|;)(?:max-)?${name}:(\\d+)(?:px|;|$)`).exec(style)?.[1]
    return Number.parseInt(inStyle ?? kept[name] ?? '99', 10)
  }
  return side('width') <= 2 && side('height') <= 2
}
