import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '../server/platform/postgres-process.ts'

export interface ServerProcess {
  port: number
  smtpPort: number
  pid: number
  /** The last lines it wrote. */
  said(): string
  /** From the start of the process to its first answer. */
  startMs: number
  stop(): Promise<void>
}

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url))
const ENV = {
  LOG_LEVEL: 'warn',
  SECRET: 'a secret for measuring, long enough to be taken',
  MAIL_DOMAIN: 'support.test',
  ALLOW_PRIVATE_NETWORK: 'true',
  TRUST_PROXY: 'true',
}

/** `node server/main.ts` as people start it, in a process of its own, ready when it has answered. */
export async function startServer(
  role: 'serve' | 'both',
  env: Record<string, string>,
): Promise<ServerProcess> {
  const [port, smtpPort] = [await freePort(), await freePort()]
  const began = performance.now()
  const child = spawn(process.execPath, [MAIN, role], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...ENV,
      PORT: String(port),
      SMTP_LISTEN_PORT: String(smtpPort),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // However the measurement ends, its server ends with it.
  const endWithUs = () => void child.kill('SIGTERM')
  process.once('exit', endWithUs)
  let said = ''
  const hear = (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await firstAnswer(
    port,
    () => child.exitCode !== null,
    () => said,
  )
  return {
    port,
    smtpPort,
    pid: child.pid!,
    said: () => said,
    startMs: performance.now() - began,
    async stop() {
      child.kill('SIGTERM')
      await ended
      process.off('exit', endWithUs)
    },
  }
}

/** Asks until there is an answer of any status: 503 is an answer of a server that is up and says what it lacks. */
async function firstAnswer(port: number, hasEnded: () => boolean, said: () => string) {
  for (let tries = 0; tries < 6000; tries += 1) {
    if (hasEnded()) throw new Error(`The server did not start: ${said()}`)
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer) return void (await answer.text())
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`The server did not answer within 30 s: ${said()}`)
}
