import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Provider {
  url: string
  /** When a page whose title or text holds these words was first handed over, by this process's clock, and where one presses. */
  handedOver(words: string): Promise<HandedOver>
  pages(): number
  close(): Promise<void>
}

export interface HandedOver {
  at: number
  /** The path that acknowledges by one tap. */
  acknowledge: string
}

const PATIENCE_MS = 20_000

/** A push provider that speaks enough of ntfy's protocol and answers at once. */
export async function startProvider(): Promise<Provider> {
  const waiting = new Map<string, (page: HandedOver) => void>()
  let pages = 0
  const server = createServer((request, response) => {
    const at = performance.now()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      pages += 1
      const text = Buffer.concat(chunks).toString()
      const words = /bench-[0-9a-z]+-end/.exec(text)?.[0] ?? ''
      const acknowledge = /\/api\/v1\/pages\/[^/"]+\/acknowledgement/.exec(text)?.[0] ?? ''
      waiting.get(words)?.({ at, acknowledge })
      waiting.delete(words)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"x"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages: () => pages,
    handedOver: (words) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`No page for ${words} within ${PATIENCE_MS} ms`)),
          PATIENCE_MS,
        )
        waiting.set(words, (page) => {
          clearTimeout(timer)
          resolve(page)
        })
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
