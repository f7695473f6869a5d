import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArguments, executablePath } from './bench/browser.ts';
import { clickTimes, keys, media, mouse, touchDrag } from './testing/commands.ts';

export default defineConfig({
  test: {
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
