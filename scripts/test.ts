import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'

/**
 * Everything that must hold: types, lint, web build, contract, tables, format, two at a time and the longest first; then
 * every test. What is given after `npm test --` narrows the tests (`npm test -- sla`) and leaves the rest out.
 */
interface Check {
  name: string
  command: string[]
}

const REPORT = 'node_modules/.cache/tests.json'
const given = process.argv.slice(2)

const checks: Check[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'web build', command: ['vite', 'build', '--logLevel', 'warn'] },
  { name: 'contract', command: ['node', 'scripts/write-api.ts', '--verify'] },
  { name: 'tables', command: ['node', 'scripts/tables.ts', '--verify'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
]

let failed = 0
let passed = 0

async function hold({ name, command }: Check) {
  const began = performance.now()
  const [program = '', ...rest] = command
  const check = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, complained, [status]] = await Promise.all([
    text(check.stdout),
    text(check.stderr),
    once(check, 'close'),
  ])
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (status === 0) passed += 1
  else {
    failed += 1
    console.log(`${said}${complained}`)
  }
}

const waiting = (given.length > 0 ? [] : checks).values()
await Promise.all(
  [1, 2].map(async () => {
    for (const check of waiting) await hold(check)
  }),
)

mkdirSync('node_modules/.cache', { recursive: true })
rmSync(REPORT, { force: true })
const began = performance.now()
const tests = spawnSync(
  'vitest',
  ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${REPORT}`, ...given],
  { stdio: 'inherit' },
)
const { numPassedTests, numFailedTests, numTotalTestSuites, numFailedTestSuites } = JSON.parse(
  readFileSync(REPORT, 'utf8'),
) as Record<string, number>
console.log(
  `${numTotalTestSuites} groups of tests in ${((performance.now() - began) / 1000).toFixed(0)} s`,
)
passed += numPassedTests ?? 0
// A file that could not even be loaded has no tests to count, and has failed all the same.
failed += Math.max(numFailedTests ?? 0, numFailedTestSuites ? 1 : 0, tests.status === 0 ? 0 : 1)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
