import { useMutation } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { useMe } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { problemToast, toast } from '../shell/toasts.ts'
import classes from './Setup.module.css'

function Invite({ name, email }: { name: string; email: string }) {
  const invite = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/people/{person}/invitations', { params: { path: { person: email } } }),
      ),
    onSuccess: async ({ url }) => {
      await navigator.clipboard?.writeText(url).catch(() => undefined)
      toast(`Give the link to ${name}. It works once, for three days.`)
    },
    onError: (error) => problemToast(`No link was made: ${problemOf(error).sentence}`),
  })
  return (
    <li>
      <span>
        {name} cannot sign in yet.
        {invite.data && <code className={classes.said}>{invite.data.url}</code>}
      </span>
      <AppButton size="xs" busy={invite.isPending} onClick={() => invite.mutate()}>
        {invite.data ? 'Make another link' : `Invite ${name}`}
      </AppButton>
    </li>
  )
}

/** A person on call who has no way in cannot set up a phone: a link for each, to be given to them. */
export function Invitations({ people }: { people: { name: string; email: string }[] }) {
  const me = useMe()
  const others = people.filter(({ email }) => me && email.toLowerCase() !== me.email.toLowerCase())
  if (others.length === 0) return null
  return (
    <ul className={classes.tried} aria-label="Invitations">
      {others.map((person) => (
        <Invite key={person.email} {...person} />
      ))}
    </ul>
  )
}
