import type { System } from '../platform/system.ts'

/** The path of a topic's page. The number decides; the words are for people. */
export const topicPath = ({ number, slug }: { number: number; slug: string }) =>
  `/help/forum/t/${number}/${encodeURIComponent(slug)}`

export const topicUrl = ({ config }: System, topic: { number: number; slug: string }) =>
  `${config.portalUrl}${topicPath(topic)}`

/** Ends one member's mail about one topic, for whoever holds it. */
export const unfollowUrl = ({ config, secrets }: System, topicId: string, memberId: string) =>
  `${config.portalUrl}/help/forum/unfollow/${secrets.sign('forum-unfollow', topicId, memberId)}`

export function unfollowOf({ secrets }: System, token: string) {
  const [topicId, memberId] = secrets.verify('forum-unfollow', token) ?? []
  return topicId && memberId ? { topicId, memberId } : null
}

/** Publishes what its holder wrote: the link went to their address, and so proves it. */
export const publishUrl = ({ config, secrets }: System, draftId: string) =>
  `${config.portalUrl}/help/forum/publish/${secrets.sign('forum-publish', draftId)}`

export const draftOfLink = ({ secrets }: System, token: string): string | null =>
  secrets.verify('forum-publish', token)?.[0] ?? null
