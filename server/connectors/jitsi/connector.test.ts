import { expect, test } from 'vitest'
import type { Net } from '../connector.ts'
import { fixedLink } from '../fixed-link/connector.ts'
import { jitsi } from './connector.ts'

const never = () => Promise.reject(new Error('nothing to ask anybody'))
const net: Net = { post: never, get: never }
const call = { incidentNumber: 12, secretSlug: 'k3v9-x2m7-q8wz-4tnp' }

test('a call needs no account: its unguessable name is the room', async () => {
  await expect(jitsi.callLink!(call, {}, net)).resolves.toEqual({
    url: 'https://meet.jit.si/watchdesk-12-k3v9-x2m7-q8wz-4tnp',
    dialIn: null,
  })
})

test('a server of one’s own, with or without a slash at its end', async () => {
  const settings = { baseUrl: 'https://meet.acme.test/', roomPrefix: 'acme' }
  await expect(jitsi.callLink!(call, settings, net)).resolves.toMatchObject({
    url: 'https://meet.acme.test/acme-12-k3v9-x2m7-q8wz-4tnp',
  })
})

test.each(['short', 'Upper-Case-Letters-12', 'with/slash/and/more1', 'ümlaut-ümlaut-ümlaut'])(
  '%s is no secret slug',
  async (secretSlug) => {
    await expect(jitsi.callLink!({ ...call, secretSlug }, {}, net)).rejects.toThrow(
      /at least 16 characters/,
    )
  },
)

test('a standing call is the same link every time', async () => {
  const url = 'https://acme.webex.test/meet/support'
  await expect(
    fixedLink.callLink!(call, { url, dialIn: '+49 30 1234, code 99' }, net),
  ).resolves.toEqual({ url, dialIn: '+49 30 1234, code 99' })
  await expect(fixedLink.callLink!(call, { url }, net)).resolves.toEqual({ url, dialIn: null })
})
