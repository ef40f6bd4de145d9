/** Decides what of Discourse's answers is believed: only what is used here, so that a newer one is still understood. */
import { z } from 'zod'

const id = z.int().positive()
// PostgreSQL stores every character but this one.
const text = z.string().transform((words) => words.replaceAll('\0', ''))
const at = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const tag = z.union([text, z.object({ name: text }).transform(({ name }) => name)])

const TopicListed = z.object({
  id,
  bumped_at: z.string(),
  posts_count: z.int(),
  highest_post_number: z.int().optional(),
  category_id: z.int().nullish(),
  visible: z.boolean().default(true),
  closed: z.boolean().default(false),
  archived: z.boolean().default(false),
  pinned: z.boolean().default(false),
  archetype: z.string().default('regular'),
  posters: z.array(z.unknown()).optional(),
  // Of the Solved plug-in.
  has_accepted_answer: z.boolean().optional(),
})
export type TopicListed = z.output<typeof TopicListed>

export const Latest = z.object({
  topic_list: z.object({
    more_topics_url: z.string().nullish(),
    topics: z.array(TopicListed),
  }),
})

const PostInTopic = z.object({
  id,
  post_number: z.int(),
  post_type: z.int(),
  username: text,
  created_at: at,
  updated_at: z.string(),
  version: z.int(),
  hidden: z.boolean().nullish(),
  deleted_at: z.string().nullish(),
  // Of the Solved plug-in.
  accepted_answer: z.boolean().nullish(),
})
export type PostInTopic = z.output<typeof PostInTopic>

export const TopicRead = z.object({
  id,
  title: text,
  slug: text,
  category_id: z.int().nullish(),
  tags: z.array(tag).default([]),
  created_at: at,
  visible: z.boolean().nullish(),
  closed: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  archetype: z.string().default('regular'),
  deleted_at: z.string().nullish(),
  post_stream: z.object({ posts: z.array(PostInTopic), stream: z.array(id).default([]) }),
  // Of the Solved plug-in.
  accepted_answer: z.object({ post_number: z.int().nullish() }).nullish(),
})
export type TopicRead = z.output<typeof TopicRead>

/** What is longer is read to its end where it stands: making a page of it would hold up everything else here. */
const MOST_WORDS = 150_000

export const PostRead = PostInTopic.extend({
  raw: text.transform((words) => words.slice(0, MOST_WORDS)),
})

/** A forum may let somebody look at every new post first: then there is no post yet. */
export const Posted = z.union([z.object({ id }), z.object({ action: z.literal('enqueued') })])

const Named = z.object({ id, name: text, slug: text })
const Category = Named.extend({ subcategory_list: z.array(Named).nullish() })
export const Categories = z.object({ category_list: z.object({ categories: z.array(Category) }) })

/** What is remembered from one look at what is new to the next. */
export const Cursor = z.object({
  /** When something last happened in the newest topic that was seen. */
  at: z.string(),
  categories: z.array(z.object({ id, name: z.string(), wanted: z.boolean() })),
})
export type Cursor = z.output<typeof Cursor>
