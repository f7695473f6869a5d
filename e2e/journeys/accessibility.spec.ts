import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

async function check(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, screen).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${colorScheme}`, async ({ study, browser }) => {
    test.slow();
    await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
    await study.code(study.owner, study.tags.cooperation, 'druk en selectieve samenwerking');
    const context = await study.browser(study.owner, { colorScheme });
    const page = await context.newPage();
    const project = `/p/${study.projectId}`;
    const screens: readonly (readonly [string, string])[] = [
      ['/', 'Projects'],
      [`${project}/work`, ''],
      [`${project}/documents`, 'Documents'],
      [`${project}/documents/add`, 'Add documents'],
      [`${project}/codebook`, 'Codebook'],
      [`${project}/export`, 'Export'],
      [`${project}/members`, 'Members'],
      [`${project}/settings`, 'Project settings'],
      ['/account', 'Your account'],
    ];
    for (const [path, heading] of screens) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await check(page, path);
    }

    const reader = new Reader(page);
    await page.goto(study.documentPath);
    await expect(reader.cards).toHaveCount(2);
    await check(page, 'reader');
    await reader.select('ingrijpend te wijzigen');
    await expect(reader.menu).toBeVisible();
    await check(page, 'reader with the tag menu');
    await page.keyboard.press('Escape');
    await reader.card('combinatie van druk').click();
    await expect(reader.open).toBeVisible();
    await check(page, 'reader with an open annotation');
    await page.keyboard.press('Escape');
    await reader.letter.focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await check(page, 'the key sheet');

    const stranger = await browser.newContext({ baseURL: study.url, colorScheme, locale: 'nl-NL' });
    const outside = await stranger.newPage();
    for (const path of ['/sign-in', '/welcome/x', '/join/x', '/nowhere']) {
      await outside.goto(path);
      await expect(outside.getByRole('heading', { level: 1 })).toBeVisible();
      await check(outside, path);
    }
    expect(await outside.evaluate(() => document.documentElement.lang)).toBe('nl');
    await stranger.close();
  });
}
