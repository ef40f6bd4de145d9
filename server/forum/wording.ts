/** Decides what of a post or a name may stand as it was typed: titles, addresses of pages, tags, names. */

const MOST_TAGS = 5

/** The readable part of a topic's address: `Runner can't pull` is `runner-cant-pull`. Never empty. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    // Signs of other scripts go back to their letters.
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  // Cut at a word, so that an address does not end in the middle of one.
  const short = slug.length <= 70 ? slug : slug.slice(0, 71).replace(/-[^-]*$/, '')
  return short.slice(0, 70) || 'topic'
}

/** Tags as they are kept: lower case, one word each with hyphens, each once, five at most. */
export function tagsOf(text: string): string[] {
  const tags = text
    .toLowerCase()
    .split(/[,;\n]+/)
    .map((tag) => slugOf(tag.trim().replace(/^#/, '')))
    .filter((tag) => tag !== 'topic' && tag.length <= 30)
  return [...new Set(tags)].slice(0, MOST_TAGS)
}

/** Why nobody may go by this name; null when they may. `taken`: names of our people and of the company. */
export function whyNotNamed(name: string, taken: readonly string[]): string | null {
  const { length } = Array.from(name)
  if (length < 2 || length > 40) return 'A name has 2 to 40 letters.'
  if (/@|:\/\/|www\./i.test(name))
    return 'A name is no address: everybody sees it, and your mail address stays ours.'
  // Letters that cannot be seen, or that turn the line around, make a name look like another.
  if (/[\p{C}\u2028\u2029]/u.test(name)) return 'A name holds letters that can be seen.'
  const key = keyOfName(name)
  const isOurs = taken.some((one) => keyOfName(one) === key)
  if (
    isOurs ||
    /\b(staff|admin|administrator|moderator|support team)\b|^(reader|former member) /i.test(name)
  )
    return 'That name belongs to the team. Choose another.'
  return null
}

/** Names that look the same are the same. */
const keyOfName = (name: string) =>
  name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Why a person should read this post before others do; null when nothing speaks for it. */
export function whySuspicious(title: string, body: string, mostLinks: number): string | null {
  const links = body.match(/https?:\/\//gi)?.length ?? 0
  if (links > mostLinks) return `It has ${links} web addresses.`
  if (/https?:\/\//i.test(title)) return 'Its title has a web address.'
  const words = `${title}\n${body}`
  if (SPAM.some((one) => one.test(words))) return 'It reads like an advertisement.'
  const letters = title.replaceAll(/[^\p{L}]/gu, '')
  if (letters.length > 20 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    return 'Its title is all capitals.'
  return null
}

const SPAM = [
  /\b(casino|viagra|cialis|payday loans?|crypto ?giveaway|essay writing service)\b/i,
  /\bwhats?app\b.{0,40}\+\d{6,}/i,
  /\b(customer (care|service|support) (phone )?number|toll[- ]?free)\b.{0,40}\d{3}/i,
]
