import {
  IconAlertOctagon,
  IconBug,
  IconMail,
  IconMessage2,
  IconShieldLock,
  IconShieldSearch,
  IconTool,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'
import classes from './ChannelIcon.module.css'

/** The kinds of channel a playbook knows, and the portal as a way in. */
export type ChannelKind =
  | 'emergency'
  | 'security'
  | 'bug_bounty'
  | 'paid'
  | 'portal'
  | 'community'
  | 'tracker'
  | 'other'

const icons: Record<ChannelKind, Icon> = {
  emergency: IconAlertOctagon,
  security: IconShieldLock,
  bug_bounty: IconShieldSearch,
  paid: IconMail,
  portal: IconMessage2,
  community: IconUsers,
  tracker: IconBug,
  other: IconTool,
}

/** A channel: icon and word, never a hue. `compact` shows the icon alone and keeps the word for readers. */
export function ChannelIcon({
  kind,
  name,
  compact = false,
}: {
  kind: ChannelKind
  name: string
  compact?: boolean
}) {
  const Shape = icons[kind]
  return (
    <span className={classes.channel} title={compact ? name : undefined}>
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <span className={compact ? 'wd-visually-hidden' : undefined}>{name}</span>
    </span>
  )
}
