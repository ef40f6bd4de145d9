import { useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { problemOf } from '../problem.ts'
import { useTakeNext } from '../queue/queries.ts'
import { useCommands } from './commands.ts'
import { problemToast, toast } from './toasts.ts'

const schemes = [
  { scheme: 'light', label: 'Light colours' },
  { scheme: 'dark', label: 'Dark colours' },
  { scheme: 'auto', label: 'Colours as the system has them' },
] as const

/** What can be done from anywhere, beside the keys of the screen one is on. */
export function useShellCommands(): void {
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const take = useTakeNext()
  const takeNext = (): void => {
    if (take.isPending) return
    take.mutate(
      { skip: [], reason: '' },
      {
        onSuccess: ({ number }) => {
          toast(`#${number} is yours.`)
          void navigate({ to: '/t/$number', params: { number: String(number) } })
        },
        onError: (error) => {
          const { status, sentence } = problemOf(error)
          if (status === 404) toast(sentence)
          else problemToast(`Nothing was taken. ${sentence}`)
        },
      },
    )
  }
  const view = (name: string): void => void navigate({ to: '/queue', search: { view: name } })
  useCommands([
    { id: 'take', label: 'Take next', group: 'Actions', also: 'queue assign me', run: takeNext },
    { id: 'mine', label: 'My tickets', group: 'Queue', run: () => view('mine') },
    { id: 'nobody', label: 'Tickets nobody has', group: 'Queue', run: () => view('unassigned') },
    {
      id: 'search',
      label: 'Search all tickets',
      group: 'Places',
      also: 'find',
      run: () => void navigate({ to: '/search' }),
    },
    {
      id: 'customers',
      label: 'Find a customer',
      group: 'Places',
      also: 'organization company plan contact',
      run: () => void navigate({ to: '/customers' }),
    },
    {
      id: 'imports',
      label: 'Bring customers in',
      group: 'Places',
      also: 'import csv json organizations contacts subscriptions',
      run: () => void navigate({ to: '/customers/imports' }),
    },
    {
      id: 'quarantine',
      label: 'Quarantine',
      group: 'Places',
      also: 'mail spam banned',
      run: () => void navigate({ to: '/mail', search: { tab: 'quarantine' } }),
    },
    {
      id: 'mailboxes',
      label: 'Mailboxes',
      group: 'Places',
      also: 'imap password fetch mail',
      run: () => void navigate({ to: '/mailboxes' }),
    },
    {
      id: 'connections',
      label: 'Connections',
      group: 'Places',
      also: 'discourse forum api key webhook',
      run: () => void navigate({ to: '/connections' }),
    },
    {
      id: 'portal',
      label: 'Pages of customers',
      group: 'Places',
      also: 'portal brand logo colour domain sign-in settings',
      run: () => void navigate({ to: '/portal' }),
    },
    {
      id: 'security',
      label: 'Sign-in and tokens',
      group: 'Me',
      also: 'password passkey two-factor',
      run: () => void navigate({ to: '/me/security' }),
    },
    ...schemes.map(({ scheme, label }) => ({
      id: `scheme ${scheme}`,
      label,
      group: 'Display',
      also: 'theme scheme mode',
      run: () => setColorScheme(scheme),
    })),
  ])
}
