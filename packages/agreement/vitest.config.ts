import { defineConfig } from 'vitest/config';

// A mutant changes nothing about packing, which takes longest: Stryker leaves those tests out.
const folders = process.env.STRYKER_MUTATOR_WORKER === undefined ? 'src,cases,testing' : 'src,cases';

export default defineConfig({
  test: {
    include: [`{${folders}}/**/*.test.ts`],
    // Enumeration is slow on a busy machine, and a test that starts programs slower still.
    testTimeout: 60_000,
    coverage: { include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts'], reporter: ['text', 'text-summary'] },
  },
});
