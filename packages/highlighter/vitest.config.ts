import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArguments, executablePath } from './bench/browser.ts';
import { clickTimes, keys, media, mouse, touchDrag } from './testing/commands.ts';

export default defineConfig({
  test: {
    // Polled conditions come true at once on an idle machine; a busy one is given time.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      commands: { clickTimes, keys, media, mouse, touchDrag },
      provider: playwright({
        launchOptions: {
          ...(executablePath === undefined ? {} : { executablePath }),
          args: browserArguments,
        },
      }),
      instances: [{ browser: 'chromium', viewport: { width: 900, height: 700 } }],
    },
  },
});
