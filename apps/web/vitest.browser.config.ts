import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { pdfFiles } from './scripts/pdf-files.ts';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** An installed browser; without one Playwright uses its own download. */
const executablePath = process.env.KOERSVAST_BROWSER ?? usual.find((path) => existsSync(path));
const asRoot = process.getuid?.() === 0;

/** What needs a real browser: IndexedDB, Web Locks, channels between tabs. */
export default defineConfig({
  plugins: [pdfFiles()],
  test: {
    name: '@koersvast/web-browser',
    // Polled conditions come true at once on an idle machine; a busy one is given time.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.browser.test.{ts,tsx}'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          ...(executablePath === undefined ? {} : { executablePath }),
          args: [...(asRoot ? ['--no-sandbox'] : []), '--disable-background-networking', '--disable-gpu'],
        },
      }),
      instances: [{ browser: 'chromium', viewport: { width: 1200, height: 800 } }],
    },
  },
});
