import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { AppButton } from './AppButton.tsx'
import { followMail, type MailFrame } from './mail-frame.ts'
import classes from './MailBody.module.css'

/**
 * No scripts, no forms, no leading the page away; `allow-same-origin` lets the page measure it. The
 * server says the same in the document's own policy (server/tickets/html/mail-document.ts).
 */
const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'

type Props = {
  /** The accessible name: 'Mail from Dana Okoye, Tue 10:02'. */
  title: string
  /** Where the server gives the document of this mail, in the colours asked for. */
  documentUrl: (scheme: 'light' | 'dark') => string
  /** Our own address for a picture that lies elsewhere. */
  remoteImageUrl: (source: string) => string
  /** Our address for a picture that came with the mail. */
  inlineImageUrl: (contentId: string) => string
  /** How many pictures lie elsewhere. */
  remoteImages: number
  /** The sender is known and trusted: pictures are fetched at once. */
  picturesAllowed?: boolean
  /** What the cleaner left out, in its words. */
  notes?: string[]
}

/** A stranger's HTML mail, in a frame of its own as tall as what it says. */
export function MailBody({ title, documentUrl, remoteImages, notes = [], ...props }: Props) {
  const { remoteImageUrl, inlineImageUrl, picturesAllowed = false } = props
  const scheme = useComputedColorScheme('light')
  const [height, setHeight] = useState(96)
  const [fails, setFails] = useState(false)
  const [asked, setAsked] = useState(false)
  const frame = useRef<HTMLIFrameElement>(null)
  const mail = useRef<MailFrame>(null)
  const withPictures = picturesAllowed || asked

  useEffect(() => () => mail.current?.stop(), [])
  useEffect(() => {
    if (withPictures) mail.current?.showPictures(remoteImageUrl)
  }, [withPictures, remoteImageUrl])

  function follow() {
    mail.current?.stop()
    mail.current = frame.current && followMail(frame.current, inlineImageUrl, setHeight)
    setFails(mail.current === null)
    if (withPictures) mail.current?.showPictures(remoteImageUrl)
  }

  function show() {
    setAsked(true)
    // The button goes; the focus stays with the mail.
    frame.current?.focus()
  }

  return (
    <div className={classes.mail}>
      {remoteImages > 0 && !withPictures && (
        <p className={classes.pictures}>
          <span>
            {pictures(remoteImages)} not loaded, so that the sender does not learn you read this.
          </span>
          <AppButton size="compact-sm" onClick={show}>
            Show pictures
          </AppButton>
        </p>
      )}
      {fails && (
        <p role="alert" className={classes.notes}>
          This mail could not be shown here. The original is kept.
        </p>
      )}
      <iframe
        ref={frame}
        className={classes.frame}
        title={title}
        src={documentUrl(scheme)}
        sandbox={SANDBOX}
        referrerPolicy="no-referrer"
        style={{ height }}
        hidden={fails}
        onLoad={follow}
      />
      {notes.length > 0 && <p className={classes.notes}>{notes.join(' ')}</p>}
    </div>
  )
}

const pictures = (count: number) => (count === 1 ? 'One picture is' : `${count} pictures are`)
