import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { formErrors, problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { wayNames, type Way } from './proof.ts'
import classes from './Me.module.css'

type Kind = Exclude<Way, 'web_push'>

const fields: Record<Kind, { address: string; hint: string; label: string; type: string }> = {
  ntfy: {
    address: 'Topic',
    hint: 'Subscribe to the same topic in the ntfy app. Whoever knows it reads your pages, so make it hard to guess.',
    label: 'ntfy on my phone',
    type: 'text',
  },
  email: {
    address: 'E-mail address',
    hint: 'Slow, and easily slept through: good as a second way.',
    label: 'My e-mail',
    type: 'email',
  },
  webhook: {
    address: 'Web address',
    hint: 'We POST every page to it, signed.',
    label: 'My webhook',
    type: 'url',
  },
}

const isKind = (value: string): value is Kind => Object.hasOwn(fields, value)

/** Adds a way of being reached that is not this browser's own push. */
export function AddWay() {
  const queries = useQueryClient()
  const [kind, setKind] = useState<Kind>('ntfy')
  const [address, setAddress] = useState('')
  const [label, setLabel] = useState('')
  const [tried, setTried] = useState(false)
  const words = fields[kind]
  const add = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/me/contact-methods', {
          body: { kind, address: address.trim(), label: label.trim() || words.label },
        }),
      ),
    onSuccess: async () => {
      toast(`${wayNames[kind]} is added. Try it: only a page that reaches you is proof.`)
      setAddress('')
      setLabel('')
      setTried(false)
      await queries.invalidateQueries({ queryKey: ['reach'] })
    },
  })
  const problem = add.error ? problemOf(add.error) : undefined
  const refused = problem && formErrors(problem)['address']
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (address.trim() && !add.isPending) add.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className={`${classes.panel} ${classes.form}`}>
      <NativeSelect
        label="Way"
        value={kind}
        data={Object.keys(fields)
          .filter(isKind)
          .map((value) => ({ value, label: wayNames[value] }))}
        onChange={({ currentTarget }) => {
          if (isKind(currentTarget.value)) setKind(currentTarget.value)
          add.reset()
          setTried(false)
        }}
      />
      <TextInput
        label={words.address}
        description={words.hint}
        type={words.type}
        required
        value={address}
        error={tried && !address.trim() ? 'Write where to reach you.' : refused}
        onChange={({ currentTarget }) => setAddress(currentTarget.value)}
      />
      <TextInput
        label="Name (optional)"
        placeholder={words.label}
        maxLength={100}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      {problem && !refused && <Problem tried="Nothing was added." problem={problem} />}
      <div className={classes.buttons}>
        <AppButton type="submit" busy={add.isPending}>
          {add.isPending ? 'Adding…' : `Add ${wayNames[kind]}`}
        </AppButton>
      </div>
    </form>
  )
}
