import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { problemOf } from '../problem.ts'
import { Empty, Loading, Problem } from '../shell/states.tsx'
import { MessageBody } from '../tickets/MessageBody.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import {
  blockMember,
  dismissFlags,
  reviewQuery,
  setPostState,
  useForumAct,
  type TopicFlag,
  type WaitingPost,
} from './queries.ts'
import reading from '../ui/Reading.module.css'
import classes from './Forum.module.css'

const reasonWords: Record<TopicFlag['reason'], string> = {
  spam: 'advertising',
  rude: 'rude',
  off_topic: 'does not belong here',
  secret: 'shows a password or key',
  other: 'something else',
}

function Head({
  topic,
  name,
  at,
}: {
  topic: { number: number; title: string }
  name: string
  at: string
}) {
  return (
    <p className={reading.facts}>
      <Link to="/forum/$number" params={{ number: String(topic.number) }} className={reading.title}>
        {topic.title}
      </Link>{' '}
      {name} · <TimeAgo at={at} />
    </p>
  )
}

function Waiting({ post }: { post: WaitingPost }) {
  const act = useForumAct()
  const { postId, author } = post
  const set = (state: 'shown' | 'hidden' | 'spam', words: string) => (): void =>
    act.mutate({ run: () => setPostState(postId, state, post.why), words })
  const isSpammer = async () => {
    await setPostState(postId, 'spam', 'Spam')
    await blockMember(author.number, true)
  }
  return (
    <li className={classes.card}>
      <Head topic={post.topic} name={author.name} at={post.createdAt} />
      <p className={classes.why}>{post.why}</p>
      <MessageBody body={post.body} />
      <div className={reading.buttons}>
        <AppButton
          kind="primary"
          busy={act.isPending}
          onClick={set('shown', 'Everybody can read it now.')}
        >
          Let through
        </AppButton>
        <AppButton busy={act.isPending} onClick={set('hidden', 'Hidden.')}>
          Hide
        </AppButton>
        <AppButton
          busy={act.isPending}
          onClick={() =>
            act.mutate({ run: isSpammer, words: `Spam. ${author.name} writes nothing more.` })
          }
        >
          Spam, and block {author.name}
        </AppButton>
      </div>
    </li>
  )
}

function Flag({ flag }: { flag: TopicFlag }) {
  const act = useForumAct()
  return (
    <li className={classes.card}>
      <Head topic={flag.topic} name={flag.author.name} at={flag.createdAt} />
      <p className={classes.why}>
        {flag.flaggedBy} says: {reasonWords[flag.reason]}
        {flag.note && `. ${flag.note}`}
      </p>
      <MessageBody body={flag.body} />
      <div className={reading.buttons}>
        <AppButton
          busy={act.isPending}
          onClick={() => act.mutate({ run: () => dismissFlags(flag.postId), words: 'It stands.' })}
        >
          Nothing is wrong
        </AppButton>
        <AppButton
          busy={act.isPending}
          onClick={() =>
            act.mutate({
              run: () => setPostState(flag.postId, 'hidden', reasonWords[flag.reason]),
              words: 'Hidden.',
            })
          }
        >
          Hide it
        </AppButton>
      </div>
    </li>
  )
}

/** What waits for a person: first words of somebody new, and complaints. */
export function Review() {
  const { data, error, refetch } = useQuery(reviewQuery(true))
  if (!data) {
    if (!error) return <Loading rows={3} rowHeight={140} label="Loading what waits" />
    return (
      <Problem
        tried="Couldn't load what waits."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  }
  if (data.waiting.length + data.flags.length === 0)
    return <Empty title="Nothing waits for you">First words of somebody new show here.</Empty>
  return (
    <ul className={reading.list}>
      {data.waiting.map((post) => (
        <Waiting key={post.postId} post={post} />
      ))}
      {data.flags.map((flag) => (
        <Flag key={flag.id} flag={flag} />
      ))}
    </ul>
  )
}
