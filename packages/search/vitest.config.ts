import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['{src,testing}/**/*.test.ts'], testTimeout: 60_000 } });
