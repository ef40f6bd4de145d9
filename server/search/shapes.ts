/** What a search answers over HTTP. */
import { z } from 'zod'
import type { Counted } from '../sla/clock.ts'
import { listed, ListedTicket } from '../sla/shapes.ts'
import { instant } from '../platform/shapes.ts'
import { excerptOf, marked } from './excerpt.ts'
import { MOST_COUNTED } from './queries.ts'
import type { Exact, ResultRow, Terms } from './results.ts'

/** Of one result; a mail may carry a hundred. */
const MOST_FILES = 3

const Marked = z
  .object({
    text: z.string(),
    marks: z.array(z.array(z.int()).length(2)).meta({
      description: 'Half-open ranges of UTF-16 units to highlight. Plain text: it is never HTML.',
    }),
  })
  .meta({ id: 'MarkedText' })

export const Result = ListedTicket.extend({
  kind: z.literal('ticket'),
  subject: Marked,
  excerpt: Marked.extend({
    kind: z.enum(['public', 'note']),
    author: z.string(),
    at: instant,
  }).nullable(),
  files: z.array(Marked).meta({
    description: 'Files of that message whose names hold what was asked for.',
  }),
  exact: z.enum(['number', 'message', 'address']).nullable().meta({
    description: 'The query names this ticket: by number, by the id of a message, by its sender.',
  }),
}).meta({ id: 'SearchResult' })

export const PublicResult = z
  .object({
    kind: z.enum(['topic', 'article']),
    number: z.int(),
    subject: Marked,
    excerpt: Marked.extend({
      author: z.string().nullable().meta({ description: 'null: an article, written by the team.' }),
      at: instant,
    }).nullable(),
    category: z.string(),
    url: z.string().meta({ description: 'Its public page.' }),
    author: z.string().nullable(),
    isSolved: z.boolean(),
    replies: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'PublicSearchResult' })
export type PublicRow = z.output<typeof PublicResult>

export const Results = z
  .object({
    now: instant,
    query: z.object({
      text: z.string().meta({ description: 'The query as it was understood.' }),
      parts: z.array(
        z.object({
          text: z.string(),
          isFilter: z.boolean(),
          without: z.string().meta({ description: 'The query without this part.' }),
        }),
      ),
    }),
    findings: z.array(
      z.object({
        at: z.string(),
        message: z.string(),
        kind: z.enum(['wrong', 'read']).meta({
          description:
            '`wrong`: nothing can match it, so nothing was looked for. `read`: it was searched as words.',
        }),
      }),
    ),
    rows: z.array(z.union([Result, PublicResult])).meta({
      description: 'Tickets, topics and articles, newest first. `kind` says which.',
    }),
    next: z.string().nullable(),
    total: z
      .int()
      .nullable()
      .meta({
        description: `On the first page. Counted up to ${MOST_COUNTED}; one more means "more".`,
      }),
    indexed: z.object({
      upTo: instant.meta({ description: 'Everything older than this is found.' }),
      behindSeconds: z.int(),
      rebuilding: z.boolean(),
    }),
  })
  .meta({ id: 'SearchResults' })

export function resultBody(
  row: ResultRow,
  { sought, literals }: Terms,
  exact: Exact | null,
  counted: Counted | null,
): z.output<typeof Result> {
  return {
    ...listed(row, counted),
    kind: 'ticket',
    exact,
    subject: marked(row.subject, sought, literals),
    excerpt:
      row.sayingBody !== null && row.sayingKind && row.sayingAt
        ? {
            ...excerptOf(row.sayingBody, sought, literals),
            kind: row.sayingKind,
            author: row.sayingAuthor ?? '',
            at: row.sayingAt,
          }
        : null,
    files: (row.sayingFiles ?? [])
      .map((name) => marked(name, sought, literals))
      .filter(({ marks }) => marks.length > 0)
      .slice(0, MOST_FILES),
  }
}
