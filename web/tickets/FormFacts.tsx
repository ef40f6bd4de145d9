import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldLabel, shownFields, type Field } from './fields.ts'
import { formsQuery } from './queries.ts'
import { file, useTicketAct } from './use-ticket-act.ts'
import type { Ticket } from './words.ts'
import classes from './Facts.module.css'

type Value = string | number | boolean | string[] | null

type FieldProps = {
  field: Field
  value: unknown
  disabled: boolean
  onSave: (value: Value) => void
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** Words are saved when the field is left, or by Enter; while it is written in, nothing is overwritten. */
function WordField({ field, value, disabled, onSave }: FieldProps) {
  const [typed, setTyped] = useState<string>()
  const before = textOf(value)
  const save = (): void => {
    const words = typed?.trim()
    setTyped(undefined)
    if (words === undefined || words === before) return
    if (words === '') onSave(null)
    else onSave(field.type === 'number' ? Number(words.replace(',', '.')) : words)
  }
  const shared = {
    size: 'sm',
    label: fieldLabel(field),
    description: field.help || undefined,
    'data-field': field.key,
    disabled,
    value: typed ?? before,
    onBlur: save,
  } as const
  if (field.type === 'long_text') {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={8}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    )
  }
  return (
    <TextInput
      {...shared}
      type={field.type === 'date' ? 'date' : 'text'}
      inputMode={field.type === 'number' ? 'decimal' : undefined}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Enter' && !nativeEvent.isComposing) save()
      }}
    />
  )
}

function OneField(props: FieldProps) {
  const { field, value, disabled, onSave } = props
  const shared = {
    size: 'sm',
    label: fieldLabel(field),
    description: field.help || undefined,
    disabled,
  } as const
  if (field.type === 'checkbox') {
    return (
      <Checkbox
        {...shared}
        data-field={field.key}
        checked={value === true}
        onChange={({ currentTarget }) => onSave(currentTarget.checked)}
      />
    )
  }
  if (field.type === 'choice') {
    return (
      <NativeSelect
        {...shared}
        data-field={field.key}
        value={textOf(value)}
        data={[
          { value: '', label: 'Not said' },
          ...field.options.map(({ key, name }) => ({ value: key, label: name })),
        ]}
        onChange={({ currentTarget }) => onSave(currentTarget.value || null)}
      />
    )
  }
  if (field.type === 'choices') {
    const chosen = Array.isArray(value) ? value.map(String) : []
    return (
      <Checkbox.Group {...shared} value={chosen} onChange={onSave}>
        <div className={classes.radios}>
          {field.options.map(({ key, name }, index) => (
            <Checkbox
              key={key}
              value={key}
              label={name}
              data-field={index === 0 ? field.key : undefined}
            />
          ))}
        </div>
      </Checkbox.Group>
    )
  }
  return <WordField {...props} />
}

function asValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  return Array.isArray(value) ? value.map(String) : null
}

/** The form of a ticket and those of its fields that its answers ask for. */
export function FormFacts({ ticket }: { ticket: Ticket }) {
  const { data } = useQuery(formsQuery)
  const act = useTicketAct(ticket.number)
  if (!data || (data.forms.length === 0 && data.fields.length === 0)) return null
  const { number, form: before, fields: values } = ticket
  const disabled = !ticket.may.includes('edit')
  const form = data.forms.find(({ key }) => key === before)
  const nameOf = (key: string | null): string =>
    data.forms.find((one) => one.key === key)?.name ?? 'No form'
  return (
    <section className={classes.block} aria-label="Form">
      <div className={classes.fields}>
        <NativeSelect
          size="sm"
          label="Form"
          disabled={disabled}
          value={before ?? ''}
          data={[
            { value: '', label: 'No form' },
            ...data.forms.map(({ key, name }) => ({ value: key, label: name })),
          ]}
          onChange={({ currentTarget }) => {
            const form = currentTarget.value || null
            act.mutate({
              run: () => file(number, { form }),
              words: `#${number}: ${nameOf(form)}`,
              undo: () => file(number, { form: before }),
            })
          }}
        />
        {form &&
          shownFields(form, data.fields, values).map((field) => (
            <OneField
              key={field.key}
              field={field}
              value={values[field.key]}
              disabled={disabled}
              onSave={(value) =>
                act.mutate({
                  run: () => file(number, { fields: { [field.key]: value } }),
                  words: `#${number}: ${field.name} was saved`,
                  undo: () => file(number, { fields: { [field.key]: asValue(values[field.key]) } }),
                })
              }
            />
          ))}
      </div>
    </section>
  )
}
