import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Native modules (hnswlib, onnxruntime) want a process of their own, not a thread.
    pool: 'forks',
    maxWorkers: 2,
    // Compiles src to dist and builds the index, once for all tests that use the real product.
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
