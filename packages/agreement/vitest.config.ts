import { defineConfig } from 'vitest/config';

// A mutant changes nothing about packing, which takes longest: Stryker leaves those tests out.
const folders = process.env.STRYKER_MUTATOR_WORKER === undefined ? 'src,cases,testing' : 'src,cases';

export default defineConfig({
  test: {
    include: [`{${folders}}/**/*.test.ts`],
    coverage: { include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts'], reporter: ['text', 'text-summary'] },
  },
});
