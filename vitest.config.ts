import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', { test: { name: 'ci', root: '.ci', include: ['*.test.ts'] } }],
  },
});
