import { Tabs } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { onceEach } from '../once-each.ts'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import type { ForumSearch } from './forum-search.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Loading, Offline, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { reviewQuery, topicsQuery, type Topic, type TopicFilter } from './queries.ts'
import { Review } from './Review.tsx'
import reading from '../ui/Reading.module.css'

const route = getRouteApi('/staff/forum')

const emptyWords: Record<TopicFilter, [title: string, words: string]> = {
  unanswered: ['Every topic has an answer', 'New questions show here as they come.'],
  shown: ['No topics yet', 'Whoever has no paid plan is led to the community, and asks here.'],
  outside: ['Nothing from elsewhere', 'Unanswered topics of a connected forum show here.'],
  solved: ['Nothing is solved yet', 'Mark the answer that helped: the next one who asks finds it.'],
}

function TopicItem({ topic }: { topic: Topic }) {
  const answers = topic.replies === 1 ? '1 answer' : `${topic.replies} answers`
  return (
    <li className={reading.item}>
      <Link to="/forum/$number" params={{ number: String(topic.number) }} className={reading.title}>
        {topic.title}
      </Link>
      <span className={reading.facts}>
        {topic.isSolved && <strong>Solved · </strong>}
        {topic.outside && `${topic.outside.name} · `}
        {topic.category.name} · {topic.author.name} ·{' '}
        {topic.waitingSince ? (
          <>
            waits since <TimeAgo at={topic.waitingSince} />
          </>
        ) : (
          <>
            {answers} · <TimeAgo at={topic.lastAt} />
          </>
        )}
      </span>
    </li>
  )
}

function Topics({ filter }: { filter: TopicFilter }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    topicsQuery(filter),
  )
  const problem = error ? problemOf(error) : undefined
  if (!data) {
    if (!problem) return <Loading rows={6} rowHeight={64} label="Loading topics" />
    return (
      <Problem tried="Couldn't load the topics." problem={problem} retry={() => void refetch()} />
    )
  }
  const topics = onceEach(data.pages.flatMap((page) => page.topics))
  const [title, words] = emptyWords[filter]
  return (
    <>
      <Offline problem={problem}>What you see is the last we heard.</Offline>
      {topics.length === 0 && <Empty title={title}>{words}</Empty>}
      <ul className={reading.list}>
        {topics.map((topic) => (
          <TopicItem key={topic.number} topic={topic} />
        ))}
      </ul>
      {hasNextPage && (
        <AppButton busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          More topics
        </AppButton>
      )}
    </>
  )
}

/** The community: what waits for an answer, and what waits to be let through. */
export function ForumPage() {
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const moderates = useMay('forum.moderate')
  const { data: review } = useQuery(reviewQuery(moderates))
  const waiting = (review?.waiting.length ?? 0) + (review?.flags.length ?? 0)
  const open = (value: string | null): void => {
    const to = (['shown', 'solved', 'outside', 'review'] as const).find((one) => one === value)
    const search: ForumSearch = to ? { tab: to } : {}
    void navigate({ search, replace: true })
  }
  return (
    <Screen
      title="Community"
      actions={
        <a href="/help/forum" className={reading.link}>
          Public page
        </a>
      }
    >
      <Tabs
        className={reading.page}
        value={tab ?? 'unanswered'}
        onChange={open}
        keepMounted={false}
      >
        <Tabs.List aria-label="Topics">
          <Tabs.Tab value="unanswered">Unanswered</Tabs.Tab>
          <Tabs.Tab value="shown">All</Tabs.Tab>
          <Tabs.Tab value="solved">Solved</Tabs.Tab>
          <Tabs.Tab value="outside">Elsewhere</Tabs.Tab>
          {moderates && <Tabs.Tab value="review">Review{waiting > 0 && ` ${waiting}`}</Tabs.Tab>}
        </Tabs.List>
        {(['unanswered', 'shown', 'solved', 'outside'] as const).map((filter) => (
          <Tabs.Panel key={filter} value={filter}>
            <Topics filter={filter} />
          </Tabs.Panel>
        ))}
        {moderates && (
          <Tabs.Panel value="review">
            <Review />
          </Tabs.Panel>
        )}
      </Tabs>
    </Screen>
  )
}
