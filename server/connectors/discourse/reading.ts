/** Decides what Discourse's lists and topics mean here: who may wait for an answer, what changed, what solved it. */
import type { Glimpse, OutsidePost, OutsideTopic } from '../connector.ts'
import type { Categories, Cursor, PostInTopic, TopicListed, TopicRead } from './shapes.ts'
import type { z } from 'zod'

/** 1: written by somebody, 2: by a moderator as such. 3 are remarks of the forum; 4 are whispers, which nobody else may read. */
const WRITTEN = new Set([1, 2])

/** Every category with whether it is to be mirrored: named by its slug, or inside one that is; without names, all. */
export function categoriesOf(
  list: z.output<typeof Categories>,
  slugs: readonly string[],
): Cursor['categories'] {
  const isNamed = (slug: string) => slugs.length === 0 || slugs.includes(slug)
  return list.category_list.categories.flatMap(({ subcategory_list: inside, ...category }) => {
    const wanted = isNamed(category.slug)
    return [
      { id: category.id, name: category.name, wanted },
      ...(inside ?? []).map(({ id, name, slug }) => ({
        id,
        name: `${category.name} / ${name}`,
        wanted: wanted || isNamed(slug),
      })),
    ]
  })
}

export const slugsIn = (list: z.output<typeof Categories>): string[] =>
  list.category_list.categories.flatMap(({ slug, subcategory_list: inside }) => [
    slug,
    ...(inside ?? []).map((one) => one.slug),
  ])

export const glimpseOf = (topic: TopicListed, categories: Cursor['categories']): Glimpse => ({
  topicId: String(topic.id),
  mark: [
    topic.bumped_at,
    topic.posts_count,
    topic.closed || topic.archived ? 'closed' : 'open',
    topic.has_accepted_answer ? 'solved' : 'unsolved',
  ].join(' '),
  mayWait:
    topic.archetype === 'regular' &&
    topic.visible &&
    !topic.closed &&
    !topic.archived &&
    topic.has_accepted_answer !== true &&
    // One poster: nobody but the author wrote.
    (topic.posts_count <= 1 || (topic.posters?.length ?? 2) <= 1) &&
    isWanted(topic.category_id, categories),
})

export const isWanted = (id: number | null | undefined, categories: Cursor['categories']) =>
  categories.find((category) => category.id === id)?.wanted ?? false

/** A small correction soon after it was written raises no version, so both are looked at. */
export const markOf = ({ version, updated_at }: PostInTopic) => `${version} ${updated_at}`

export const isForEverybody = (post: PostInTopic) =>
  WRITTEN.has(post.post_type) && !post.hidden && !post.deleted_at

/** Without the words of its posts. */
export function topicOf(
  topic: TopicRead,
  { baseUrl, categories }: { baseUrl: string; categories: Cursor['categories'] },
): Omit<OutsideTopic, 'posts' | 'isWhole'> {
  const { posts, stream } = topic.post_stream
  const taken = new Set(posts.filter((post) => !isForEverybody(post)).map(({ id }) => id))
  const solution = posts.find(
    ({ post_number, accepted_answer }) =>
      accepted_answer === true || post_number === topic.accepted_answer?.post_number,
  )
  return {
    title: topic.title,
    url: `${baseUrl}/t/${encodeURIComponent(topic.slug)}/${topic.id}`,
    category: categories.find(({ id }) => id === topic.category_id)?.name ?? '',
    isWanted: topic.archetype === 'regular' && isWanted(topic.category_id, categories),
    isOpen: !topic.closed && !topic.archived && topic.visible !== false,
    tags: topic.tags,
    createdAt: topic.created_at,
    postIds: [...new Set([...stream, ...posts.map(({ id }) => id)])]
      .filter((id) => !taken.has(id))
      .map(String),
    isSolved: solution !== undefined || Boolean(topic.accepted_answer),
    solutionId: solution && isForEverybody(solution) ? String(solution.id) : null,
  }
}

export const postOf = (post: PostInTopic, body: string | null, username: string): OutsidePost => ({
  id: String(post.id),
  mark: markOf(post),
  author: post.username,
  isQuestion: post.post_number === 1,
  isOurs: post.username.toLowerCase() === username.toLowerCase(),
  body,
  createdAt: post.created_at,
})
