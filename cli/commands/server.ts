import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Command } from '../command.ts'

const PROGRAM = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** A program of its own: the command line imports nothing of the server. Answers its exit code. */
function start(role: string): Promise<number> {
  const child = spawn(process.execPath, [PROGRAM, role], { stdio: 'inherit' })
  // Whoever stops us means the server: it finishes what is under way, and we wait for that.
  const pass = (signal: NodeJS.Signals) => void child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const signal of SIGNALS) process.off(signal, pass)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}

function starting(name: string, role: string, says: string): Command {
  return {
    name,
    says,
    takes: [],
    options: {},
    examples: [`watchdesk ${name}`, `PORT=8080 watchdesk ${name}`],
    run: () => start(role),
  }
}

export const serverCommands: readonly Command[] = [
  starting('start', 'both', 'Start everything: serve and work in one program'),
  starting('serve', 'serve', 'Start the web server and the mail listener'),
  starting('work', 'work', 'Start what happens by itself: escalation, paging, jobs'),
  starting('migrate', 'migrate', 'Bring the database up to date, then end'),
]
