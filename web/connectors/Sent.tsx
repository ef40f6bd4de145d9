import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Empty } from '../shell/states.tsx'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { useMay } from '../people/me.ts'
import { FateWord } from './FateWord.tsx'
import {
  canSendAgain,
  outgoingFate,
  outgoingStates,
  purposeWords,
  stateIn,
  type Outgoing,
} from './mail-words.ts'
import { MailList } from './MailList.tsx'
import { outgoingQuery } from './queries.ts'
import classes from './Mail.module.css'

function SendAgain({ message }: { message: Outgoing }) {
  const queries = useQueryClient()
  const again = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/mail/outgoing/{number}/attempts', {
          params: { path: { number: message.number } },
        }),
      ),
    onSuccess: () => toast('In the queue again. What becomes of it shows here.'),
    onError: (error) => problemToast(`Not sent: ${problemOf(error).sentence}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mail'] }),
  })
  return (
    <AppButton
      size="compact-sm"
      aria-label={`Send again: mail ${message.number}`}
      busy={again.isPending}
      onClick={() => again.mutate()}
    >
      {again.isPending ? 'Sending…' : 'Send again'}
    </AppButton>
  )
}

function Row({ message, mayWrite }: { message: Outgoing; mayWrite: boolean }) {
  const { createdAt, sentAt, subject, toAddresses, purpose, ticketNumber } = message
  return (
    <tr>
      <td>
        <LocalTime at={sentAt ?? createdAt} show="soon" />
      </td>
      <th scope="row">
        {subject}
        <span className={classes.second}>
          {purposeWords(purpose)}: {toAddresses.join(', ')}
        </span>
      </th>
      <td>
        <FateWord {...outgoingFate(message)} />
      </td>
      <td>
        {ticketNumber && (
          <Link to="/t/$number" params={{ number: String(ticketNumber) }} className={classes.link}>
            Ticket #{ticketNumber}
          </Link>
        )}
      </td>
      <td>{mayWrite && canSendAgain(message) && <SendAgain message={message} />}</td>
    </tr>
  )
}

/** No mail server: said once above the table, with what to do. */
function Held({ count }: { count: number }) {
  return (
    <p className={classes.notice} role="note">
      <strong>No mail server is set up, so nothing leaves.</strong> {count} held here. Set SMTP_URL
      (such as <code>smtps://user:password@smtp.example.com</code>), start Watchdesk again, then
      press "Send again".
    </p>
  )
}

type Props = { state: string | undefined; onState: (state: string | undefined) => void }

/** What goes out, newest first, each with its fate and the other server's answer. */
export function Sent({ state, onState }: Props) {
  const chosen = stateIn(outgoingStates, state)
  const list = useInfiniteQuery(outgoingQuery(chosen))
  const mayWrite = useMay('mail.write')
  const rows = list.data?.pages.flatMap(({ messages }) => messages) ?? []
  const held = rows.filter((row) => row.state === 'held').length
  return (
    <MailList
      what="outgoing mail"
      list={list}
      count={rows.length}
      state={chosen}
      states={outgoingStates}
      onState={onState}
      notice={held > 0 && <Held count={held} />}
      empty={
        chosen ? (
          <Empty title="No such mail">Nothing that goes out has this fate.</Empty>
        ) : (
          <Empty title="Nothing has gone out yet">
            Replies to customers and codes for sign-in show here, with what the other mail server
            said.
          </Empty>
        )
      }
    >
      <table className={classes.table}>
        <caption className="wd-visually-hidden">Outgoing mail, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.time}>
              When
            </th>
            <th scope="col">Mail</th>
            <th scope="col" className={classes.fate}>
              What became of it
            </th>
            <th scope="col" className={classes.act}>
              Ticket
            </th>
            <th scope="col" className={classes.act}>
              <span className="wd-visually-hidden">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((message) => (
            <Row key={message.number} message={message} mayWrite={mayWrite} />
          ))}
        </tbody>
      </table>
    </MailList>
  )
}
