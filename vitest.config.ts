import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const TESTS = 'test/**/*.test.ts'
/** Files that stand in for modules, variables of the environment or globals, which others would see. */
const alone = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => join('test', path))
  .filter((path) => /\bvi\.(?:doMock|mock|stub)/.test(readFileSync(path, 'utf8')))

export default defineConfig({
  test: {
    // Native modules (hnswlib, onnxruntime) want a process of their own, not a thread.
    pool: 'forks',
    maxWorkers: 2,
    // Compiles src to dist and builds the index, once for all tests that use the real product.
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // One after another in the same process: modules are loaded once for all of them.
      { extends: true, test: { name: 'together', include: [TESTS], exclude: alone, isolate: false } },
    ],
  },
})
