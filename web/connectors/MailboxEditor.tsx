import { Drawer, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { formErrors, problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'
import { ImapFields } from './ImapFields.tsx'
import {
  changeOf,
  emptyMailbox,
  formOf,
  newMailboxOf,
  wrongIn,
  type Mailbox,
  type FieldProps,
  type Made,
  type MailboxForm,
} from './mailbox-words.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

type Props = {
  mailbox: Mailbox | undefined
  channels: { key: string; name: string }[]
  onClose: () => void
  onMade: (made: Made) => void
}

/** Makes it or changes it; of a new one that mail is posted to, the secret comes back once. */
function useSave({ mailbox, onClose, onMade }: Props) {
  const queries = useQueryClient()
  return useMutation({
    async mutationFn(form: MailboxForm) {
      if (!mailbox) return take(api.POST('/api/v1/mailboxes', { body: newMailboxOf(form) }))
      const params = { path: { key: mailbox.key } }
      const changed = await take(
        api.PATCH('/api/v1/mailboxes/{key}', { params, body: changeOf(form) }),
      )
      return { mailbox: changed, signingSecret: null }
    },
    onSuccess({ mailbox: { name, intakeUrl }, signingSecret }) {
      if (signingSecret) onMade({ name, intakeUrl: intakeUrl ?? '', signingSecret })
      else toast(mailbox ? `${name} is saved, and signs in afresh.` : `Mail of ${name} is fetched.`)
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['mailboxes'] }),
  })
}

function Common({ form, wrong, set, isNew, channels }: FieldProps & Pick<Props, 'channels'>) {
  return (
    <>
      {isNew && (
        <NativeSelect
          label="How does its mail come"
          value={form.kind}
          data={[
            { value: 'imap', label: 'We fetch it from a mail server (IMAP)' },
            { value: 'http', label: 'Somebody posts it to us, signed (HTTP)' },
          ]}
          onChange={({ currentTarget }) =>
            set({ kind: currentTarget.value === 'http' ? 'http' : 'imap' })
          }
        />
      )}
      <TextInput
        label="Name"
        placeholder="Support"
        maxLength={100}
        value={form.name}
        error={wrong['name']}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      {isNew && (
        <TextInput
          label="Short name"
          description="In addresses and on the command line. It stays as it is."
          placeholder="support"
          maxLength={63}
          autoCapitalize="none"
          value={form.key}
          error={wrong['key']}
          onChange={({ currentTarget }) => set({ key: currentTarget.value })}
        />
      )}
      <TextInput
        label="Addresses"
        description="With commas between them; the first is the one shown."
        placeholder="support@example.com"
        value={form.addresses}
        error={wrong['addresses']}
        onChange={({ currentTarget }) => set({ addresses: currentTarget.value })}
      />
      <NativeSelect
        label="Its mail belongs to"
        value={form.channel}
        data={channels.map(({ key, name }) => ({ value: key, label: name }))}
        error={wrong['channel']}
        onChange={({ currentTarget }) => set({ channel: currentTarget.value })}
      />
    </>
  )
}

/** The form of one mailbox, beside the list. */
export function MailboxEditor(props: Props) {
  const { mailbox, channels, onClose } = props
  const phone = usePhone()
  const [form, setForm] = useState(() =>
    mailbox
      ? formOf(mailbox)
      : emptyMailbox(channels.find(({ key }) => key === 'paid')?.key ?? channels[0]?.key ?? ''),
  )
  const [tried, setTried] = useState(false)
  const save = useSave(props)
  const problem = save.error ? problemOf(save.error) : undefined
  const mistakes = wrongIn(form)
  const wrong = { ...(problem && formErrors(problem)), ...(tried && mistakes) }
  const set = (change: Partial<MailboxForm>): void => setForm({ ...form, ...change })
  const fields: FieldProps = { form, wrong, set, isNew: !mailbox }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(mistakes).length === 0 && !save.isPending) save.mutate(form)
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 520}
      title={mailbox ? `Change ${mailbox.name}` : 'Add a mailbox'}
      transitionProps={{ duration: 160 }}
    >
      <form onSubmit={submit} noValidate autoComplete="off" className={parts.form}>
        <Common {...fields} channels={channels} />
        {form.kind === 'imap' && <ImapFields {...fields} />}
        {problem && <Problem tried="It was not saved." problem={problem} />}
        <div className={classes.buttons}>
          <AppButton type="submit" kind="primary" busy={save.isPending}>
            {save.isPending ? 'Saving…' : mailbox ? 'Save' : 'Add it'}
          </AppButton>
          <AppButton onClick={onClose}>Cancel</AppButton>
        </div>
      </form>
    </Drawer>
  )
}
