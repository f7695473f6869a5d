import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { joinedWords, moving, shareOf, sidewaysAt, smallTargets } from '../fixtures/access.ts';
import { newId } from '../fixtures/api.ts';
import { blindRound } from '../fixtures/blind-round.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

const letterTitle = 'Nederland koersvast richting Rusland';

/**
 * What a theme or a language decides. All else is the same in both walks, and one of them looks at it: axe takes most of
 * a walk's time.
 */
const ofLook = ['color-contrast', 'link-in-text-block', 'html-has-lang', 'html-lang-valid', 'valid-lang'];

async function check(page: Page, screen: string): Promise<void> {
  // There are no frames of others here, for which it would open another page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  if (dark) axe.withRules(ofLook);
  else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  const { violations } = await axe.analyze();
  const found = violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect.soft(found, screen).toEqual([]);
  expect.soft(await joinedWords(page), `${screen}: words that run together`).toEqual([]);
  expect.soft(await moving(page), `${screen}: what moves`).toEqual([]);
  expect.soft(await smallTargets(page), `${screen}: less than 24 pixels`).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${colorScheme}`, async ({ study, browser }) => {
    test.slow();
    const annotation = await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
    await study.code(study.owner, study.tags.cooperation, 'druk en selectieve samenwerking');
    await study.owner.api.mutate('finding.pin', {
      ...{ opId: newId(), projectId: study.projectId, id: newId(), title: 'Tags by author' },
      ...{ note: 'Who writes of what.', chart: { unfinished: true } },
    });
    const locale = colorScheme === 'dark' ? 'nl-NL' : 'en-GB';
    const around = await (await study.browser(study.owner, { colorScheme, locale })).newPage();
    const project = `/p/${study.projectId}`;
    const screens: readonly (readonly [string, string, string])[] = [
      ['/', 'Projects', 'Projecten'],
      [`${project}/work`, '', ''],
      [`${project}/documents`, 'Documents', 'Documenten'],
      [`${project}/documents/add`, 'Add documents', 'Documenten toevoegen'],
      [`${project}/codebook`, 'Codebook', 'Codeboek'],
      [`${project}/rounds`, 'Rounds', 'Rondes'],
      [`${project}/rounds/new`, 'Start a round', 'Start een ronde'],
      [`${project}/rounds/${study.roundId}`, '', ''],
      [`${project}/agreement`, 'Agreement', 'Overeenstemming'],
      [`${project}/find`, 'Find', 'Zoeken'],
      [`${project}/find?q=samenwerking`, 'Find', 'Zoeken'],
      [`${project}/dictionaries`, 'Dictionaries', 'Woordenboeken'],
      [`${project}/passages?group=tag`, 'Passages', 'Passages'],
      [`${project}/charts?unfinished=true`, 'Charts', 'Grafieken'],
      [`${project}/findings`, 'Findings', 'Bevindingen'],
      [`${project}/export`, 'Export', 'Exporteren'],
      [`${project}/members`, 'Members', 'Leden'],
      [`${project}/settings`, 'Project settings', 'Projectinstellingen'],
      [`${project}/history`, 'History', 'Geschiedenis'],
      [`${study.documentPath}/history`, letterTitle, letterTitle],
      [`${study.documentPath}?annotation=${annotation}`, letterTitle, letterTitle],
      ['/account', 'Your account', 'Je account'],
      ['/jobs', 'In progress', 'Bezig'],
      ['/installation', 'Installation', 'Installatie'],
    ];
    for (const [path, english, dutch] of screens) {
      await around.goto(path);
      const name = locale === 'nl-NL' ? dutch : english;
      await expect(around.getByRole('heading', { level: 1, name })).toBeVisible();
      await around.waitForLoadState('networkidle');
      await check(around, path);
      expect.soft(await sidewaysAt(around, 1024), `${path}: scrolls sideways`).toBe(0);
    }

    const page = await (await study.browser(study.owner, { colorScheme })).newPage();
    const reader = new Reader(page);
    await page.goto(study.documentPath);
    await expect(reader.cards).toHaveCount(2);
    await check(page, 'reader');
    if (colorScheme === 'light') {
      // A window of 1280 by 1024 at 400 %: the bars scroll away, and what is left is the letter.
      await page.setViewportSize({ width: 320, height: 256 });
      await page.mouse.move(160, 128);
      await page.mouse.wheel(0, 700);
      await expect.poll(() => shareOf(page, '[role="document"]')).toBeGreaterThan(0.6);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.evaluate(() => window.scrollTo(0, 0));
    }
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
    await page.keyboard.press('Escape');
    // The dialogues in the language of the walk.
    const say = (english: string, inDutch: string) => (locale === 'nl-NL' ? inDutch : english);
    await around.goto(`${project}/codebook`);
    await around.getByRole('button', { name: say('Edit pressure', 'Bewerken: pressure') }).click();
    await expect(
      around.getByRole('form', { name: say('Edit the tag pressure', 'Bewerk de tag pressure') }),
    ).toBeVisible();
    await check(around, 'a form of a tag');
    await around.getByRole('button', { name: say('Versions', 'Versies') }).click();
    await expect(
      around.getByRole('heading', { name: say('Versions of the codebook', 'Versies van het codeboek') }),
    ).toBeVisible();
    await check(around, 'versions of the codebook');
    await around.keyboard.press('Escape');
    await expect(around.getByRole('dialog')).toHaveCount(0);
    await around.keyboard.press('Control+k');
    await expect(around.getByRole('dialog').getByRole('option').first()).toBeVisible();
    await check(around, 'the palette');

    const stranger = await browser.newContext({ baseURL: study.url, colorScheme, locale: 'nl-NL' });
    const outside = await stranger.newPage();
    for (const path of [
      '/sign-in',
      '/forgotten',
      '/reset/x',
      `/mail/off/${'x'.repeat(64)}`,
      '/welcome/x',
      '/join/x',
      '/nowhere',
    ]) {
      await outside.goto(path);
      await expect(outside.getByRole('heading', { level: 1 })).toBeVisible();
      await check(outside, path);
    }
    expect(await outside.evaluate(() => document.documentElement.lang)).toBe('nl');
    await stranger.close();
  });

  test(`axe finds nothing where work is compared and settled, ${colorScheme}`, async ({ study }) => {
    test.slow();
    // In the dark in Dutch: whatever is tested in one language alone breaks in the other.
    const dutch = colorScheme === 'dark';
    const locale = dutch ? 'nl-NL' : 'en-GB';
    const say = (english: string, inDutch: string) => (dutch ? inDutch : english);
    const page = await (await study.browser(study.owner, { colorScheme, locale })).newPage();
    const project = `/p/${study.projectId}`;
    const emma = await study.join('Emma de Lange', 'coder');
    const jan = await study.join('Jan Bos', 'coder');
    const round = await blindRound(study, [emma, jan]);
    const comparing = `${study.documentPath}/compare?round=${round.roundId}`;
    await page.goto(comparing);
    await expect(page.getByRole('heading', { name: say('Not open yet', 'Nog niet open') })).toBeVisible();
    await check(page, 'comparing a round that is still blind');
    await round.code(emma, study.tags.pressure, 'combinatie van druk');
    await round.code(jan, study.tags.pressure, 'druk');
    await round.code(jan, study.tags.cooperation, 'selectieve samenwerking');
    await round.reveal([emma, jan]);
    for (const shown of ['', 'drawn=true', 'view=confusion', `tag=${study.tags.pressure}`]) {
      await page.goto(`${project}/agreement?${shown}`);
      await expect(page.getByRole(shown === '' ? 'table' : 'figure').first()).toBeVisible();
      await check(page, `agreement ${shown}`);
      expect.soft(await sidewaysAt(page, 1024), `agreement ${shown}: scrolls sideways`).toBe(0);
    }
    await page.goto(comparing);
    await expect(
      page.getByRole('list', { name: say('What each coder has', 'Wat elke codeur heeft') }),
    ).toBeVisible();
    await check(page, 'comparing');
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog');
    await expect(
      sheet.getByText(say('Take that coder’s version', 'Neem de versie van die codeur')),
    ).toBeVisible();
    await expect(sheet.getByText(/version of coder|versie van codeur/)).toHaveCount(0);
    await check(page, 'the key sheet of comparing');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await page.keyboard.press('e');
    await expect(
      page.getByRole('form', { name: say('Propose a change', 'Stel een wijziging voor') }),
    ).toBeVisible();
    await check(page, 'proposing a change');
    await page.getByRole('button', { name: say('Cancel', 'Annuleren') }).click();
    await page.goto(`${comparing}&mode=settle`);
    await page.getByRole('button', { name: say('Start the final version', 'Begin de eindversie') }).click();
    await page
      .getByRole('button', { name: say('Take the version of Jan Bos', 'Neem de versie van Jan Bos') })
      .click();
    await page.getByRole('button', { name: say('Take it', 'Neem deze') }).click();
    // Whoever leaves while it is being sent may not have decided.
    await expect(page.getByText(say('1 difference left of 2', 'nog 1 verschil van 2')).first()).toBeVisible();
    await page.goto(`${comparing}&mode=settle`);
    await expect(page.getByRole('region', { name: say('Decision', 'Besluit') })).toBeVisible();
    await check(page, 'settling');
    await page.goto(`${project}/compare`);
    await expect(page.getByRole('table', { name: say('Compare', 'Vergelijken') })).toBeVisible();
    await check(page, 'how far everything is settled');
    await page.getByRole('button', { name: say('Notices', 'Berichten') }).click();
    await expect(
      page.getByRole('heading', {
        name: say('What others said about your work', 'Wat anderen over je werk zeiden'),
      }),
    ).toBeVisible();
    await check(page, 'the notices');
    const learner = await (await study.browser(emma, { colorScheme, locale })).newPage();
    await learner.goto(`${project}/learning`);
    await expect(
      learner.getByRole('heading', { name: say('What became of my tags', 'Wat er van mijn tags werd') }),
    ).toBeVisible();
    await check(learner, 'what a coder learns');
    await learner.goto(`${study.documentPath}?round=${round.roundId}`);
    await learner
      .getByRole('complementary')
      .getByRole('listitem')
      .filter({ hasText: 'combinatie van druk' })
      .click();
    await expect(learner.getByRole('region', { name: say('Verdict', 'Oordeel') })).toBeVisible();
    await check(learner, 'a card with its conversation');
  });
}
