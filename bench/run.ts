/** npm run bench [-- --quick] [goal …]: measures the goals of docs/performance.md and prints their table. */
import { browser } from './browser.ts'
import { bulk } from './bulk.ts'
import { create } from './create.ts'
import { emergency } from './emergency.ts'
import { table, verdictOf, type Result } from './goals.ts'
import { prepareGround, type Ground } from './ground.ts'
import { importing } from './import.ts'
import { longTicket } from './long-ticket.ts'
import { mail } from './mail.ts'
import { pages } from './pages.ts'
import { queue } from './queue.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { suggest } from './suggest.ts'
import { ticketPage } from './ticket-page.ts'

const goals: Record<string, (ground: Ground) => Promise<Result[]>> = {
  // What reads comes before what writes: thousands of tickets made in a minute all fall due in the same hours.
  queue,
  'ticket-page': ticketPage,
  create,
  mail,
  emergency,
  search,
  suggest,
  'long-ticket': longTicket,
  bulk,
  import: importing,
  browser,
  pages,
  start,
}

const given = process.argv.slice(2)
const isQuick = given.includes('--quick')
const names = given.filter((name) => !name.startsWith('--'))
const unknown = names.filter((name) => !(name in goals))
if (unknown.length > 0) {
  console.error(
    `There is no goal called ${unknown.join(', ')}. Use some of: ${Object.keys(goals).join(', ')}`,
  )
  process.exit(2)
}

const began = performance.now()
const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`
const ground = await prepareGround(isQuick)
const results: Result[] = []
try {
  for (const name of names.length > 0 ? names : Object.keys(goals)) {
    for (const result of await goals[name]!(ground)) {
      results.push(result)
      console.log(
        `${seconds()}  ${result.what}: ${result.reached.toPrecision(3)} (${verdictOf(result)}) ${result.absolute}; rounds ${result.rounds}`,
      )
    }
  }
} finally {
  await ground.stop()
}
console.log(`\n${table(results)}\n\nMeasured in ${seconds()}${isQuick ? ', quick' : ''}.`)
