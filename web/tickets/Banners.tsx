import { IconGitMerge, IconMoon, IconMailOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { TakeMergeBack } from './LinkedFacts.tsx'
import { useTicketChange } from './queries.ts'
import { callNoSpam } from './SpamSheet.tsx'
import { useTicketAct } from './use-ticket-act.ts'
import type { Ticket } from './words.ts'
import classes from './Banners.module.css'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

function Banner({
  icon,
  children,
  action,
}: {
  icon: ReactNode
  children: ReactNode
  action: ReactNode
}) {
  return (
    <div className={classes.banner} role="note">
      {icon}
      <span>{children}</span>
      {action}
    </div>
  )
}

function Sleeps({ ticket }: { ticket: Ticket }) {
  const save = useTicketChange()
  const { snoozed } = ticket
  if (!snoozed) return null
  return (
    <Banner
      icon={<IconMoon {...icon} />}
      action={
        <AppButton onClick={() => save.mutate({ ticket, change: { kind: 'wake' } })}>
          Wake it
        </AppButton>
      }
    >
      <strong>Snoozed</strong> until{' '}
      {snoozed.untilAnswer ? 'they answer' : <LocalTime at={snoozed.until} />}. A promise that comes
      near wakes it before.
    </Banner>
  )
}

function CalledSpam({ ticket }: { ticket: Ticket }) {
  const act = useTicketAct(ticket.number)
  return (
    <Banner
      icon={<IconMailOff {...icon} />}
      action={
        <AppButton
          onClick={() =>
            act.mutate({
              run: () => callNoSpam(ticket.number),
              words: `#${ticket.number} stands where it stood; no ban is left`,
            })
          }
        >
          It is no spam
        </AppButton>
      }
    >
      <strong>Closed as spam.</strong>
    </Banner>
  )
}

/** Why a ticket is not what it looks like: part of another one, asleep, or spam. */
export function Banners({ ticket }: { ticket: Ticket }) {
  const { number, mergedInto, spam } = ticket
  return (
    <>
      {mergedInto !== null && (
        <Banner
          icon={<IconGitMerge {...icon} />}
          action={ticket.may.length > 0 && <TakeMergeBack number={number} />}
        >
          <strong>
            Now part of{' '}
            <Link to="/t/$number" params={{ number: String(mergedInto) }}>
              #{mergedInto}
            </Link>
            .
          </strong>{' '}
          What is written to it is read there.
        </Banner>
      )}
      <Sleeps ticket={ticket} />
      {spam && <CalledSpam ticket={ticket} />}
    </>
  )
}
