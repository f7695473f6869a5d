import { defineConfig } from 'vitest/config';

// A mutant changes nothing about packing, which takes longest: Stryker leaves those tests out.
const isMutated = process.env.STRYKER_MUTATOR_WORKER !== undefined;
const folders = isMutated ? 'src,cases' : 'src,cases,testing';

export default defineConfig({
  test: {
    isolate: !isMutated,
    include: [`{${folders}}/**/*.test.ts`],
    setupFiles: ['testing/seed.ts'],
    // Enumeration is slow on a busy machine, and a test that starts programs slower still.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts'], reporter: ['text', 'text-summary'] },
  },
});
