import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { Server } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createNet, Unreachable } from './net.ts'
import type { NetOptions } from './net.ts'

type Heard = { method: string; url: string; headers: IncomingMessage['headers']; body: string }

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it does not listen')
  return `127.0.0.1:${address.port}`
}

/** A server that notes what it hears and answers as told. */
async function outside(answer: (heard: Heard, response: ServerResponse) => void) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      heard.push({ method, url, headers, body })
      answer(heard.at(-1)!, response)
    })
  })
  onTestFinished(() => server.closeAllConnections())
  return { host: await listen(server), heard, server }
}

function net(options: Partial<NetOptions> = {}) {
  const made = createNet({ allowPrivate: true, ...options })
  onTestFinished(() => made.close())
  return made
}

const fine = (_: Heard, response: ServerResponse) => void response.end('fine')
const localhost = async () => [{ address: '127.0.0.1', family: 4 }]

test('what is sent as JSON, as a form or as it is arrives so', async () => {
  const { host, heard } = await outside(fine)
  const { post } = net()
  await post(`http://${host}/a?b=1`, { json: { word: 'kept' }, headers: { 'X-Key': 'k' } })
  await post(`http://${host}/`, { form: { To: '+1 555', Body: 'ä' }, basicAuth: ['me', 'pass'] })
  await post(`http://${host}/`, { body: Uint8Array.of(104, 105) })
  expect(heard.map(({ body }) => body)).toEqual([
    '{"word":"kept"}',
    'To=%2B1+555&Body=%C3%A4',
    'hi',
  ])
  expect(heard[0]).toMatchObject({ method: 'POST', url: '/a?b=1' })
  expect(heard[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-key': 'k' })
  expect(heard[1]?.headers.authorization).toBe('Basic bWU6cGFzcw==')
  expect(heard[2]?.headers['content-length']).toBe('2')
})

test('an answer of any status is an answer', async () => {
  const { host } = await outside((_, response) => {
    response.writeHead(404, { 'Content-Type': 'application/problem+json', 'X-A': ['1', '2'] })
    response.end('{"title":"none"}')
  })
  const answer = await net().get(`http://${host}/`)
  expect(answer).toMatchObject({ status: 404, ok: false, json: { title: 'none' } })
  expect(answer.headers['x-a']).toBe('1, 2')
})

test.each([
  ['application/json', '{"broken'],
  ['text/plain', '{"a":1}'],
])('a body of %s that reads %s has no JSON', async (type, body) => {
  const { host } = await outside((_, response) => {
    response.writeHead(200, { 'Content-Type': type }).end(body)
  })
  expect(await net().get(`http://${host}/`)).toMatchObject({ ok: true, text: body, json: null })
})

test.each(['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]'])(
  'nothing is sent to %s unless private addresses are allowed',
  async (name) => {
    const { host, heard } = await outside(fine)
    const url = `http://${name}:${host.split(':')[1]}/`
    const refusal = { name: 'Unreachable', permanent: true }
    await expect(net({ allowPrivate: false }).post(url)).rejects.toMatchObject(refusal)
    expect(heard).toEqual([])
  },
)

test('a name that leads to a private address is refused when it is connected to', async () => {
  const { host, heard } = await outside(fine)
  const guarded = net({ allowPrivate: false, resolve: localhost })
  await expect(guarded.get(`http://innocent.test:${host.split(':')[1]}/`)).rejects.toThrow(
    'it is not on the public internet; ALLOW_PRIVATE_NETWORK would allow it',
  )
  expect(heard).toEqual([])
})

test('a name is resolved anew for every connection, and each answer is checked', async () => {
  const { host } = await outside((_, response) => {
    response.writeHead(200, { connection: 'close' }).end('fine')
  })
  const answers = ['127.0.0.1', '127.0.0.2']
  const resolve = async () => [{ address: answers.shift() ?? '', family: 4 }]
  const guarded = net({ allowPrivate: ['127.0.0.1'], resolve })
  const url = `http://rebinding.test:${host.split(':')[1]}/`
  expect((await guarded.get(url)).ok).toBe(true)
  await expect(guarded.get(url)).rejects.toThrow('not on the public internet')
})

test.each([['127.0.0.0/8'], ['127.0.0.1'], ['Desk.test']])(
  '%s can be allowed by itself',
  async (entry) => {
    const { host } = await outside(fine)
    const some = net({ allowPrivate: [entry], resolve: localhost })
    expect((await some.get(`http://desk.test:${host.split(':')[1]}/`)).text).toBe('fine')
  },
)

test.each([
  ['ftp://desk.test/', 'only http and https are spoken'],
  ['file:///etc/passwd', 'only http and https are spoken'],
  ['http://me:secret@desk.test/', 'a user or password in the URL is not sent'],
  ['desk.test', 'the address is not a URL'],
])('%s is refused: %s', async (url, why) => {
  await expect(net().get(url)).rejects.toMatchObject({ message: why, permanent: true })
})

test('a redirect is an answer unless it is to be followed', async () => {
  const { host, heard } = await outside((_, response) => {
    response.writeHead(302, { location: '/there' }).end()
  })
  const answer = await net().get(`http://${host}/here`)
  expect(answer).toMatchObject({ status: 302, headers: { location: '/there' } })
  expect(heard).toHaveLength(1)
})

test('a redirect within one origin keeps the credentials, one to another drops every header', async () => {
  const other = await outside(fine)
  const one = await outside(({ url }, response) => {
    const location = url === '/1' ? '/2' : `http://${other.host}/3`
    response.writeHead(307, { location }).end()
  })
  const given = { json: { a: 1 }, headers: { 'X-Api-Key': 'k', Cookie: 'c' }, redirects: 3 }
  await net().post(`http://${one.host}/1`, { ...given, basicAuth: ['me', 'pass'] })
  expect(one.heard[1]?.headers).toMatchObject({
    'x-api-key': 'k',
    authorization: 'Basic bWU6cGFzcw==',
  })
  expect(other.heard[0]).toMatchObject({ method: 'POST', body: '{"a":1}' })
  expect(Object.keys(other.heard[0]!.headers).sort()).toEqual([
    'connection',
    'content-length',
    'content-type',
    'host',
    'user-agent',
  ])
})

test('after 303 a POST becomes a GET without a body', async () => {
  const { host, heard } = await outside(({ url }, response) => {
    if (url === '/form') response.writeHead(303, { location: '/done' })
    response.end()
  })
  await net().post(`http://${host}/form`, { json: { a: 1 }, redirects: 1 })
  expect(heard[1]).toMatchObject({ method: 'GET', url: '/done', body: '' })
  expect(heard[1]?.headers['content-type']).toBeUndefined()
})

test('a redirect into the private network is refused, and no more than three are followed', async () => {
  const { host, heard } = await outside(({ url }, response) => {
    const port = host.split(':')[1]
    response
      .writeHead(302, { location: url === '/in' ? `http://10.0.0.1:${port}/` : '/again' })
      .end()
  })
  const some = net({ allowPrivate: ['127.0.0.1'] })
  const inward = some.get(`http://${host}/in`, { redirects: 3 })
  await expect(inward).rejects.toThrow('not on the public internet')
  expect(await some.get(`http://${host}/round`, { redirects: 99 })).toMatchObject({ status: 302 })
  expect(heard).toHaveLength(1 + 4)
})

test('a server that says nothing, or ever so little, is given up in time', async () => {
  const silent = await listen(createTcpServer())
  const { host } = await outside((_, response) => void response.write('a'))
  const quick = net({ timeoutMs: 100 })
  for (const name of [silent, host]) {
    await expect(quick.get(`http://${name}/`)).rejects.toThrow('it did not answer in time')
  }
})

test('an answer that is too long is not read to its end', async () => {
  const { host } = await outside((_, response) => void response.end('x'.repeat(1001)))
  const small = net({ maxBytes: 1000 })
  await expect(small.get(`http://${host}/`)).rejects.toThrow('it answered more than 1000 bytes')
  expect((await net({ maxBytes: 1001 }).get(`http://${host}/`)).text).toHaveLength(1001)
})

test('what keeps a server from answering is said in plain words, without the path', async () => {
  const broken = await listen(createTcpServer((socket) => socket.destroy()))
  const upgrading = await listen(
    createTcpServer(
      (socket) => void socket.end('HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    ),
  )
  const plain = await outside(fine)
  const why = async (url: string) => {
    const error: unknown = await net()
      .get(url)
      .catch((error: unknown) => error)
    if (!(error instanceof Unreachable)) throw error
    expect(error.message).not.toContain('secret')
    return error.message
  }
  expect(await why('http://127.0.0.1:1/secret')).toBe('nothing listens there')
  expect(await why(`http://${broken}/secret`)).toBe('it broke the connection off')
  expect(await why(`http://${upgrading}/secret`)).toBe('it closed the connection')
  expect(await why(`https://${plain.host}/secret`)).toBe('it does not speak TLS')
  expect(await why('http://no-such-name.invalid/secret')).toMatch(/no such host|name service/)
})

test('a connection is kept for the next call, and one that went stale is replaced unnoticed', async () => {
  const { host, heard, server } = await outside(fine)
  let connections = 0
  server.on('connection', () => connections++)
  const { post } = net()
  await post(`http://${host}/1`)
  await post(`http://${host}/2`)
  expect(connections).toBe(1)
  server.closeAllConnections()
  await post(`http://${host}/3`)
  expect(connections).toBe(2)
  expect(heard.map(({ url }) => url)).toEqual(['/1', '/2', '/3'])
})

test('what must not happen twice is sent once, even by a server that hears it and breaks off', async () => {
  let heard = 0
  const { host } = await outside((request, response) => {
    if (request.method === 'GET') return void response.end('fine')
    heard += 1
    response.destroy()
  })
  const { get, post } = net()
  await get(`http://${host}/kept`)
  await expect(post(`http://${host}/once`, { json: {}, once: true })).rejects.toThrow()
  expect(heard).toBe(1)
})
