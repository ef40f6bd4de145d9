import { defineConfig } from 'vitest/config'

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
    // Real PostgreSQL on two cores: more workers than cores only makes every test slower.
    maxWorkers: 2,
    // A machine that is also doing other things may be late once; what fails twice is broken. At a desk nothing is tried again.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
