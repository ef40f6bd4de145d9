/** A forum elsewhere, in words of ours. Ids are the other side's, as text. */
import type { Net } from './net.ts'

/** What a connector remembers between two looks at what is new: its cursor, as JSON. */
export type Memory = Record<string, unknown>

export interface Community<Settings = unknown> {
  /** Whether we get in, in a sentence for whoever set it up. Throws DeliveryFailed when not. */
  check: (settings: Settings, net: Net) => Promise<string>
  /** Topics in which something happened since the memory was made; with null, since `since`. */
  news: (ask: NewsAsked, settings: Settings, net: Net) => Promise<News>
  /** Null: it was deleted, or we may not read it any more. */
  readTopic: (ask: TopicAsked, settings: Settings, net: Net) => Promise<OutsideTopic | null>
  /** Not tried twice by itself: whoever calls it again looks first whether it is there. */
  answer: (ask: AnswerAsked, settings: Settings, net: Net) => Promise<Answered>
  solve: (ask: SolutionAsked, settings: Settings, net: Net) => Promise<void>
}

export interface NewsAsked {
  memory: Memory | null
  since: Date
}

export interface News {
  topics: Glimpse[]
  memory: Memory
}

export interface Glimpse {
  topicId: string
  /** Another one than before: something happened in it. */
  mark: string
  /** As far as a list can tell, nobody has answered it, and somebody could. */
  mayWait: boolean
}

export interface TopicAsked {
  topicId: string
  /** The mark of each post we have, by its id: what has not changed is not read again. */
  known: Readonly<Record<string, string>>
  memory: Memory | null
}

export interface OutsideTopic {
  title: string
  url: string
  /** The name of its category there. */
  category: string
  /** In a category we were told to mirror. */
  isWanted: boolean
  /** Somebody may still write in it. */
  isOpen: boolean
  tags: string[]
  createdAt: Date
  posts: OutsidePost[]
  /** All that everybody can read there; what is not among them was taken away. */
  postIds: string[]
  isSolved: boolean
  /** Null also when it is solved and we cannot see by which post. */
  solutionId: string | null
  /** False: it holds more than was read at once. Look again. */
  isWhole: boolean
}

export interface OutsidePost {
  id: string
  mark: string
  author: string
  isQuestion: boolean
  /** Written under the name that we use there. */
  isOurs: boolean
  /** Markdown; null: as we know it. */
  body: string | null
  createdAt: Date
}

export interface AnswerAsked {
  topicId: string
  body: string
}

/** Null: it was taken, and waits there for somebody to let it through. */
export interface Answered {
  postId: string | null
}

export interface SolutionAsked {
  postId: string
  isSolution: boolean
}

/** Each of them with the settings checked first and a network whose silence is a DeliveryFailed. */
export function guardedCommunity<Settings>(
  community: Community<Settings>,
  guarded: <Result>(
    stored: unknown,
    net: Net,
    act: (settings: Settings, net: Net) => Promise<Result>,
  ) => Promise<Result>,
): Community {
  const { check, news, readTopic, answer, solve } = community
  return {
    check: (stored, net) => guarded(stored, net, check),
    news: (ask, stored, net) => guarded(stored, net, (...given) => news(ask, ...given)),
    readTopic: (ask, stored, net) => guarded(stored, net, (...given) => readTopic(ask, ...given)),
    answer: (ask, stored, net) => guarded(stored, net, (...given) => answer(ask, ...given)),
    solve: (ask, stored, net) => guarded(stored, net, (...given) => solve(ask, ...given)),
  }
}
