import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { components } from '../../api/types.ts'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { usePhone } from '../ui/phone.ts'
import { sendAgain, useEach } from './acts.ts'
import { FateWord } from './FateWord.tsx'
import { canSendAgain, outgoingFate, purposeWords, tryWords } from './mail-words.ts'
import { outgoingPageQuery } from './queries.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

type Page = components['schemas']['OutgoingPage']

function Tries({ tries }: Pick<Page, 'tries'>) {
  if (tries.length === 0) return <p className={parts.text}>It was not tried yet.</p>
  return (
    <ol className={parts.addresses} aria-label="Every try">
      {tries.map(({ no, startedAt, outcome, answer, code }) => (
        <li key={no}>
          <span className={parts.what}>
            <FateWord {...tryWords(outcome)} />
            <span className={classes.second}>
              Try {no}, <LocalTime at={startedAt} show="exact" />
              {code && `, status ${code}`}
            </span>
            {answer && <code className={parts.answer}>{answer}</code>}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Body({ message }: { message: Page }) {
  const mayWrite = useMay('mail.write')
  const again = useEach(sendAgain, () => 'In the queue again. What becomes of it shows here.')
  const { number, createdAt, purpose, toAddresses, ticketNumber, nextTryAt, words } = message
  return (
    <>
      <dl className={parts.facts}>
        <dt>Fate</dt>
        <dd>
          <FateWord {...outgoingFate(message)} />
        </dd>
        <dt>{purposeWords(purpose)}</dt>
        <dd>{toAddresses.join(', ')}</dd>
        <dt>Written</dt>
        <dd>
          <LocalTime at={createdAt} />
        </dd>
        {nextTryAt && (
          <>
            <dt>Next try</dt>
            <dd>
              <LocalTime at={nextTryAt} />
            </dd>
          </>
        )}
      </dl>
      {words && <p className={parts.text}>{words}</p>}
      {ticketNumber && (
        <p className={parts.text}>
          <Link to="/t/$number" params={{ number: String(ticketNumber) }} className={classes.link}>
            Open ticket #{ticketNumber}
          </Link>
        </p>
      )}
      {mayWrite && canSendAgain(message) && (
        <div className={classes.buttons}>
          <AppButton kind="primary" busy={again.isPending} onClick={() => again.mutate([number])}>
            {again.isPending ? 'Sending…' : 'Send again'}
          </AppButton>
        </div>
      )}
      <h3 className={parts.sub}>Every try</h3>
      <Tries tries={message.tries} />
    </>
  )
}

/** One message that goes out: its fate in a sentence, and every try with the other server's answer. */
export function SentDrawer({ number, onClose }: { number: number; onClose: () => void }) {
  const phone = usePhone()
  const { data, error, refetch } = useQuery(outgoingPageQuery(number))
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 640}
      title={data?.subject ?? `Mail ${number}`}
      transitionProps={{ duration: 160 }}
    >
      {data && <Body message={data} />}
      {!data && error && (
        <Problem
          tried="Couldn't load this mail."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      )}
      {!data && !error && <Loading rows={5} label="Loading this mail" />}
    </Drawer>
  )
}
