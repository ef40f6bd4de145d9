// Decides which icon a channel of the API has.

import type { ChannelKind } from '../ui/ChannelIcon.tsx'

const kinds: Record<string, ChannelKind> = {
  emergency: 'emergency',
  security: 'security',
  bug_bounty: 'bug_bounty',
  paid: 'paid',
  portal: 'portal',
  community: 'community',
  tracker: 'tracker',
}

/** The icon's kind; one that is not known yet is other work. */
export const channelKind = (kind: string): ChannelKind => kinds[kind] ?? 'other'
