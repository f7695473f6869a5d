import { defineConfig } from 'vitest/config';

/** What needs a cluster of PostgreSQL, which it starts itself: by command, and in `npm test` where its programs are. */
export default defineConfig({
  test: { name: '@koersvast/cluster', include: ['src/cluster/*.proof.ts'] },
});
