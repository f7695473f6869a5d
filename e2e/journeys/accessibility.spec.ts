import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { blindRound } from '../fixtures/blind-round.ts';
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
      [`${project}/rounds`, 'Rounds'],
      [`${project}/rounds/new`, 'Start a round'],
      [`${project}/rounds/${study.roundId}`, ''],
      [`${project}/export`, 'Export'],
      [`${project}/members`, 'Members'],
      [`${project}/settings`, 'Project settings'],
      [`${project}/history`, 'History'],
      [`${study.documentPath}/history`, 'Nederland koersvast richting Rusland'],
      ['/account', 'Your account'],
      ['/installation', 'Installation'],
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

  test(`axe finds nothing where work is compared and settled, ${colorScheme}`, async ({ study }) => {
    test.slow();
    const page = await (await study.browser(study.owner, { colorScheme })).newPage();
    const project = `/p/${study.projectId}`;
    const emma = await study.join('Emma de Lange', 'coder');
    const jan = await study.join('Jan Bos', 'coder');
    const round = await blindRound(study, [emma, jan]);
    const comparing = `${study.documentPath}/compare?round=${round.roundId}`;
    await page.goto(comparing);
    await expect(page.getByRole('heading', { name: 'Not open yet' })).toBeVisible();
    await check(page, 'comparing a round that is still blind');
    await round.code(emma, study.tags.pressure, 'combinatie van druk');
    await round.code(jan, study.tags.pressure, 'druk');
    await round.code(jan, study.tags.cooperation, 'selectieve samenwerking');
    await round.reveal([emma, jan]);
    await page.goto(comparing);
    await expect(page.getByRole('list', { name: 'What each coder has' })).toBeVisible();
    await check(page, 'comparing');
    await page.keyboard.press('e');
    await expect(page.getByRole('form', { name: 'Propose a change' })).toBeVisible();
    await check(page, 'proposing a change');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.goto(`${comparing}&mode=settle`);
    await page.getByRole('button', { name: 'Start the final version' }).click();
    await page.getByRole('button', { name: 'Take the version of Jan Bos' }).click();
    await page.getByRole('button', { name: 'Take it' }).click();
    await page.goto(`${comparing}&mode=settle`);
    await expect(page.getByRole('region', { name: 'Decision' })).toBeVisible();
    await check(page, 'settling');
    await page.goto(`${project}/compare`);
    await expect(page.getByRole('table', { name: 'Compare' })).toBeVisible();
    await check(page, 'how far everything is settled');
    await page.getByRole('button', { name: 'Notices' }).click();
    await expect(page.getByRole('heading', { name: 'What others said about your work' })).toBeVisible();
    await check(page, 'the notices');
    const learner = await (await study.browser(emma, { colorScheme })).newPage();
    await learner.goto(`${project}/learning`);
    await expect(learner.getByRole('heading', { name: 'What became of my tags' })).toBeVisible();
    await check(learner, 'what a coder learns');
    await learner.goto(`${study.documentPath}?round=${round.roundId}`);
    await new Reader(learner).card('combinatie van druk').click();
    await expect(learner.getByRole('region', { name: 'Verdict' })).toBeVisible();
    await check(learner, 'a card with its conversation');
  });
}
