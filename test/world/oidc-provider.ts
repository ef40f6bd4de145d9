import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Person {
  sub: string
  email: string
  name?: string
  email_verified?: boolean
}

interface Given {
  challenge: string | null
  redirectUri: string
  person: Person
}

/** A company's own sign-in: OpenID Connect with PKCE, where whoever `signsIn` names presses yes at once. */
export async function startOidcProvider(client: { id: string; secret: string }) {
  const codes = new Map<string, Given>()
  const tokens = new Map<string, Person>()
  let person: Person = { sub: 'kim', email: 'kim@acme.test', name: 'Kim', email_verified: true }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer())
    void (async () => {
      if (url.pathname === '/.well-known/openid-configuration') return answer(response, discovery())
      if (url.pathname === '/authorize') return authorize(url, response)
      if (url.pathname === '/token') return token(request, response)
      if (url.pathname === '/userinfo') return userInfo(request, response)
      return answer(response, {}, 404)
    })()
  })

  function authorize({ searchParams }: URL, response: ServerResponse) {
    const code = randomUUID()
    const redirectUri = searchParams.get('redirect_uri') ?? ''
    codes.set(code, { challenge: searchParams.get('code_challenge'), redirectUri, person })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', searchParams.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  }

  async function token(request: IncomingMessage, response: ServerResponse) {
    const form = new URLSearchParams(await bodyOf(request))
    const given = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    // RFC 6749 2.3.1: both are encoded as in a form before they are joined.
    const both = [client.id, client.secret].map(encodeURIComponent).join(':')
    const basic = `Basic ${Buffer.from(both).toString('base64')}`
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (request.headers.authorization !== basic)
      return answer(response, { error: 'invalid_client' }, 401)
    const isRight =
      given && given.redirectUri === form.get('redirect_uri') && given.challenge === proof
    if (!isRight) return answer(response, { error: 'invalid_grant' }, 400)
    const accessToken = randomUUID()
    tokens.set(accessToken, given.person)
    return answer(response, { access_token: accessToken, token_type: 'Bearer', expires_in: 60 })
  }

  function userInfo(request: IncomingMessage, response: ServerResponse) {
    const found = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''))
    return found ? answer(response, found) : answer(response, {}, 401)
  }

  const discovery = () => ({
    issuer: issuer(),
    authorization_endpoint: `${issuer()}/authorize`,
    token_endpoint: `${issuer()}/token`,
    userinfo_endpoint: `${issuer()}/userinfo`,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = () => `http://127.0.0.1:${port}`

  return {
    issuer: issuer(),
    signsIn: (who: Person) => void (person = who),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function answer(response: ServerResponse, body: object, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
