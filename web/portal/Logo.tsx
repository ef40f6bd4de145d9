import { FileButton } from '@mantine/core'
import { useState } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import classes from './Portal.module.css'

/** What becomes of the logo when it is saved; null: there is none any more. */
export type LogoChange = { base64: string | null; preview: string | null }

const largest = 100_000

type Props = {
  address: string | null
  change: LogoChange | undefined
  error: string | undefined
  onChange: (change: LogoChange) => void
}

export function Logo({ address, change, error, onChange }: Props) {
  const [tooLarge, setTooLarge] = useState(false)
  const shown = change ? change.preview : address
  async function read(file: File | null): Promise<void> {
    if (!file) return
    setTooLarge(file.size > largest)
    if (file.size > largest) return
    const preview = await addressOf(file)
    onChange({ base64: preview.slice(preview.indexOf(',') + 1), preview })
  }
  return (
    <div className={classes.logo}>
      <span className={classes.label}>Logo</span>
      {shown ? (
        <img className={classes.picture} src={shown} alt="The logo as it is now" />
      ) : (
        <span className={classes.text}>None: the name stands alone.</span>
      )}
      <div className={classes.presses}>
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void read(file)}>
          {(props) => <AppButton {...props}>Choose a picture…</AppButton>}
        </FileButton>
        {shown && (
          <AppButton onClick={() => onChange({ base64: null, preview: null })}>
            Take it away
          </AppButton>
        )}
      </div>
      <p className={classes.hint}>PNG, JPEG or WebP, at most 100 kB.</p>
      {(tooLarge || error) && (
        <p className={classes.wrong} role="alert">
          {tooLarge ? 'That picture has more than 100 kB. Choose a smaller one.' : error}
        </p>
      )}
    </div>
  )
}

/** As a data address: to be shown, and to be sent. */
const addressOf = (file: File): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => done(String(reader.result)))
    reader.addEventListener('error', () => fail(reader.error ?? new Error('The file is gone')))
    reader.readAsDataURL(file)
  })
