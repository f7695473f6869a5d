import { defineConfig } from 'vitest/config';

// The tests that judge the measures; packing and importing the package is left to the ordinary run.
export default defineConfig({ test: { include: ['{src,cases}/**/*.test.ts'] } });
