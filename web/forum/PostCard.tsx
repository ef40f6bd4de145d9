import { useState } from 'react'
import { MessageBody } from '../tickets/MessageBody.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { EarlierVersions } from './EarlierVersions.tsx'
import { DeletePost, EditPost } from './OwnPost.tsx'
import {
  sendAgain,
  setPostState,
  solveTopic,
  useForumAct,
  type TopicPost,
  type TopicWhole,
} from './queries.ts'
import reading from '../ui/Reading.module.css'
import classes from './Forum.module.css'

const trustWords: Record<TopicPost['author']['trust'], string> = {
  new: 'new here',
  member: '',
  trusted: 'trusted',
  staff: 'team',
}
const stateWords: Record<TopicPost['state'], string> = {
  shown: '',
  review: 'Waits for a person',
  hidden: 'Hidden',
  spam: 'Spam',
}

type Props = { topic: TopicWhole; post: TopicPost; moderates: boolean }

/** One post with who wrote it, how far they are trusted, and what one may do about it. */
export function PostCard({ topic, post, moderates }: Props) {
  const act = useForumAct()
  const [isEditing, setEditing] = useState(false)
  const { author } = post
  const isReadable = post.state === 'shown' && post.deletedAt === null
  // How far somebody is trusted elsewhere is not for us to say.
  const trust = topic.outside && author.trust !== 'staff' ? '' : trustWords[author.trust]
  const by = [author.name, trust, author.isBlocked && 'blocked']
  return (
    <li className={classes.card} data-solution={post.isSolution || undefined}>
      <p className={reading.facts}>
        <strong>{by.filter(Boolean).join(' · ')}</strong> <TimeAgo at={post.createdAt} />
        {post.votes > 0 && ` · ${post.votes === 1 ? '1 vote' : `${post.votes} votes`}`}
        {post.editedAt && !post.deletedAt && ' · edited'}
        {post.isSolution && ' · This solved it'}
      </p>
      {post.state !== 'shown' && (
        <p className={classes.why}>
          {stateWords[post.state]}
          {post.why && `: ${post.why}`}
        </p>
      )}
      {post.sending?.state === 'waiting' && (
        <p className={classes.why}>
          On its way to {topic.outside?.name}.{post.sending.why && ` ${post.sending.why}`}
        </p>
      )}
      {post.deletedAt && <p className={reading.facts}>Deleted by its author.</p>}
      {isEditing ? (
        <EditPost topic={topic} post={post} onDone={() => setEditing(false)} />
      ) : (
        post.deletedAt === null && <MessageBody body={post.body} />
      )}
      <div className={reading.buttons}>
        {post.mayEdit && !isEditing && (
          <AppButton onClick={() => setEditing(true)}>Change</AppButton>
        )}
        {post.mayDelete && !isEditing && <DeletePost post={post} />}
        {!post.isQuestion && isReadable && (
          <AppButton
            busy={act.isPending}
            onClick={() =>
              act.mutate({
                run: () => solveTopic(topic.number, post.isSolution ? null : post.id),
                words: post.isSolution ? 'It is no solution any more.' : 'Marked as the solution.',
              })
            }
          >
            {post.isSolution ? 'Not the solution' : 'Mark as solution'}
          </AppButton>
        )}
        {post.sending?.state === 'refused' && (
          <AppButton
            busy={act.isPending}
            onClick={() => act.mutate({ run: () => sendAgain(post.id), words: 'Sent once more.' })}
          >
            Send again
          </AppButton>
        )}
        {moderates && post.state === 'shown' && (
          <AppButton
            busy={act.isPending}
            onClick={() =>
              act.mutate({ run: () => setPostState(post.id, 'hidden'), words: 'Hidden.' })
            }
          >
            Hide
          </AppButton>
        )}
        {moderates && post.state !== 'shown' && post.deletedAt === null && (
          <AppButton
            busy={act.isPending}
            onClick={() =>
              act.mutate({
                run: () => setPostState(post.id, 'shown'),
                words: 'Everybody can read it now.',
              })
            }
          >
            {post.state === 'review' ? 'Let through' : 'Show again'}
          </AppButton>
        )}
        {moderates && post.version > 1 && <EarlierVersions postId={post.id} />}
      </div>
    </li>
  )
}
