import { randomUUID } from 'node:crypto'
import { launchBrowser } from '../test/browser/chromium.ts'
import { median, percentile, round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { startServer } from './server-process.ts'

const ROWS = 1003
const ANSWERS = 40
/** A telephone some years old, as Lighthouse slows a desk's processor to be one. */
const SLOWED = 4

/** Goal 11: how soon what everybody may open is on the screen, on a processor four times slower than this one. */
export async function pages(ground: Ground): Promise<Result[]> {
  const times = ground.seconds < 4 ? 5 : 15
  const { url, token } = await ground.product(ROWS)
  const server = await startServer('serve', { DATABASE_URL: url })
  const address = `http://127.0.0.1:${server.port}`
  const chromium = await launchBrowser()
  try {
    const topic = await fillForum(address, token)
    const paths = ['/help', '/help/emergency', '/help/sign-in', '/help/community', '/help/forum']
    const painted: [path: string, values: number[]][] = []
    for (const path of [...paths, topic, '/help/articles'])
      painted.push([path, await firstPaints(chromium, address + path, times)])
    return painted.map(([path, values]) => {
      const sorted = values.toSorted((a, b) => a - b)
      const most = percentile(sorted, 0.95)
      return {
        goal: '11',
        what: `${path === topic ? `a topic with ${ANSWERS} answers` : path}: first contentful paint, nothing kept, CPU ${SLOWED}× slower, p95`,
        wanted: 'at most',
        floor: 1000,
        target: 500,
        unit: ' ms',
        reached: most,
        rounds: String(times),
        absolute: `p50 ${round(median(values))} most ${round(Math.max(...values))} ms`,
      }
    })
  } finally {
    await chromium.close()
    await server.stop()
  }
}

async function firstPaints(
  chromium: Awaited<ReturnType<typeof launchBrowser>>,
  url: string,
  times: number,
): Promise<number[]> {
  const values: number[] = []
  for (let n = 0; n < times; n += 1) {
    // A context of its own: whoever comes for the first time has nothing kept.
    const context = await chromium.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
    await page.goto(url, { waitUntil: 'load' })
    const handle = await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    )
    values.push((await handle.jsonValue()) ?? Number.NaN)
    await context.close()
  }
  return values
}

/** A topic as long as they come, through the API. */
async function fillForum(address: string, token: string): Promise<string> {
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { number: number; url: string }
  }
  const title = `How do I restore ${randomUUID().slice(0, 8)}`
  const body = 'It says:\n\n```\nERROR: unauthorized\n```\n\nWhat now?'
  const { number, url } = await post('/forum/topics', { category: 'questions', title, body })
  for (let n = 0; n < ANSWERS; n += 1)
    await post(`/forum/topics/${number}/replies`, { body: `${body} And ${n} more.` })
  return new URL(url).pathname
}
