import type { World } from './world.ts'

/** Somebody with a browser at the pages of customers: cookies are kept, forms are sent as a browser without a script does. */
export function visit(
  world: World,
  {
    address = '127.0.0.1',
    headers = {},
  }: { address?: string; headers?: Record<string, string> } = {},
) {
  const jar = new Map<string, string>()

  async function ask(
    method: 'GET' | 'POST',
    url: string,
    payload?: string | Buffer,
    type?: string,
  ) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await world.app.inject({
      method,
      url,
      remoteAddress: address,
      headers: { ...headers, ...(cookie && { cookie }), ...(type && { 'content-type': type }) },
      ...(payload !== undefined && { payload }),
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    await world.clock.settle()
    return {
      status: answer.statusCode,
      body: answer.body,
      headers: answer.headers,
      location: answer.headers['location'] ?? '',
    }
  }

  const open = (url: string) => ask('GET', url)
  const press = (url: string, fields: Record<string, string> = {}) =>
    ask('POST', url, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded')

  return {
    jar,
    open,
    press,
    /** A form with files, as browsers send it. */
    pressWithFiles(
      url: string,
      fields: Record<string, string>,
      files: { name: string; text: string }[],
    ) {
      const mark = 'x-the-parts-of-a-form'
      const part = (head: string, text: string) =>
        `--${mark}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${text}\r\n`
      const parts = [
        ...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value)),
        ...files.map(({ name, text }) => part(`name="files"; filename="${name}"`, text)),
      ]
      return ask(
        'POST',
        url,
        `${parts.join('')}--${mark}--\r\n`,
        `multipart/form-data; boundary=${mark}`,
      )
    },
    /** By the link of the newest mail to this address. */
    async signIn(email: string, next = '/help') {
      await press('/help/sign-in', { email, next })
      return press(linkIn(world, email))
    },
    /** The token that forms of signed-in pages carry. */
    async formToken() {
      return valueOf((await open('/help/account')).body, 'token')
    },
  }
}

export type Visitor = ReturnType<typeof visit>

export function linkIn(world: World, email: string): string {
  const text = world.mailboxes.inboxOf(email).at(-1)?.text ?? ''
  const [path = ''] = /\/help\/sign-in\/link\/[\w-]+/.exec(text) ?? []
  return path
}

/** The value of a hidden field as the page has it. */
export const valueOf = (page: string, name: string): string =>
  new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1] ?? ''
