import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import type { FieldProps, MailboxForm } from './mailbox-words.ts'
import classes from './Parts.module.css'

type TextField = Exclude<keyof MailboxForm, 'kind' | 'tls' | 'auth' | 'begins'>

/** One line of text of the form, bound to its field. */
function textField({ form, wrong, set }: FieldProps, name: TextField) {
  return {
    value: form[name],
    error: wrong[name],
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      set({ [name]: currentTarget.value }),
  }
}

const kept = (isNew: boolean): string | undefined =>
  isNew ? undefined : 'Left empty, it stays as it is. It is never shown.'

function Secret({ label, name, ...props }: FieldProps & { label: string; name: TextField }) {
  return (
    <PasswordInput
      label={label}
      description={kept(props.isNew)}
      visibilityToggleButtonProps={{ 'aria-label': `Show: ${label}` }}
      {...textField(props, name)}
      autoComplete="new-password"
    />
  )
}

function OAuth(props: FieldProps) {
  return (
    <>
      <TextInput
        label="Token address"
        placeholder="https://login.example.com/token"
        {...textField(props, 'tokenUrl')}
      />
      <TextInput label="Client id" {...textField(props, 'clientId')} />
      <Secret label="Client secret" name="clientSecret" {...props} />
      <TextInput
        label="Scope"
        description="Where the provider wants one."
        {...textField(props, 'scope')}
      />
      <Secret label="Refresh token" name="refreshToken" {...props} />
    </>
  )
}

/** Where and how we sign in, and which mail is taken. */
export function ImapFields(props: FieldProps) {
  const { form, set, isNew } = props
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          label="Mail server"
          placeholder="imap.example.com"
          {...textField(props, 'host')}
        />
        <TextInput label="Port" inputMode="numeric" {...textField(props, 'port')} />
      </div>
      <NativeSelect
        label="Encryption"
        value={form.tls}
        data={[
          { value: 'tls', label: 'TLS from the start (port 993)' },
          { value: 'starttls', label: 'STARTTLS, insisted on (port 143)' },
          { value: 'none', label: 'None: only on this very machine' },
        ]}
        onChange={({ currentTarget: { value } }) =>
          set({ tls: value === 'starttls' || value === 'none' ? value : 'tls' })
        }
      />
      <TextInput label="Signs in as" {...textField(props, 'user')} />
      <NativeSelect
        label="By"
        value={form.auth}
        data={[
          { value: 'password', label: 'Password, or an app password' },
          { value: 'oauth2', label: 'OAuth 2 (Microsoft 365, Google)' },
        ]}
        onChange={({ currentTarget }) =>
          set({ auth: currentTarget.value === 'oauth2' ? 'oauth2' : 'password' })
        }
      />
      {form.auth === 'password' ? (
        <Secret label="Password" name="password" {...props} />
      ) : (
        <OAuth {...props} />
      )}
      <div className={classes.pair}>
        <TextInput label="Folder" {...textField(props, 'folder')} />
        <TextInput
          label="Move taken mail to"
          placeholder="it stays"
          {...textField(props, 'moveTo')}
        />
      </div>
      {isNew && (
        <NativeSelect
          label="Begin with"
          value={form.begins}
          data={[
            { value: 'now', label: 'Mail that comes from now on' },
            { value: 'beginning', label: 'Everything that lies in the folder' },
          ]}
          onChange={({ currentTarget }) =>
            set({ begins: currentTarget.value === 'beginning' ? 'beginning' : 'now' })
          }
        />
      )}
    </>
  )
}
