import { useState } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import { readAgain, release, useEach } from './acts.ts'
import { BanDialog } from './BanDialog.tsx'
import { bannedPattern, canReadAgain, type Arrival } from './mail-words.ts'
import { ReleaseDialog } from './ReleaseDialog.tsx'
import classes from './Mail.module.css'

/** The buttons that fit what became of a mail; the likely one first. */
export function ArrivalActs({ arrival }: { arrival: Arrival }) {
  const [dialog, setDialog] = useState<'release' | 'ban'>()
  const letOut = useEach(release, () => 'Released. Its ticket shows here in a moment.')
  const again = useEach(readAgain, () => 'It is read again; its fate shows here in a moment.')
  const close = (): void => setDialog(undefined)
  const { number, state, reason } = arrival
  const sender = arrival.fromAddress ?? arrival.envelopeFrom
  const waits = state === 'quarantined'
  const broken = reason?.startsWith('It could not be processed')
  const canBan = sender?.includes('@') && !bannedPattern(reason)
  return (
    <div className={classes.buttons}>
      {waits && !broken && (
        <AppButton
          kind="primary"
          busy={letOut.isPending}
          onClick={() => letOut.mutate({ numbers: [number], ticket: null })}
        >
          {letOut.isPending ? 'Releasing…' : 'Release to a new ticket'}
        </AppButton>
      )}
      {waits && <AppButton onClick={() => setDialog('release')}>Release to ticket…</AppButton>}
      {canReadAgain(arrival) && (
        <AppButton
          kind={waits && !broken ? 'plain' : 'primary'}
          busy={again.isPending}
          onClick={() => again.mutate([number])}
        >
          {again.isPending ? 'Starting…' : 'Process it again'}
        </AppButton>
      )}
      {canBan && <AppButton onClick={() => setDialog('ban')}>Ban sender…</AppButton>}
      {dialog === 'release' && <ReleaseDialog numbers={[number]} onClose={close} onDone={close} />}
      {dialog === 'ban' && sender && <BanDialog address={sender} onClose={close} />}
    </div>
  )
}
