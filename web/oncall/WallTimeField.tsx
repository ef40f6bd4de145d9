import { Radio, TextInput } from '@mantine/core'
import { zoneCity, zoneFormat } from '../ui/zone.ts'
import { instantsOf } from './wall.ts'
import classes from './Schedule.module.css'

export type WallTime = { typed: string; second: boolean }

/** The instant that is meant; undefined while the text is none or the clock never shows it. */
export function meant({ typed, second }: WallTime, zone: string): number | undefined {
  const found = instantsOf(typed, zone)
  return second ? (found[1] ?? found[0]) : found[0]
}

type Props = {
  label: string
  zone: string
  value: WallTime
  onChange: (value: WallTime) => void
  error?: string
}

const offsetWords = (at: number, zone: string): string =>
  zoneFormat(zone, { timeZoneName: 'shortOffset', hour: '2-digit' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

/** A typed time in a named zone. Where the clock shows it twice, it asks which one is meant. */
export function WallTimeField({ label, zone, value, onChange, error }: Props) {
  const found = instantsOf(value.typed, zone)
  const missing =
    value.typed !== '' && found.length === 0
      ? 'The clocks jump over this time on that day. Take one before or after.'
      : undefined
  const time = value.typed.slice(11)
  return (
    <div>
      <TextInput
        type="datetime-local"
        label={`${label} (${zoneCity(zone)} time)`}
        required
        value={value.typed}
        error={missing ?? error}
        onChange={({ currentTarget }) => onChange({ ...value, typed: currentTarget.value })}
      />
      {found.length === 2 && (
        <Radio.Group
          label={`${time} happens twice that night. Which one?`}
          value={value.second ? 'second' : 'first'}
          onChange={(which) => onChange({ ...value, second: which === 'second' })}
          mt="sm"
        >
          <div className={classes.choices}>
            {found.map((at, index) => (
              <Radio
                key={at}
                value={index === 0 ? 'first' : 'second'}
                label={`The ${index === 0 ? 'first' : 'second'} ${time} (${offsetWords(at, zone)})`}
              />
            ))}
          </div>
        </Radio.Group>
      )}
    </div>
  )
}
