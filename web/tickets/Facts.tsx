import { IconFlag, IconLock, IconUserQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { channelKind } from './channel.ts'
import { FactEditors } from './FactEditors.tsx'
import { FilingFacts } from './FilingFacts.tsx'
import { FormFacts } from './FormFacts.tsx'
import { LinkedFacts } from './LinkedFacts.tsx'
import { ReaderFacts } from './ReaderFacts.tsx'
import { WhyPromise } from './WhyPromise.tsx'
import type { Ticket } from './words.ts'
import classes from './Facts.module.css'

function Flag({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className={classes.flag}>
      {icon}
      <span>{children}</span>
    </p>
  )
}

function Flags({ ticket }: { ticket: Ticket }) {
  const { entitlement, identityVerified, restricted, requester } = ticket
  const size = { size: 16, stroke: 1.75, 'aria-hidden': true }
  return (
    <>
      {restricted && (
        <p className={classes.restricted}>
          <IconLock {...size} /> Restricted: only people of the security team see this ticket.
        </p>
      )}
      {!identityVerified && (
        <Flag icon={<IconUserQuestion {...size} />}>
          <strong>Identity not verified.</strong> Nothing proves yet that this is {requester.email}.
          Say nothing about the customer’s data.
        </Flag>
      )}
      {entitlement.doubtful && (
        <Flag icon={<IconFlag {...size} />}>
          <strong>Check what they are entitled to.</strong> {entitlement.why}
        </Flag>
      )}
    </>
  )
}

/** What is known about a ticket, at its right: who, which promise, and what to look twice at. */
export function Facts({
  ticket,
  myId,
  onLink,
  children,
}: {
  ticket: Ticket
  myId?: string
  onLink: () => void
  children: ReactNode
}) {
  const { requester, organizationId, organizationName, planName, channel, phone } = ticket
  return (
    <aside className={classes.facts} aria-label="About this ticket" id="facts">
      {children}
      <Flags ticket={ticket} />
      <section className={classes.block} aria-label="Status, priority and owner">
        <FactEditors ticket={ticket} myId={myId} />
      </section>
      <FilingFacts ticket={ticket} />
      <FormFacts ticket={ticket} />
      <section className={classes.block} aria-label="Customer">
        <h2 className={classes.name}>
          {organizationId ? (
            <Link to="/customers/$id" params={{ id: organizationId }}>
              {organizationName}
            </Link>
          ) : (
            requester.name
          )}
        </h2>
        <p className={classes.line}>
          {requester.name}, <a href={`mailto:${requester.email}`}>{requester.email}</a>
        </p>
        {phone && (
          <p className={classes.line}>
            <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
          </p>
        )}
        <p className={classes.line}>{planName ? `Plan: ${planName}` : 'No plan'}</p>
        <WhyPromise ticket={ticket} />
      </section>
      <section className={classes.block} aria-label="Channel">
        <p className={classes.line}>
          <ChannelIcon kind={channelKind(channel.kind)} name={channel.name} />
        </p>
        <p className={classes.faint}>{channel.promise}</p>
        <p className={classes.faint}>
          Opened <LocalTime at={ticket.createdAt} />
        </p>
      </section>
      <ReaderFacts ticket={ticket} myId={myId} />
      <LinkedFacts ticket={ticket} onLink={onLink} />
    </aside>
  )
}
