import { CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { api, take } from '../api.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { useTicketAct } from './use-ticket-act.ts'
import { statusWords, type Ticket } from './words.ts'
import classes from './Facts.module.css'

type Linked = Ticket['links'][number]
export type LinkKind = 'related' | 'problem' | 'duplicate'

/** `to`: the link was made from this ticket to the other one. */
const kindWords: Record<string, { from: string; to: string }> = {
  related: { to: 'Related', from: 'Related' },
  problem: { to: 'Caused by', from: 'Cause of' },
  duplicate: { to: 'Duplicate of', from: 'Duplicate' },
  split: { to: 'Split off', from: 'Split from' },
  follow_up: { to: 'Followed up by', from: 'Follow-up of' },
}

/** What the other ticket is to this one: 'Caused by', 'Duplicate of'. */
export const linkWords = ({ kind, direction }: Pick<Linked, 'kind' | 'direction'>): string =>
  kindWords[kind]?.[direction] ?? kind.replaceAll('_', ' ')

export const link = (number: number, other: number, kind: LinkKind) =>
  take(
    api.PUT('/api/v1/tickets/{number}/links/{other}', {
      params: { path: { number, other } },
      body: { kind },
    }),
  )
export const unlink = (number: number, other: number) =>
  take(
    api.DELETE('/api/v1/tickets/{number}/links/{other}', { params: { path: { number, other } } }),
  )

const isKind = (kind: string): kind is LinkKind =>
  kind === 'related' || kind === 'problem' || kind === 'duplicate'

const To = ({ number, subject }: { number: number; subject: string }) => (
  <Link to="/t/$number" params={{ number: String(number) }}>
    #{number} {subject}
  </Link>
)

/** Tickets that have to do with this one, and those that became part of it. */
export function LinkedFacts({ ticket, onLink }: { ticket: Ticket; onLink: () => void }) {
  const act = useTicketAct(ticket.number)
  const { number, links, absorbed } = ticket
  const mayEdit = ticket.may.length > 0
  const takeOff = ({ number: other, kind, direction }: Linked): void => {
    act.mutate({
      run: () => unlink(number, other),
      words: `#${number} and #${other} are no longer linked`,
      ...(isKind(kind) && {
        undo: () => (direction === 'to' ? link(number, other, kind) : link(other, number, kind)),
      }),
    })
  }
  return (
    <section className={classes.block} aria-label="Linked tickets">
      <h2 className={classes.name}>Linked</h2>
      {links.length > 0 && (
        <ul className={classes.linked} aria-label="Linked tickets">
          {links.map((linked) => (
            <li key={`${linked.kind} ${linked.number}`}>
              <span>
                <To {...linked} />
                <br />
                <span className={classes.faint}>
                  {linkWords(linked)}, {statusWords[linked.status].toLowerCase()}
                </span>
              </span>
              {mayEdit && linked.kind !== 'split' && (
                <CloseButton
                  size="sm"
                  aria-label={`Take the link to #${linked.number} off`}
                  onClick={() => takeOff(linked)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {absorbed.length > 0 && (
        <ul className={classes.linked} aria-label="Part of this ticket">
          {absorbed.map((part) => (
            <li key={part.number}>
              <span>
                <To {...part} />
                <br />
                <span className={classes.faint}>Part of this one</span>
              </span>
              {mayEdit && <TakeMergeBack number={part.number} />}
            </li>
          ))}
        </ul>
      )}
      {mayEdit && (
        <AppButton size="compact-sm" keys="L" onClick={onLink}>
          Link…
        </AppButton>
      )}
    </section>
  )
}

/** Everything stands again as it stood before the merge. `number`: the ticket that became part. */
export function TakeMergeBack({ number }: { number: number }) {
  const act = useTicketAct(number)
  return (
    <AppButton
      size="compact-sm"
      busy={act.isPending || undefined}
      aria-label={`Take the merge of #${number} back`}
      onClick={() =>
        act.mutate({
          run: () =>
            take(api.DELETE('/api/v1/tickets/{number}/merge', { params: { path: { number } } })),
          words: `#${number} stands for itself again`,
        })
      }
    >
      Take the merge back
    </AppButton>
  )
}
