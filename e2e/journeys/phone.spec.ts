import { fileURLToPath } from 'node:url';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('on a phone a selection brings a bar of tags, and the list opens as a sheet', async ({ study }) => {
  const anna = await study.join('Anna', 'coder');
  const page = await study.open(anna, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const reader = new Reader(page);
  await expect(reader.letter).toContainText('Nederland ziet daarom');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  // There are no keys to press.
  await expect(
    page.getByText('Select words in the letter, then choose a tag.', { exact: true }),
  ).toBeVisible();

  // A long press selects natively; here the selection is set as the browser would set it.
  await reader.letter.evaluate((root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf('combinatie van druk');
      if (at < 0) continue;
      document.getSelection()?.setBaseAndExtent(node, at, node, at + 'combinatie van druk'.length);
      return;
    }
    throw new Error('the words are not on the page');
  });
  await page.getByRole('button', { name: 'pressure' }).tap();
  await reader.saved();
  await page.getByRole('button', { name: '1 annotation' }).tap();
  await expect(page.getByRole('listitem').filter({ hasText: 'combinatie van druk' })).toBeVisible();
  await page.keyboard.press('Escape');
  // What is said lies over the two bars, and over no line of the letter.
  await page.getByRole('button', { name: 'Done and next' }).tap();
  const said = page.getByText(/ is done, and with it all your work\.$/);
  await expect(said).toBeVisible();
  const title = await page.getByRole('heading', { level: 1 }).boundingBox();
  const toast = await said.boundingBox();
  expect(toast?.y).toBeLessThan(title?.y ?? 0);
  expect((toast?.y ?? 900) + (toast?.height ?? 0)).toBeLessThanOrEqual(96);
});

test('on a phone the original comes as a sheet at the foot, and Close gives the letter back', async ({
  study,
}) => {
  const file = new URL('../../packages/formats/fixtures/files/brief-eindnoten.pdf', import.meta.url);
  const place = await study.addFile('Brief met noten', fileURLToPath(file));
  const context = await study.browser(study.owner, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.goto(place);
  const reader = new Reader(page);
  await expect(reader.letter.locator('[data-kind="paragraph"]').first()).toBeVisible();
  const button = page.getByRole('button', { name: 'Page', exact: true });
  const sheet = page.getByRole('region', { name: 'Original' });
  const paper = sheet.locator('[data-page="1"][data-state="drawn"]');
  await button.tap();
  await expect(paper.locator('canvas')).toBeVisible();
  await expect(sheet).toBeFocused();
  // Over the foot of the letter, of which the rest stays in sight; the page fits in it.
  const box = await sheet.boundingBox();
  if (box === null) throw new Error('There is no sheet.');
  expect(box).toMatchObject({ x: 0, width: 390 });
  expect(box.y + box.height).toBeCloseTo(844, 0);
  expect(box.y).toBeGreaterThan(844 / 5);
  expect((await paper.boundingBox())?.width).toBeLessThanOrEqual(390);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await sheet.getByRole('button', { name: 'Close' }).tap();
  await expect(sheet).toHaveCount(0);
  await expect(reader.letter).toBeFocused();

  // Keys beside a phone do the same.
  await page.keyboard.press('=');
  await expect(sheet).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(reader.letter).toBeFocused();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
});

for (const locale of ['nl-NL', 'en-GB'])
  test(`the bar of a narrow phone shows every screen of a project, ${locale}`, async ({ study }) => {
    const context = await study.browser(study.owner, {
      locale,
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto(`/p/${study.projectId}/codebook`);
    const bar = page.getByRole('navigation', { name: 'Project' });
    // What the bar has no room for stands behind its last button.
    const more = bar.getByRole('button');
    await expect(more).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    await more.tap();
    // It is measured again when its letters have come, and its menu with it.
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await expect
      .poll(async () => {
        const beside = await bar.getByRole('link').count();
        return beside >= 3 && beside + (await page.getByRole('menuitem').count());
      })
      .toBe(8);
    await page.keyboard.press('Escape');
    await expect(more).toBeFocused();
    expect(await bar.evaluate((each) => each.scrollWidth - each.clientWidth)).toBeLessThanOrEqual(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    // A button without a frame begins where the text begins.
    const download = page.getByRole('button').or(page.getByRole('link')).filter({ hasText: 'CSV' }).first();
    await expect(download).toBeVisible();
    const edge = await download.evaluate((each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return range.getBoundingClientRect().left;
    });
    const heading = await page.getByRole('heading', { level: 1 }).boundingBox();
    expect(Math.abs(edge - (heading?.x ?? 0))).toBeLessThanOrEqual(1);
  });
