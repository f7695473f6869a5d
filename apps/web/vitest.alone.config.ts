import { defineConfig } from 'vitest/config';

/** What has to come before all else does. */
export default defineConfig({
  test: { name: '@koersvast/web-alone', include: ['src/**/*.alone.test.ts'], environment: 'node' },
});
