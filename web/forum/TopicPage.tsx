import { NativeSelect, Textarea } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { PostCard } from './PostCard.tsx'
import {
  answerTopic,
  categoriesQuery,
  changeTopic,
  laterPostsQuery,
  makeTicket,
  offerTicket,
  topicQuery,
  useForumAct,
  type TopicWhole,
} from './queries.ts'
import reading from '../ui/Reading.module.css'
import classes from './Forum.module.css'

const route = getRouteApi('/staff/forum/$number')

function Answer({ topic }: { topic: TopicWhole }) {
  const [body, setBody] = useState('')
  const act = useForumAct()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (act.isPending || body.trim() === '') return
    act.mutate({
      run: () => answerTopic(topic.number, body),
      words: topic.outside
        ? `Your answer is on its way to ${topic.outside.name}.`
        : 'Everybody can read your answer.',
      next: () => setBody(''),
    })
  }
  return (
    <form onSubmit={submit} className={reading.form}>
      <Textarea
        label="Answer, as one of the team"
        description={
          topic.outside
            ? `It is posted in ${topic.outside.name}, where everybody can read it. Markdown works.`
            : 'Everybody can read it. Markdown works.'
        }
        autosize
        minRows={4}
        maxRows={20}
        value={body}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
      />
      <div className={reading.buttons}>
        <AppButton type="submit" kind="primary" busy={act.isPending}>
          {act.isPending ? 'Answering…' : 'Answer'}
        </AppButton>
      </div>
    </form>
  )
}

function Ticket({ topic }: { topic: TopicWhole }) {
  const act = useForumAct()
  const moderates = useMay('forum.moderate')
  if (topic.ticketNumber !== null)
    return (
      <p className={reading.facts}>
        Its author made{' '}
        <Link to="/t/$number" params={{ number: String(topic.ticketNumber) }}>
          ticket #{topic.ticketNumber}
        </Link>{' '}
        of it.
      </p>
    )
  if (!topic.couldBeTicket) return null
  return (
    <section className={classes.notice} aria-label="A ticket instead">
      <p>
        Whoever asked is on a paid plan: support answers by a promise, the community when it can.
      </p>
      <div className={reading.buttons}>
        <AppButton
          busy={act.isPending}
          onClick={() =>
            act.mutate({ run: () => offerTicket(topic.number), words: 'They were told, kindly.' })
          }
        >
          Offer a ticket
        </AppButton>
        {moderates && (
          <AppButton
            busy={act.isPending}
            onClick={() =>
              act.mutate({ run: () => makeTicket(topic.number), words: 'It is a ticket now, too.' })
            }
          >
            Turn into a ticket
          </AppButton>
        )}
      </div>
    </section>
  )
}

/** The answers that did not come with the topic: a topic may have thousands. */
function LaterPosts({
  topic,
  after,
  moderates,
}: {
  topic: TopicWhole
  after: string
  moderates: boolean
}) {
  const [isOpen, setOpen] = useState(false)
  const query = useInfiniteQuery({ ...laterPostsQuery(topic.number, after), enabled: isOpen })
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = query
  return (
    <>
      {error && (
        <Problem
          tried="Couldn't load the answers that follow."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      )}
      {data && (
        <ul className={reading.list} aria-label="Later answers">
          {data.pages
            .flatMap(({ posts }) => posts)
            .map((post) => (
              <PostCard key={post.id} topic={topic} post={post} moderates={moderates} />
            ))}
        </ul>
      )}
      {(!data || hasNextPage) && (
        <div className={reading.buttons}>
          <AppButton
            busy={isFetching}
            onClick={() => (data ? void fetchNextPage() : setOpen(true))}
          >
            More answers
          </AppButton>
        </div>
      )}
    </>
  )
}

function Moderation({ topic }: { topic: TopicWhole }) {
  const act = useForumAct()
  const { data } = useQuery(categoriesQuery)
  const { number, isLocked, isPinned } = topic
  const press = (change: Parameters<typeof changeTopic>[1], words: string) => (): void =>
    act.mutate({ run: () => changeTopic(number, change), words })
  return (
    <section className={reading.buttons} aria-label="Moderation">
      <NativeSelect
        aria-label="Category"
        value={topic.category.key}
        data={(data?.categories ?? []).map(({ key, name }) => ({ value: key, label: name }))}
        onChange={({ currentTarget: { value } }) => press({ category: value }, 'Moved.')()}
      />
      <AppButton
        busy={act.isPending}
        onClick={press({ locked: !isLocked }, isLocked ? 'Open again.' : 'Locked.')}
      >
        {isLocked ? 'Unlock' : 'Lock'}
      </AppButton>
      <AppButton
        busy={act.isPending}
        onClick={press({ pinned: !isPinned }, isPinned ? 'No longer pinned.' : 'Pinned.')}
      >
        {isPinned ? 'Unpin' : 'Pin'}
      </AppButton>
    </section>
  )
}

/** One topic of the community, as those who look after it see it. */
export function TopicPage() {
  const { number } = route.useParams()
  const { data: topic, error, refetch } = useQuery(topicQuery(Number(number)))
  const moderates = useMay('forum.moderate')
  const writes = useMay('forum.write')
  return (
    <Screen
      title={topic?.title ?? 'Topic'}
      before={
        <Link to="/forum" className={reading.link}>
          Community
        </Link>
      }
      actions={
        topic?.outside ? (
          <a href={topic.outside.url} className={reading.link} target="_blank" rel="noreferrer">
            Open in {topic.outside.name}
          </a>
        ) : (
          topic?.state === 'shown' && (
            <a href={new URL(topic.url).pathname} className={reading.link}>
              Public page
            </a>
          )
        )
      }
    >
      <div className={`${reading.page} ${reading.column}`}>
        {!topic && !error && <Loading rows={3} rowHeight={140} label="Loading the topic" />}
        {!topic && error && (
          <Problem
            tried="Couldn't load this topic."
            problem={problemOf(error)}
            retry={() => void refetch()}
          />
        )}
        {topic && (
          <>
            <p className={reading.facts}>
              {topic.outside && `From ${topic.outside.name} · `}
              {topic.category.name}
              {topic.tags.length > 0 && ` · ${topic.tags.join(', ')}`}
              {topic.isSolved && ' · Solved'}
              {topic.isLocked && ' · Locked'}
              {topic.isPinned && ' · Pinned'}
            </p>
            {topic.solutionRefused && (
              <p className={classes.why}>
                The solution is marked here only. {topic.solutionRefused}
              </p>
            )}
            <Ticket topic={topic} />
            <ul className={reading.list}>
              {topic.posts.map((post) => (
                <PostCard
                  key={post.id}
                  topic={topic}
                  post={post}
                  moderates={moderates && !topic.outside}
                />
              ))}
            </ul>
            {topic.next !== null && (
              <LaterPosts
                key={topic.next}
                topic={topic}
                after={topic.next}
                moderates={moderates && !topic.outside}
              />
            )}
            {writes && !(topic.outside && topic.isLocked) && <Answer topic={topic} />}
            {moderates && !topic.outside && <Moderation topic={topic} />}
          </>
        )}
      </div>
    </Screen>
  )
}
