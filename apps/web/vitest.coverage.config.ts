import { defineConfig } from 'vitest/config';

/** How much of what knows no screen is covered by unit tests, and by what runs in a browser, together. */
export default defineConfig({
  test: {
    projects: ['vitest.config.ts', 'vitest.alone.config.ts', 'vitest.browser.config.ts'],
    coverage: {
      enabled: true,
      provider: 'v8',
      include: ['src/{parts,data,lib}/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}'],
      reporter: ['text', 'text-summary', 'json-summary'],
      thresholds: {
        'src/parts/**': { branches: 80 },
        'src/data/**': { branches: 80 },
        'src/lib/**': { branches: 80 },
      },
    },
  },
});
