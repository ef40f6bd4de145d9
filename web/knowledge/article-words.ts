// Decides in which words an article's state is told.

type Facts = { version: number; publishedVersion: number | null }

/** "Published", "Published, with a newer draft", "Draft". */
export function stateOf({ version, publishedVersion }: Facts): string {
  if (publishedVersion === null) return 'Draft'
  return publishedVersion < version ? 'Published, with a newer draft' : 'Published'
}
