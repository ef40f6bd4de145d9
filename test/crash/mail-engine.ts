/**
 * Everything that takes mail, on the database named by the first argument and the SMTP port named by the second: the
 * listener, the mailboxes, the queue and the sweep for what no job came for. Ends only by being killed.
 */
import { startMailboxes } from '../../server/connectors/mailbox-watch.ts'
import { readArrival } from '../../server/intake.ts'
import { isNeedToKnow, readForgottenArrivals, startMail } from '../../server/mail-in.ts'
import { startWorker } from '../../server/platform/jobs.ts'
import { startLoop } from '../../server/platform/loop.ts'
import { openEngine } from './engine-process.ts'

const [, , url = '', port = ''] = process.argv
const system = await openEngine(url, 8)
system.config.SMTP_LISTEN_PORT = Number(port)
await startMail(system)
startMailboxes(system, { needToKnow: isNeedToKnow, firstWaitMs: 50 })
startLoop(system, {
  name: 'forgotten arrivals',
  idleMs: 500,
  turn: async () => {
    await readForgottenArrivals(system)
    return 0
  },
})
await startWorker(system, {
  read_arrival: (inside, { arrivalId }: { arrivalId: string }) => readArrival(inside, arrivalId),
  send_message: async () => {},
})
process.stdout.write('running\n')
