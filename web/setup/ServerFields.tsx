import { NativeSelect, TextInput } from '@mantine/core'
import type { Server } from './mail-form.ts'
import { fieldId, type Wrong } from './use-step.ts'
import classes from './Setup.module.css'

const ways = [
  { value: 'tls', label: 'TLS' },
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'none', label: 'None' },
]

/** One direction of mail: host, port, encryption. */
export function ServerFields({
  side,
  name,
  server,
  wrong,
  onChange,
}: {
  side: 'incoming' | 'outgoing'
  name: string
  server: Server
  wrong: Wrong
  onChange: (server: Server) => void
}) {
  const field = (key: 'host' | 'port') => ({
    id: fieldId(`${side}.${key}`),
    value: server[key],
    error: wrong[`${side}.${key}`],
    required: true,
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange({ ...server, [key]: currentTarget.value }),
  })
  return (
    <fieldset className={classes.group}>
      <legend>{name}</legend>
      <div className={classes.server}>
        <TextInput label="Host" {...field('host')} />
        <TextInput label="Port" inputMode="numeric" {...field('port')} />
        <NativeSelect
          label="Encryption"
          value={server.tls}
          data={ways}
          onChange={({ currentTarget: { value } }) =>
            onChange({
              ...server,
              tls: value === 'starttls' || value === 'none' ? value : 'tls',
            })
          }
        />
      </div>
    </fieldset>
  )
}
