import { TextInput, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, take } from '../api.ts'
import { formErrors, problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { useShellFacts } from '../shell/facts.ts'
import { Offline, Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { BigButton } from '../ui/BigButton.tsx'
import classes from './RaisePage.module.css'

type Fields = { title: string; body: string; email: string; phone: string; ticket: string }

const address = /^\S+@\S+\.\S+$/
const digits = /^#?\s*(\d+)$/

function declaration({ title, body, email, phone, ticket }: Fields) {
  const [, number] = digits.exec(ticket.trim()) ?? []
  if (number) return { ticket: Number(number), ...(title.trim() && { title: title.trim() }) }
  return {
    title: title.trim(),
    ...(body.trim() && { body: body.trim() }),
    requester: { email: email.trim(), ...(phone.trim() && { phone: phone.trim() }) },
  }
}

/** Raises an emergency for a customer who called, or for a ticket that turned out to be one. */
export function RaisePage() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm<Fields>({
    initialValues: { title: '', body: '', email: '', phone: '', ticket: '' },
    validate: (values) => {
      const ticket = values.ticket.trim()
      if (ticket !== '')
        return { ticket: digits.test(ticket) ? null : 'Only the number: 12 or #12' }
      return {
        title: values.title.trim() === '' ? 'Say in one line what is broken' : null,
        email: address.test(values.email.trim())
          ? null
          : 'The customer’s e-mail address, so that they hear from us',
      }
    },
  })
  const raise = useMutation({
    mutationFn: (fields: Fields) =>
      take(api.POST('/api/v1/incidents', { body: declaration(fields) })),
    onSuccess: async (incident) => {
      const paged = incident.pagedNow.length > 0 ? ` Paging ${incident.pagedNow.join(', ')}.` : ''
      toast(`Emergency raised.${paged}`)
      await queries.invalidateQueries({ queryKey: ['shell'] })
      if (incident.ticketNumber === null) {
        await navigate({ to: '/page/$id', params: { id: String(incident.number) } })
      } else {
        await navigate({ to: '/t/$number', params: { number: String(incident.ticketNumber) } })
      }
    },
    onError: (error) => form.setErrors(formErrors(problemOf(error))),
  })
  const names = useShellFacts().onCallNow.flatMap(({ person }) => person?.name ?? [])
  const onCall = [...new Set(names)].join(' or ')
  const forTicket = form.values.ticket.trim() !== ''
  const submit = form.onSubmit(
    (values) => {
      if (!raise.isPending) raise.mutate(values)
    },
    (errors) => {
      const [first] = Object.keys(errors)
      if (first) form.getInputNode(first)?.focus()
    },
  )
  return (
    <Screen title="Raise emergency" narrow>
      <Offline problem={raise.error ? problemOf(raise.error) : undefined}>
        Nobody is paged from here. Call {onCall || 'whoever is on call'} by phone.
      </Offline>
      <form onSubmit={submit} className={classes.form} noValidate>
        <p className={classes.intro}>
          This pages the person on call at once, by day and by night. Whether it was one is talked
          about afterwards.
        </p>
        <TextInput
          label="What is broken?"
          description="In one line; it is the headline on the phone of whoever is woken."
          size="lg"
          required={!forTicket}
          withAsterisk={false}
          data-autofocus
          maxLength={300}
          key={form.key('title')}
          {...form.getInputProps('title')}
        />
        {!forTicket && (
          <>
            <Textarea
              label="Who is affected, and since when?"
              description="In the customer’s own words, if you have them. May stay empty."
              autosize
              minRows={3}
              {...form.getInputProps('body')}
            />
            <TextInput
              label="Customer’s e-mail"
              type="email"
              inputMode="email"
              autoComplete="off"
              required
              withAsterisk={false}
              {...form.getInputProps('email')}
            />
            <TextInput
              label="Phone to call back (may stay empty)"
              type="tel"
              autoComplete="off"
              {...form.getInputProps('phone')}
            />
          </>
        )}
        <TextInput
          label="Or for a ticket that exists"
          description="Its number. The customer and their words are on it already."
          placeholder="12"
          inputMode="numeric"
          {...form.getInputProps('ticket')}
        />
        {raise.error && (
          <Problem tried="Not raised: nobody is paged." problem={problemOf(raise.error)} />
        )}
        <BigButton
          tone="late"
          label={raise.isPending ? 'Raising…' : 'Raise emergency'}
          sub="Pages the person on call now"
          guardKey="raise"
          busy={raise.isPending}
          onPress={() => submit()}
        />
      </form>
    </Screen>
  )
}
