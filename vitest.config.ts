import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/world/longest-first.ts'

export default defineConfig({
  test: {
    globalSetup: 'test/world/global-setup.ts',
    include: [
      'server/**/*.test.ts',
      'web/**/*.test.ts',
      'cli/**/*.test.ts',
      'scripts/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    // One more than the cores of a small machine: a third of a test's time it waits for a browser, a disk or a clock.
    maxWorkers: 3,
    // Modules keep no state of one installation: each worker loads them once, not once for each of two hundred files.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Until three whole runs in a row need it no more: where nobody watches, a late machine gets a second chance.
    retry: process.env['CI'] ? 1 : 0,
    // Only what will never come waits so long: a machine that is busy is late, and not wrong.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
