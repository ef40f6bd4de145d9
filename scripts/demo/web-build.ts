import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Whether the built web app is missing or older than what it is made from. */
export function webIsOld(): boolean {
  const built = join(root, 'dist/web/index.html')
  if (!existsSync(built)) return true
  return (
    newest(
      join(root, 'web'),
      join(root, 'api'),
      join(root, 'vite.config.ts'),
      join(root, 'package-lock.json'),
    ) > statSync(built).mtimeMs
  )
}

const newest = (...paths: string[]): number =>
  Math.max(
    0,
    ...paths
      .filter((path) => existsSync(path))
      .map((path) =>
        statSync(path).isDirectory()
          ? newest(...readdirSync(path).map((name) => join(path, name)))
          : statSync(path).mtimeMs,
      ),
  )

/** Builds it in a process of its own, so that the history is made meanwhile. Rejects with what the builder said. */
export async function buildWeb(): Promise<void> {
  const vite = join(
    dirname(createRequire(import.meta.url).resolve('vite/package.json')),
    'bin/vite.js',
  )
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  )
  if (code !== 0)
    throw new Error(`The web app could not be built:\n${Buffer.concat(said).toString()}`)
}
