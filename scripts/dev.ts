import { spawn } from 'node:child_process'

/** For us: the server, started again when its files change, and the web app with hot reload beside it. */
const children = [
  spawn('node', ['--watch-path=server', '--watch-path=migrations', 'server/main.ts'], {
    stdio: 'inherit',
  }),
  spawn('vite', [], { stdio: 'inherit' }),
]
const stop = () => children.forEach((child) => child.kill('SIGTERM'))
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
