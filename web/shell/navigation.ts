import {
  IconAlertOctagon,
  IconCalendarTime,
  IconInbox,
  IconMailCheck,
  IconPhoneCheck,
} from '@tabler/icons-react'

/** The places of the staff shell, in the order of the rail. `key` is a shortcut sequence. */
export const places = [
  { to: '/queue', label: 'Queue', key: 'G Q', icon: IconInbox },
  { to: '/oncall', label: 'On call', key: 'G O', icon: IconCalendarTime },
  { to: '/me/reach', label: 'Can we reach you?', key: 'G R', icon: IconPhoneCheck },
  { to: '/mail', label: 'Mail log', key: 'G M', icon: IconMailCheck },
] as const

export const raise = {
  to: '/emergency',
  label: 'Raise emergency',
  key: 'G E',
  icon: IconAlertOctagon,
} as const
