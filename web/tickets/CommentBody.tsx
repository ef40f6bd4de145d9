import { useState } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import { Quoted } from '../ui/Conversation.tsx'
import { MailBody } from '../ui/MailBody.tsx'
import { serverNow } from '../ui/clock.ts'
import { momentWords, viewerZone } from '../ui/zone.ts'
import { CommentFiles } from './CommentFiles.tsx'
import { MessageBody } from './MessageBody.tsx'
import { originNotes } from './origin.ts'
import type { Comment } from './words.ts'
import classes from './MessageBody.module.css'

const under = (id: string, what: string, query: Record<string, string>): string =>
  `/api/v1/comments/${id}/${what}?${new URLSearchParams(query).toString()}`

/** The words, and behind three dots what they quote and are signed with. */
function PlainText({ comment }: { comment: Comment }) {
  return (
    <>
      <MessageBody body={comment.body} />
      {comment.quoted !== '' && (
        <Quoted>
          <blockquote className={classes.text}>{comment.quoted}</blockquote>
        </Quoted>
      )}
    </>
  )
}

type Mail = NonNullable<Comment['mail']>

/** A mail as it was drawn by its sender, or its plain text, whichever is asked for. */
function MailOrText({ comment, mail }: { comment: Comment; mail: Mail }) {
  const [plain, setPlain] = useState(false)
  const { id, author, createdAt } = comment
  const when = momentWords(Date.parse(createdAt), viewerZone(), serverNow())
  // Made once for each message: the frame asks for its pictures again when these change.
  const [addresses] = useState(() => ({
    documentUrl: (scheme: 'light' | 'dark') => under(id, 'body', { scheme }),
    remoteImageUrl: (src: string) => under(id, 'images', { src }),
    inlineImageUrl: (contentId: string) => under(id, 'inline', { contentId }),
  }))
  return (
    <>
      {plain ? (
        <PlainText comment={comment} />
      ) : (
        <MailBody title={`Mail from ${author.name}, ${when}`} {...addresses} {...mail} />
      )}
      <AppButton
        kind="quiet"
        size="compact-sm"
        className={classes.switch}
        onClick={() => setPlain(!plain)}
      >
        {plain ? 'Show as it was drawn' : 'Show plain text'}
      </AppButton>
    </>
  )
}

/** What a message says and what came with it. */
export function CommentBody({ comment }: { comment: Comment }) {
  const notes = originNotes(comment)
  return (
    <>
      {notes.length > 0 && <p className={classes.origin}>{notes.join(' ')}</p>}
      {comment.mail ? (
        <MailOrText comment={comment} mail={comment.mail} />
      ) : (
        <PlainText comment={comment} />
      )}
      <CommentFiles files={comment.files} />
    </>
  )
}
