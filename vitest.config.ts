import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'apps/*',
      'apps/web/vitest.alone.config.ts',
      'apps/web/vitest.browser.config.ts',
      { test: { name: 'ci', root: '.ci', include: ['*.test.ts'] } },
    ],
  },
});
