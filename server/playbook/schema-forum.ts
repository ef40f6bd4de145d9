/** The built-in community: where its topics belong, and who begins them. */
import { z } from 'zod'
import { key, title } from './schema-basics.ts'

/** Their order is the order of the pages; the first one that anyone may use takes what comes by mail. */
export const forumCategory = z.strictObject({
  key: key.describe('In the address of its page; renaming it is a removal and an addition.'),
  name: title,
  description: z.string().max(300).default('').describe('One line below its name.'),
  who: z
    .enum(['anyone', 'staff'])
    .default('anyone')
    .describe('Who begins topics there. Whoever may write in the community answers everywhere.'),
})
