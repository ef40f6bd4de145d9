import {
  IconAddressBook,
  IconAlertOctagon,
  IconCalendarTime,
  IconInbox,
  IconBook2,
  IconMailCheck,
  IconMessages,
  IconPhoneCheck,
} from '@tabler/icons-react'

/**
 * The places of the staff shell, in the order of the rail. `key` is a shortcut sequence; `needs` is the permission of those
 * who see it.
 */
export const places = [
  { to: '/queue', label: 'Queue', key: 'G Q', icon: IconInbox },
  { to: '/oncall', label: 'On call', key: 'G O', icon: IconCalendarTime },
  { to: '/me/reach', label: 'Can we reach you?', key: 'G R', icon: IconPhoneCheck },
  { to: '/mail', label: 'Mail log', key: 'G M', icon: IconMailCheck },
  { to: '/forum', label: 'Community', key: 'G F', icon: IconMessages },
  { to: '/articles', label: 'Help centre', key: 'G H', icon: IconBook2 },
  {
    to: '/customers',
    label: 'Customers',
    key: 'G U',
    icon: IconAddressBook,
    needs: 'customers.read',
  },
] as const

/** Those of the places that somebody with these permissions sees. */
export const placesFor = (permissions: readonly string[]) =>
  places.filter((place) => !('needs' in place) || permissions.includes(place.needs))

export const raise = {
  to: '/emergency',
  label: 'Raise emergency',
  key: 'G E',
  icon: IconAlertOctagon,
} as const
