import { Drawer, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { formErrors, problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'
import {
  connectionFormOf,
  fieldsOf,
  settingsIn,
  wrongInConnection,
  type Connection,
  type ConnectionForm,
  type ConnectionKind,
  type SettingField,
} from './connection-words.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

type Props = { connection: Connection | undefined; kind: ConnectionKind; onClose: () => void }

function useSave({ connection, onClose }: Props, fields: SettingField[]) {
  const queries = useQueryClient()
  return useMutation({
    async mutationFn(form: ConnectionForm) {
      const settings = settingsIn(form, fields)
      const name = form.name.trim()
      if (!connection) {
        const body = { key: form.key.trim(), kind: form.kind, name, settings }
        return take(api.POST('/api/v1/connections', { body }))
      }
      const params = { path: { key: connection.key } }
      return take(api.PATCH('/api/v1/connections/{key}', { params, body: { name, settings } }))
    },
    onSuccess({ name }) {
      toast(connection ? `${name} is saved, and tried at once.` : `${name} is connected.`)
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  })
}

type FieldProps = {
  field: SettingField
  value: string
  error: string | undefined
  isNew: boolean
  onType: (value: string) => void
}

function Setting({ field, value, error, isNew, onType }: FieldProps) {
  const { label, description, example, kind, isNeeded } = field
  const kept = kind === 'secret' && !isNew ? 'Leave it empty to keep the one there is.' : ''
  const common = {
    label: isNeeded ? label : `${label} (optional)`,
    description: [description, kept].filter(Boolean).join(' ') || undefined,
    value,
    error,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      onType(currentTarget.value),
  }
  if (kind === 'secret') return <PasswordInput {...common} autoComplete="new-password" />
  return (
    <TextInput
      {...common}
      placeholder={kind === 'list' ? 'With commas between them' : example}
      autoCapitalize="none"
    />
  )
}

/** The form of one connection, drawn from what its connector says of its settings. */
export function ConnectionEditor(props: Props) {
  const { connection, kind, onClose } = props
  const phone = usePhone()
  const fields = fieldsOf(kind)
  const [form, setForm] = useState(() => connectionFormOf(connection, kind))
  const [tried, setTried] = useState(false)
  const save = useSave(props, fields)
  const isNew = !connection
  const problem = save.error ? problemOf(save.error) : undefined
  const mistakes = wrongInConnection(form, fields, isNew)
  const wrong: Record<string, string> = {
    ...(problem && formErrors(problem)),
    ...(tried && mistakes),
  }
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
      title={connection ? `Change ${connection.name}` : `Connect ${kind.name}`}
      transitionProps={{ duration: 160 }}
    >
      <form onSubmit={submit} noValidate autoComplete="off" className={parts.form}>
        <TextInput
          label="Name"
          description="Stands beside what comes from there."
          maxLength={100}
          value={form.name}
          error={wrong['name']}
          onChange={({ currentTarget }) => setForm({ ...form, name: currentTarget.value })}
        />
        {isNew && (
          <TextInput
            label="Short name"
            description="In the address it calls us at. It stays as it is."
            placeholder="forum"
            maxLength={63}
            autoCapitalize="none"
            value={form.key}
            error={wrong['key']}
            onChange={({ currentTarget }) => setForm({ ...form, key: currentTarget.value })}
          />
        )}
        {fields.map((field) => (
          <Setting
            key={field.name}
            field={field}
            isNew={isNew}
            value={form.settings[field.name] ?? ''}
            error={wrong[`settings.${field.name}`]}
            onType={(value) =>
              setForm({ ...form, settings: { ...form.settings, [field.name]: value } })
            }
          />
        ))}
        {problem && <Problem tried="It was not saved." problem={problem} />}
        <div className={classes.buttons}>
          <AppButton type="submit" kind="primary" busy={save.isPending}>
            {save.isPending ? 'Saving…' : connection ? 'Save' : 'Connect it'}
          </AppButton>
          <AppButton onClick={onClose}>Cancel</AppButton>
        </div>
      </form>
    </Drawer>
  )
}
