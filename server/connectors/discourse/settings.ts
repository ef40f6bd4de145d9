import { z } from 'zod'

/** Of the forum: https://docs.discourse.org. Answers are written as `username`, with a key that may act as it. */
export const Settings = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'The address of the forum, with https://' })
    .max(500)
    .meta({
      title: 'Address of the forum',
      examples: ['https://forum.example.com'],
      place: true,
    }),
  username: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .default('system')
    .meta({ title: 'Acts as', description: 'The name answers appear under there.' }),
  apiKey: z.string().trim().min(8).max(200).meta({
    title: 'API key',
    description: 'Admin, API, New API key: for this user, with topics and posts to read and write.',
    secret: true,
  }),
  categories: z.array(z.string().trim().min(1).max(100)).max(100).default([]).meta({
    title: 'Categories',
    description: 'As they stand in their addresses. None: all that this user can read.',
  }),
  webhookSecret: z.string().min(12, 'At least 12 characters').max(200).optional().meta({
    title: 'Secret of the webhook',
    description:
      'The same as in Discourse, under Admin, API, Webhooks, for events of topics, posts and solutions. Without one, we look every minute.',
    secret: true,
  }),
})
export type DiscourseSettings = z.output<typeof Settings>
