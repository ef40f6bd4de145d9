import { Drawer, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { formErrors, problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'
import { ForWhom, type Whose } from './ForWhom.tsx'
import { saveWay, type Way, type WayForm } from './queries.ts'
import classes from './Portal.module.css'

type Props = { way: Way | undefined; url: string; onClose: () => void }

const empty: WayForm = { key: '', name: '', issuer: '', clientId: '', clientSecret: '' }

/** Issuer, client id and secret. The issuer is asked when it is saved; "Try" asks whether it knows us. */
export function WayEditor({ way, url, onClose }: Props) {
  const phone = usePhone()
  const queries = useQueryClient()
  const [form, setForm] = useState<WayForm>(way ? { ...way, clientSecret: '' } : empty)
  const [whose, setWhose] = useState<Whose>({
    is: way && way.organizationId === null ? 'all' : 'one',
    organizationId: way?.organizationId ?? null,
  })
  const [tried, setTried] = useState(false)
  const isUnsaid = whose.is === 'one' && whose.organizationId === null
  const save = useMutation({
    mutationFn: () =>
      saveWay({
        key: form.key,
        name: form.name,
        issuer: form.issuer,
        clientId: form.clientId,
        clientSecret: form.clientSecret,
        organizationId: whose.organizationId,
      }),
    async onSuccess() {
      toast(`${form.issuer} answers. Try it before you tell anybody.`)
      onClose()
      await queries.invalidateQueries({ queryKey: ['portal', 'ways'] })
    },
  })
  const problem = save.error ? problemOf(save.error) : undefined
  const wrong = problem ? formErrors(problem) : {}
  const line = (name: Exclude<keyof WayForm, 'clientSecret'>, label: string, hint: string) => (
    <TextInput
      label={label}
      description={hint}
      required
      autoCapitalize="none"
      value={form[name]}
      error={wrong[name]}
      onChange={({ currentTarget }) => setForm({ ...form, [name]: currentTarget.value })}
    />
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!save.isPending && !isUnsaid) save.mutate()
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 520}
      title={way ? `Change ${way.name}` : 'Add a company’s sign-in'}
      transitionProps={{ duration: 160 }}
    >
      <form onSubmit={submit} autoComplete="off" className={classes.form}>
        {line('name', 'Name', 'On the button: “Sign in with …”.')}
        {!way &&
          line('key', 'Short name', 'In addresses: small letters and digits. It stays as it is.')}
        <ForWhom
          whose={whose}
          error={tried && isUnsaid ? 'Say whose people they are.' : wrong['organizationId']}
          onChange={setWhose}
        />
        {line('issuer', 'Issuer', 'Such as https://login.example.com. It is asked when you save.')}
        {line('clientId', 'Client id', 'As the provider gave it to you.')}
        <PasswordInput
          label="Client secret"
          description={
            way ? 'Give it again: it is never shown.' : 'It is kept sealed, and never shown.'
          }
          required
          autoComplete="new-password"
          value={form.clientSecret}
          error={wrong['clientSecret']}
          visibilityToggleButtonProps={{ 'aria-label': 'Show: Client secret' }}
          onChange={({ currentTarget }) => setForm({ ...form, clientSecret: currentTarget.value })}
        />
        <p className={classes.text}>
          Register this redirect address with the provider:{' '}
          <code className={classes.code}>
            {way?.redirectUrl ?? `${url}/auth/callback/${form.key || '…'}`}
          </code>
        </p>
        {problem && <Problem tried="It was not saved." problem={problem} />}
        <div className={classes.presses}>
          <AppButton type="submit" kind="primary" busy={save.isPending}>
            {save.isPending ? 'Asking the issuer…' : 'Save'}
          </AppButton>
          <AppButton onClick={onClose}>Cancel</AppButton>
        </div>
      </form>
    </Drawer>
  )
}
