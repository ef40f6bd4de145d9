import { createTransport } from 'nodemailer'
import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Row {
  number: number
  excerpt: { text: string } | null
  files: { text: string; marks: [number, number][] }[]
}

const search = async (person: World['alice'], q: string) =>
  (await person.call('GET', `/search?q=${encodeURIComponent(q)}`)).body as unknown as {
    rows: Row[]
    total: number
  }
const numbers = async (person: World['alice'], q: string) =>
  (await search(person, q)).rows.map(({ number }) => number)

/** A mail of Kim's or Rae's with files, as their mail program sends it. */
async function mailWithFiles(
  world: World,
  to: string,
  subject: string,
  names: string[],
  text = 'See what is attached.',
) {
  const built = await createTransport({ streamTransport: true, buffer: true }).sendMail({
    from: 'Kim <kim@acme.test>',
    to,
    subject,
    text,
    attachments: names.map((filename) => ({ filename, content: `content of ${subject}` })),
  })
  if (!Buffer.isBuffer(built.message)) throw new Error('The mail was not built into a buffer')
  await world.mail.send({ from: 'kim@acme.test', to, subject, raw: built.message.toString('utf8') })
}

story('a ticket is found by the name of a file, and the file is named beside it', async (world) => {
  await mailWithFiles(world, 'support@support.test', 'One', [
    'Gitaly-core_dump.2026.log',
    'bill.pdf',
  ])
  await mailWithFiles(world, 'support@support.test', 'Two', [])
  expect(await numbers(world.alice, 'has:attachment')).toEqual([1])
  expect(await numbers(world.alice, '-has:attachment')).toEqual([2])
  expect(await numbers(world.alice, 'gitaly dump')).toEqual([1])
  expect(await numbers(world.alice, 'gital*')).toEqual([1])
  expect(await numbers(world.alice, 'bill.pdf')).toEqual([1])
  expect(await numbers(world.alice, '"core_dump.2026"')).toEqual([1])
  expect(await numbers(world.alice, 'dump.core')).toEqual([])
  expect(await numbers(world.alice, 'gitaly has:attachment')).toEqual([1])
  const [row] = (await search(world.alice, 'gitaly')).rows
  expect(row?.files).toEqual([{ text: 'Gitaly-core_dump.2026.log', marks: [[0, 6]] }])
})

story('a file among thousands of words is found too, and one of ours', async (world) => {
  const log = Array.from({ length: 5000 }, (_, line) => `word${line}`).join(' ')
  await mailWithFiles(world, 'support@support.test', 'Long', ['quokka.txt'], log)
  expect(await numbers(world.alice, 'quokka')).toEqual([1])
  const { token } = (await world.alice.call('POST', '/tokens', { name: 'up', scopes: ['*'] }))
    .body as unknown as { token: string }
  const kept = await world.app.inject({
    method: 'POST',
    url: '/api/v1/files?name=wombat-trace.txt',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    payload: Buffer.from('trace'),
  })
  const { id } = kept.json<{ id: string }>()
  await world.alice.call('POST', '/tickets/1/notes', { body: 'The trace.', files: [id] })
  const [row] = (await search(world.alice, 'wombat')).rows
  expect([row?.number, row?.excerpt?.text, row?.files[0]?.text]).toEqual([
    1,
    'The trace.',
    'wombat-trace.txt',
  ])
})

story('files of restricted tickets are neither found nor counted by others', async (world) => {
  await mailWithFiles(world, 'security@support.test', 'Hole', ['exploit-zebra.py'])
  await mailWithFiles(world, 'support@support.test', 'Animals', ['zebra.jpg'])
  for (const q of ['zebra', 'exploit', 'exploit-zebra.py', '"exploit-zebra"', 'has:attachment']) {
    const seen = await search(world.alice, q)
    expect([q, seen.rows.filter(({ number }) => number === 1)]).toEqual([q, []])
    expect([q, seen.total]).toEqual([q, seen.rows.length])
  }
  expect(JSON.stringify(await search(world.alice, 'zebra'))).not.toContain('exploit')
  expect(await numbers(world.sofia, 'exploit')).toEqual([1])
  expect((await search(world.sofia, 'zebra')).total).toBe(2)
})

story('files are found again after the index was made anew', async (world) => {
  await mailWithFiles(world, 'support@support.test', 'One', ['first.log'])
  await world.work(({ db }) => db.deleteFrom('searchDocuments').execute())
  expect(await numbers(world.alice, 'first')).toEqual([])
  await world.dora.call('POST', '/search/rebuild')
  await world.clock.settle()
  expect(await numbers(world.alice, 'first')).toEqual([1])
})
