import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { randomFrom } from '../world/random.ts'

type Random = ReturnType<typeof randomFrom>

/** The engine as one file in a temporary folder: it starts in a third of the time, and 200 starts count. */
export async function bundleEngine(named = 'engine-process.ts'): Promise<string> {
  const program = fileURLToPath(new URL(named, import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'watchdesk-engine-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['pg-native'] },
    build: {
      ssr: program,
      outDir: folder,
      target: 'node26',
      rolldownOptions: { output: { entryFileNames: 'engine.mjs', codeSplitting: false } },
    },
  })
  return join(folder, 'engine.mjs')
}

/** Starts an engine; resolves once its loops run, or when it could not reach the database. */
export async function startEngine(
  bundle: string,
  url: string,
  ...more: string[]
): Promise<ChildProcess> {
  const engine = spawn(process.execPath, [bundle, url, ...more], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(bundle), 'cache') },
  })
  await Promise.race([once(engine.stdout, 'data'), once(engine, 'exit')])
  return engine
}

export async function killEngine(engine: ChildProcess): Promise<boolean> {
  if (engine.exitCode !== null || engine.signalCode !== null) return false
  const ended = once(engine, 'exit')
  const wasRunning = engine.kill('SIGKILL')
  await ended
  return wasRunning
}

/**
 * A provider that drops nothing by key, is sometimes slow, sometimes refuses (8 %) and sometimes takes a page and loses
 * its answer (3 %). It counts the calls it took.
 */
export async function startProvider(random: Random) {
  const taken = new Map<string, number>()
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const key = String(request.headers['idempotency-key'])
      const mood = random.next()
      const answer = async () => {
        // A provider is not instant: a kill must also find a call under way.
        await pause(random.next() * 60)
        if (mood < 0.08) return void response.writeHead(500).end()
        taken.set(key, (taken.get(key) ?? 0) + 1)
        if (mood < 0.11) return void response.destroy()
        response.writeHead(204).end()
      }
      answer().catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
