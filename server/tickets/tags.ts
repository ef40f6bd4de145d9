/** Decides how a tag is spelt and which tags a ticket has after a change. */

export const MOST_TAGS = 40

/** Tags are compared and searched: one spelling for each. */
export const tidyTag = (tag: string) =>
  tag
    .trim()
    .toLowerCase()
    .replaceAll(/[\s,]+/g, '_')
    .slice(0, 80)

/** Each tag once; what is removed wins over what is added. */
export function tagsAfter(
  tags: readonly string[],
  added: readonly string[],
  removed: readonly string[],
): string[] {
  const gone = new Set(removed.map(tidyTag))
  const kept = [...tags, ...added].map(tidyTag).filter((tag) => tag !== '' && !gone.has(tag))
  return [...new Set(kept)]
}

export const whyNotTags = (tags: readonly string[]): string | null =>
  tags.length > MOST_TAGS ? `A ticket carries at most ${MOST_TAGS} tags.` : null
