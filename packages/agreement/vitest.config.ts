import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,cases,testing}/**/*.test.ts'],
    coverage: { include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts'], reporter: ['text', 'text-summary'] },
  },
});
