import { sql } from 'kysely'
import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const MESSAGES = 1000
const PICTURES = 100
const MEGABYTE = 1024 * 1024
/** The smallest picture there is. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

interface Page {
  comments: {
    id: string
    body: string
    files: { name: string; bytes: number; url: string; contentId: string | null }[]
  }[]
}
const page = async (world: World) =>
  (await world.alice.call('GET', '/tickets/1')).body as unknown as Page

/** A mail whose words show every picture in their place, as Outlook sends a long thread. */
function withPictures(): string {
  const numbers = Array.from({ length: PICTURES }, (_, n) => n)
  const pictures = numbers.map((n) => {
    // Each its own bytes: one picture a hundred times would be one file.
    const content = Buffer.concat([GIF, Buffer.from([n])]).toString('base64')
    return `--x\r\nContent-Type: image/gif; name="${n}.gif"\r\nContent-ID: <p${n}@acme.test>\r\nContent-Disposition: inline; filename="${n}.gif"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}\r\n`
  })
  const html = numbers.map((n) => `<p>Step ${n} <img src="cid:p${n}@acme.test"></p>`).join('')
  return [
    `From: Kim <kim@acme.test>\r\nTo: support@support.test\r\nSubject: Steps\r\nMessage-ID: <steps@acme.test>`,
    '\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n',
    `--x\r\nContent-Type: text/html\r\n\r\n${html}\r\n`,
    ...pictures,
    '--x--\r\n',
  ].join('')
}

async function send(world: World, raw: string) {
  await world.mail.send({ from: 'kim@acme.test', to: 'support@support.test', subject: '', raw })
}

story('a mail with a hundred pictures shows every one of them in its place', async (world) => {
  await send(world, withPictures())
  const [comment] = (await page(world)).comments
  expect(comment?.files.map(({ name }) => name)).toEqual(
    Array.from({ length: PICTURES }, (_, n) => `${n}.gif`),
  )
  const file = await world.app.inject({ url: comment?.files.at(-1)?.url ?? '' })
  expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'image/gif'])
  const headers = { authorization: `Bearer ${await token(world)}` }
  const shown = await world.app.inject({ url: `/api/v1/comments/${comment?.id}/body`, headers })
  expect(shown.body.match(/<img /g)).toHaveLength(PICTURES)
  expect(shown.body).not.toContain('src="cid:')
})

story('attachments of many megabytes cost the page of their ticket nothing', async (world) => {
  await send(world, withPictures())
  const before = JSON.stringify(await page(world)).length
  const files: string[] = []
  for (let n = 0; n < 3; n += 1) {
    const made = await world.app.inject({
      method: 'POST',
      url: `/api/v1/files?name=core-${n}.bin`,
      headers: {
        authorization: `Bearer ${await token(world)}`,
        'content-type': 'application/octet-stream',
      },
      payload: Buffer.alloc(5 * MEGABYTE, n + 1),
    })
    expect(made.statusCode).toBe(201)
    files.push(made.json<{ id: string }>().id)
  }
  await world.alice.call('POST', '/tickets/1/notes', { body: 'The dumps.', files })
  const opened = await page(world)
  expect(opened.comments.at(-1)?.files.map(({ bytes }) => bytes)).toEqual(
    files.map(() => 5 * MEGABYTE),
  )
  expect(JSON.stringify(opened).length - before).toBeLessThan(5000)
})

async function token(world: World) {
  const made = await world.alice.call('POST', '/tokens', { name: 'files', scopes: ['*'] })
  return String(made.body['token'])
}

story(
  'a ticket of a thousand messages opens with all of them, in order, and takes the next one',
  async (world) => {
    await world.mail.send({ from: 'kim@acme.test', to: 'support@support.test', subject: 'Long' })
    await sql`
      insert into comments (id, ticket_id, kind, author_kind, author_name, body, via, created_at)
      select gen_random_uuid(), t.id, 'public', 'machine', 'GitLab', 'Message ' || n, 'system', t.created_at + n * interval '1 second'
      from tickets t, generate_series(1, ${MESSAGES}::int) n`.execute(world.system.db)
    await world.clock.advance('1 day')
    await world.alice.call('POST', '/tickets/1/replies', { body: 'The last word.' })
    const words = (await page(world)).comments.map(({ body }) => body)
    expect(words.filter((body) => body.startsWith('Message'))).toEqual(
      Array.from({ length: MESSAGES }, (_, n) => `Message ${n + 1}`),
    )
    expect(words.at(-1)).toBe('The last word.')
    expect(world.kim.inbox().at(-1)?.text).toContain('The last word.')
  },
)
