import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { startSmtpListener } from './smtp-listener.ts'
import { verifyMailServer } from './verify.ts'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function mailServer() {
  const listener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    hostname: 'mx.acme.test',
    tls: 'self-signed',
    accepts: () => true,
    store: async () => ({ id: 'none' }),
    log: { warn: () => {} },
  })
  open.push(() => listener.close())
  return { host: '127.0.0.1', port: listener.port, secure: false }
}

test('a mail server that answers is well', async () => {
  expect(await verifyMailServer({ ...(await mailServer()), allowSelfSigned: true })).toBeNull()
})

test('a certificate nobody signed is told, unless it is allowed', async () => {
  expect(await verifyMailServer(await mailServer())).toMatch(/self-signed certificate/)
})

test('a password the server does not want is told', async () => {
  const server = { ...(await mailServer()), allowSelfSigned: true, user: 'bob', password: 'wrong' }
  expect(await verifyMailServer(server)).toMatch(/Invalid login/)
})

test('where nobody listens, that is told', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise((resolve) => taken.close(resolve))
  expect(await verifyMailServer({ host: '127.0.0.1', port, secure: false })).toMatch(/ECONNREFUSED/)
})
