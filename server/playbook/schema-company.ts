/** Who we are: the name of the playbook, the company, its teams and its people. */
import { z } from 'zod'
import { ROLES } from '../people/permissions.ts'
import { email, key, reference, says, timeZone, title, webAddress } from './schema-basics.ts'
import { signature } from './schema-words.ts'

export const about = z
  .strictObject({
    name: title,
    version: z.literal(1).describe('The version of this file format.'),
  })
  .describe('What this file is called, and which version of the format it is written in.')

export const company = z
  .strictObject({
    name: title,
    support_address: email.describe(
      'The main mailbox. Its domain completes channel addresses that name only a mailbox.',
    ),
    time_zone: timeZone,
    languages: z
      .array(
        z
          .string()
          .regex(
            /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
            says('is not a language', 'Write its code, such as en or pt-BR.'),
          ),
      )
      .min(1)
      .default(['en'])
      .describe('Languages of the portal, the first one being the default.'),
    links: z
      .strictObject({
        disclosure: webAddress.optional().describe('How to report a vulnerability.'),
        pgp_key: webAddress.optional().describe('The public key of the security team.'),
        forum: webAddress.optional().describe('Left out: the built-in forum.'),
      })
      .default({})
      .describe('Pages of ours that templates name.'),
  })
  .describe('The company whose support this is.')

export const team = z.strictObject({
  key,
  name: title,
  members: z.array(reference).default([]).describe('Keys of people.'),
  signature: signature
    .optional()
    .describe(
      'Below every answer in a ticket of this team. Left out: the one of the channel, or under mail.',
    ),
})

export const person = z.strictObject({
  key,
  name: title,
  email,
  role: z
    .enum(ROLES)
    .default('agent')
    .describe('What the person may do. Being on call is not a role but a place on a schedule.'),
  time_zone: timeZone.optional().describe("Left out: the company's."),
  teams: z
    .array(reference)
    .default([])
    .describe('Keys of teams; the same as naming the person among their members.'),
})
