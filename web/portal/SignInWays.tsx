import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { removeWay, tryWay, waysQuery, type Way } from './queries.ts'
import { WayEditor } from './WayEditor.tsx'
import classes from './Portal.module.css'

/** How customers sign in: what everybody has, and what a company of theirs brings. */
export function SignInWays({ url }: { url: string }) {
  const { data, error } = useQuery(waysQuery)
  const [editing, setEditing] = useState<Way | 'new'>()
  const problem = error ? problemOf(error) : undefined
  const signIn = `${url}/sign-in`
  const isSecure = url.startsWith('https:') || new URL(url).hostname === 'localhost'
  return (
    <section className={classes.block} aria-labelledby="ways">
      <h2 id="ways" className={classes.heading}>
        Signing in
      </h2>
      <ul className={classes.ways}>
        <Everybodys name="Link and code by mail" href={signIn}>
          Always there. To try it, have one mailed to an address of yours.
        </Everybodys>
        <Everybodys name="Password" href={signIn}>
          For whoever sets one in their account. Nobody needs it.
        </Everybodys>
        <Everybodys name="Passkey" href={signIn}>
          {isSecure
            ? 'For whoever adds one in their account.'
            : 'Works once the pages are reached by https: browsers give none to this address.'}
        </Everybodys>
        {data?.map((way) => (
          <Outside key={way.key} way={way} onEdit={() => setEditing(way)} />
        ))}
      </ul>
      {problem && <Problem tried="Couldn't load the ways of companies." problem={problem} />}
      {data && (
        <div className={classes.presses}>
          <AppButton onClick={() => setEditing('new')}>Add a company’s sign-in…</AppButton>
        </div>
      )}
      {editing && (
        <WayEditor
          way={editing === 'new' ? undefined : editing}
          url={url}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  )
}

function Everybodys({ name, href, children }: { name: string; href: string; children: string }) {
  return (
    <li className={classes.way}>
      <strong>{name}</strong>
      <p className={classes.text}>{children}</p>
      <div className={classes.presses}>
        <a className={classes.open} href={href} target="_blank" rel="noreferrer">
          Try: {name.toLowerCase()}
        </a>
      </div>
    </li>
  )
}

function Outside({ way, onEdit }: { way: Way; onEdit: () => void }) {
  const queries = useQueryClient()
  const [tried, setTried] = useState<{ works: boolean; words: string }>()
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState(false)
  async function run(act: () => Promise<void>): Promise<void> {
    setBusy(true)
    try {
      await act()
    } catch (error) {
      problemToast(problemOf(error).sentence)
    } finally {
      setBusy(false)
    }
  }
  const proves = (): Promise<void> => run(async () => setTried(await tryWay(way.key)))
  const remove = (): Promise<void> =>
    run(async () => {
      await removeWay(way.key)
      toast(`${way.name} signs nobody in any more. Its people sign in by mail.`)
      await queries.invalidateQueries({ queryKey: ['portal', 'ways'] })
    })
  return (
    <li className={classes.way}>
      <strong>{way.name}</strong>
      <p className={classes.text}>
        OpenID Connect: {way.issuer}.{' '}
        {way.organizationId ? 'For one organization.' : 'Offered to everybody.'}
      </p>
      <p className={classes.text}>
        Its people open <code className={classes.code}>{way.signInUrl}</code>
      </p>
      <p className={classes.verdict} role="status" data-bad={tried?.works === false}>
        {tried && `${tried.works ? 'It works: ' : ''}${tried.words}`}
      </p>
      <div className={classes.presses}>
        <AppButton busy={busy} onClick={() => void proves()}>
          Try {way.name}
        </AppButton>
        <AppButton onClick={onEdit}>Change {way.name}…</AppButton>
        {asked ? (
          <AppButton onClick={() => void remove()}>Remove it for good</AppButton>
        ) : (
          <AppButton kind="quiet" onClick={() => setAsked(true)}>
            Remove…
          </AppButton>
        )}
      </div>
    </li>
  )
}
