import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'

/**
 * Everything that must hold, fastest first: format, lint, types, contract, tables, then every test. What is given after
 * `npm test --` narrows the tests (`npm test -- sla`) and leaves the rest out.
 */
interface Check {
  name: string
  command: string[]
}

const REPORT = 'node_modules/.cache/tests.json'
const given = process.argv.slice(2)

const checks: Check[] = [
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'contract', command: ['node', 'scripts/write-api.ts', '--verify'] },
  { name: 'tables', command: ['node', 'scripts/tables.ts', '--verify'] },
  { name: 'web build', command: ['vite', 'build', '--logLevel', 'warn'] },
]

let failed = 0
let passed = 0
for (const { name, command } of given.length > 0 ? [] : checks) {
  const began = performance.now()
  const [program = '', ...rest] = command
  const { status, stdout, stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (status === 0) passed += 1
  else {
    failed += 1
    console.log(`${stdout}${stderr}`)
  }
}

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
