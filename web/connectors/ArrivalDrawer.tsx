import { Drawer } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { usePhone } from '../ui/phone.ts'
import { useMay } from '../people/me.ts'
import { FateWord } from './FateWord.tsx'
import { arrivalFate, canReadAgain, sizeWords, type Arrival } from './mail-words.ts'
import { rawQuery } from './queries.ts'
import classes from './Mail.module.css'

function Facts({ arrival }: { arrival: Arrival }) {
  const rows: [string, string | null][] = [
    ['From', arrival.fromAddress],
    ['Sent as', arrival.envelopeFrom],
    ['To', arrival.envelopeTo.join(', ') || arrival.mailbox],
    ['By way of', [arrival.connection, arrival.remoteAddress].filter(Boolean).join(', ')],
    ['Message id', arrival.messageId],
    ['Size', sizeWords(arrival.bytes)],
  ]
  return (
    <dl className={classes.facts}>
      <dt>Came</dt>
      <dd>
        <LocalTime at={arrival.receivedAt} />
      </dd>
      <dt>Fate</dt>
      <dd>
        <FateWord {...arrivalFate(arrival)} />
      </dd>
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

function Source({ number }: { number: number }) {
  const { data, error, refetch } = useQuery(rawQuery(number))
  if (error && !data) {
    return (
      <Problem
        tried="Couldn't load the message as it came."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  }
  if (!data) return <Loading rows={4} label="Loading the message as it came" />
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(data.raw)
      toast('Copied.')
    } catch {
      // Without a secure address there is no clipboard; the text can be selected by hand.
      toast('This browser does not allow copying here. Select the text instead.')
    }
  }
  return (
    <>
      <h3 className={classes.sub}>The delivery, line by line</h3>
      <pre className={classes.source} tabIndex={0} role="region" aria-label="Delivery">
        {data.transcript || 'Nothing was noted.'}
      </pre>
      <h3 className={classes.sub}>The message as it came</h3>
      <pre className={classes.source} tabIndex={0} role="region" aria-label="Message source">
        {data.raw}
      </pre>
      <div className={classes.more}>
        <AppButton onClick={() => void copy()}>Copy the message</AppButton>
      </div>
    </>
  )
}

/** One message that came in: its facts, its source, and another reading where that can help. */
export function ArrivalDrawer({ arrival, onClose }: { arrival: Arrival; onClose: () => void }) {
  const phone = usePhone()
  const queries = useQueryClient()
  const mayWrite = useMay('mail.write')
  const again = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/mail/arrivals/{number}/readings', {
          params: { path: { number: arrival.number } },
        }),
      ),
    onSuccess: () => toast('It is read again; its fate shows here in a moment.'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mail'] }),
  })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 640}
      title={arrival.subject ?? 'Without a subject'}
      transitionProps={{ duration: 160 }}
    >
      <Facts arrival={arrival} />
      {again.error && <Problem tried="It was not read again." problem={problemOf(again.error)} />}
      {mayWrite && canReadAgain(arrival) && (
        <div className={classes.buttons}>
          <AppButton kind="primary" busy={again.isPending} onClick={() => again.mutate()}>
            {again.isPending ? 'Starting…' : 'Process it again'}
          </AppButton>
        </div>
      )}
      {mayWrite ? (
        <Source number={arrival.number} />
      ) : (
        <p>The message as it came shows to people who may change mail. Ask an administrator.</p>
      )}
    </Drawer>
  )
}
