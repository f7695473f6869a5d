import { defineConfig } from '@playwright/test';
import { browserOptions } from './fixtures/browser.ts';

/** Begun first: what takes a minute, begun last, would go on alone. */
const long = /(study|queries|accessibility)\.spec\.ts$/;

export default defineConfig({
  testDir: './journeys',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // What is waited for is there at once on an idle machine; one that has much else to do is given time.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  globalSetup: './fixtures/installation.ts',
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  projects: [
    { name: 'long', testMatch: long },
    { name: 'short', testIgnore: long },
  ],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    // A trace of each journey costs a quarter of their time: `--trace retain-on-failure` after the command makes one.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: browserOptions(),
  },
});
