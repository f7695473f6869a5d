import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Polled conditions come true at once on an idle machine; a busy one is given time.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.ts'],
    globalSetup: ['../../packages/db/src/testing/setup.ts'],
  },
});
