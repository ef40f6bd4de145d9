import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { openCall, useCallChange, useCalls, type Incident } from './queries.ts'
import classes from './IncidentPanel.module.css'

const inNewWindow = (url: string): void => void window.open(url, '_blank', 'noopener,noreferrer')

/** The call of an emergency: start or join it, or move everybody when it does not open. */
export function CallControls({ incident }: { incident: Pick<Incident, 'number'> }) {
  const { data, refetch } = useCalls(incident.number)
  const change = useCallChange(incident.number)
  const call = openCall(data?.calls)
  const join = async (): Promise<void> => {
    // Pressed before it is known whether there is a call: it is asked first, never a second call made.
    const known = data ?? (await refetch()).data
    const open = openCall(known?.calls)
    if (open) inNewWindow(open.url)
    else if (known && !change.isPending) {
      change.mutate(undefined, { onSuccess: ({ url }) => inNewWindow(url) })
    }
  }
  useKeys([{ key: 'Shift+C', label: 'Join the call', scope: 'Ticket', run: () => void join() }])
  return (
    <>
      <AppButton keys="Shift+C" busy={change.isPending} onClick={() => void join()}>
        {call ? 'Join the call' : 'Start the call'}
      </AppButton>
      {call && (
        <span className={classes.call}>
          <a href={call.url} target="_blank" rel="noreferrer noopener">
            {call.name}
          </a>
          {call.dialIn && (
            <a href={`tel:${call.dialIn.replaceAll(/[^+\d,]/g, '')}`}>{call.dialIn}</a>
          )}
          <AppButton kind="quiet" busy={change.isPending} onClick={() => change.mutate(call.id)}>
            It doesn’t open
          </AppButton>
        </span>
      )}
    </>
  )
}
