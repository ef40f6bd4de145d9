import { z } from 'zod'

/** What became of a message for one of its readers. */
export const RecipientFate = z
  .object({
    address: z.string(),
    state: z
      .enum(['sent', 'delayed', 'failed'])
      .meta({ description: 'sent: a mail server took it, and nobody has said otherwise.' }),
    answer: z.string().nullable().meta({ description: 'In the words of a mail server.' }),
  })
  .meta({ id: 'RecipientFate' })
