import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { FieldSpec, Value, Values } from './edits.ts'
import classes from './Forms.module.css'

type OneProps = {
  spec: FieldSpec
  value: Value | undefined
  error: string | undefined
  onChange: (value: Value) => void
}

const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '')

function OneField({ spec, value, error, onChange }: OneProps) {
  const { label, kind, help, options = [], name } = spec
  const shared = { label, description: help, error, 'data-field': name } as const
  if (kind === 'checkbox')
    return (
      <Checkbox
        {...shared}
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    )
  if (kind === 'choices')
    return (
      <Checkbox.Group {...shared} value={Array.isArray(value) ? value : []} onChange={onChange}>
        <div className={classes.choices}>
          {options.map((one) => (
            <Checkbox key={one.value} value={one.value} label={one.label} />
          ))}
        </div>
      </Checkbox.Group>
    )
  if (kind === 'choice')
    return (
      <NativeSelect
        {...shared}
        data={options}
        value={text(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  if (kind === 'long_text')
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={8}
        value={text(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  return (
    <TextInput
      {...shared}
      type={kind === 'date' ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      autoCapitalize={kind === 'list' ? 'none' : undefined}
      value={text(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}

/** The fields of a form, in their order. */
export function SpecFields({
  specs,
  values,
  wrong,
  onChange,
}: {
  specs: readonly FieldSpec[]
  values: Values
  wrong: Readonly<Record<string, string>>
  onChange: (values: Values) => void
}) {
  return specs.map((spec) => (
    <OneField
      key={spec.name}
      spec={spec}
      value={values[spec.name]}
      error={wrong[spec.name]}
      onChange={(value) => onChange({ ...values, [spec.name]: value })}
    />
  ))
}
