import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // In one process: to start another for each file takes ten times as long as its tests.
    isolate: false,
    include: ['src/**/*.test.ts'],
    exclude: ['src/**/*.browser.test.ts', 'src/**/*.alone.test.ts'],
    environment: 'node',
    setupFiles: ['@koersvast/core/testing/seed'],
  },
});
