import { fileURLToPath } from 'node:url';
import { picture } from '../fixtures/pictures.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../packages/formats/fixtures/files/${name}`, import.meta.url));

test('the letter is found in, copied and selected like any page', async ({ study }) => {
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  await study.code(study.owner, study.tags.cooperation, 'druk en selectieve samenwerking');
  const reader = new Reader(
    await study.open(study.owner, { permissions: ['clipboard-read', 'clipboard-write'] }),
  );
  const { page } = reader;
  await expect(reader.cards).toHaveCount(2);
  const paragraphs = study.text.split('\n').filter((line) => line.trim() !== '');

  // Every paragraph stands in the page from the start, so that the browser's own search finds it.
  const words = await reader.letter.evaluate((root) => root.textContent ?? '');
  for (const paragraph of paragraphs) expect(words).toContain(paragraph);
  const last = paragraphs.at(-1) ?? '';
  const found = await page.evaluate(
    (wanted) => {
      getSelection()?.removeAllRanges();
      const { find } = window as unknown as { find(text: string): boolean };
      return [find(wanted), String(getSelection())];
    },
    last.slice(0, 40),
  );
  expect(found).toEqual([true, last.slice(0, 40)]);

  // What is copied across marks is what stands there, without a number or a caption.
  await reader.select('een combinatie van druk en selectieve samenwerking, ingrijpend');
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'een combinatie van druk en selectieve samenwerking, ingrijpend',
  );

  // From the first word to the last.
  await reader.letter.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+Shift+End');
  await page.keyboard.press('Control+c');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n').filter((line) => line.trim() !== '')).toEqual(paragraphs);
  await expect(reader.menu).toBeVisible();

  // In the menu of tags `/` is for these.
  await page.keyboard.press('/');
  await expect(reader.menu.locator(':focus')).toHaveCount(1);
  expect(page.url()).toContain('/documents/');
  await page.keyboard.press('Escape');

  // Selected words are found in all letters, the hit leads back into the letter, and Back to the same hit.
  await page.keyboard.press('Escape');
  await reader.select('combinatie van druk');
  await page.keyboard.press('Control+Shift+f');
  const hit = page.getByRole('grid').getByRole('link');
  await expect(hit).toHaveCount(1);
  await expect(hit.locator('mark')).toHaveText('combinatie van druk');
  await expect(page.getByRole('textbox', { name: 'Query' })).toHaveValue('"combinatie van druk"');
  await page.keyboard.press('/');
  await page.keyboard.press('Enter');
  await expect(hit).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/documents\/[^/]+\?at=/);
  await expect(reader.letter).toBeVisible();
  await page.goBack();
  await expect(hit).toBeFocused();

  // From any other screen `/` leads to the field.
  for (const tab of ['Documents', 'Codebook']) {
    await page.getByRole('navigation').getByRole('link', { name: tab, exact: true }).click();
    // The one before it has the same key, until this one is there.
    await expect(page.getByRole('heading', { level: 1, name: tab })).toBeVisible();
    await page.keyboard.press('/');
    await expect(page.getByRole('textbox', { name: 'Query' })).toBeFocused();
  }
});

test('a span is shown on the page of its original, a page leads into the letter, and notes lead both ways', async ({
  study,
}) => {
  const place = await study.addFile('Brief met noten', fixture('brief-eindnoten.pdf'));
  const context = await study.browser(study.owner);
  const errors: string[] = [];
  const asked: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(place);
  const reader = new Reader(page);
  const pages = page.getByRole('region', { name: 'Original' });
  const outlined = pages.locator('[data-look="place"]');
  await expect(reader.letter).toBeVisible();
  const words = await reader.letter.evaluate(
    (root) =>
      root
        .querySelector('[data-kind="paragraph"]')
        ?.textContent?.slice(0, 24)
        .split(/[^\p{L} ]/u)[0] ?? '',
  );

  // The words that are selected are outlined on their page, under the policy of the page, from our own server alone.
  await reader.select(words.trim());
  await page.keyboard.press('=');
  await expect(pages.locator('[data-state="drawn"] canvas').first()).toBeVisible();
  await expect(outlined.first()).toBeVisible();
  await expect(pages.getByRole('img', { name: words.trim() })).toBeVisible();

  // A press on another line leads to its words in the letter; they are outlined in turn.
  const before = await outlined.first().boundingBox();
  const sheet = await pages.locator('[data-page="1"]').boundingBox();
  if (before === null || sheet === null) throw new Error('There is no page.');
  await page.keyboard.press('Escape');
  await page.mouse.click(before.x + 4, before.y + 60);
  await expect(reader.letter).toBeFocused();
  await expect.poll(async () => (await outlined.first().boundingBox())?.y).not.toBe(before.y);

  await picture(page, 'reader-beside-page');

  // It is still there in the next visit, and goes away with its key.
  await page.reload();
  await expect(pages.locator('canvas').first()).toBeVisible();
  await pages.getByRole('button', { name: 'Close' }).click();
  await expect(pages).toHaveCount(0);
  await expect(reader.panel).toBeVisible();

  // From the mark of a note to the note, by key, and back with the browser's own Back.
  const mark = reader.letter.getByRole('link', { name: 'Note 1', exact: true });
  const note = reader.letter.getByRole('link', { name: /^Note 1:/ });
  await mark.focus();
  await page.keyboard.press('Enter');
  await expect(note).toBeFocused();
  await expect(note).toBeInViewport();
  await expect(page).toHaveURL(/at=(\d+)-\1/);
  await page.goBack();
  await expect(mark).toBeInViewport();
  expect(errors).toEqual([]);
  expect(asked.filter((address) => !address.startsWith(study.url) && !address.startsWith('data:'))).toEqual(
    [],
  );
});

test('filters, colours and the annotation stand in the address: links and Back lead to them', async ({
  study,
}) => {
  const anna = await study.join('Anna Bos', 'coder');
  const bert = await study.join('Bert Vos', 'coder');
  await study.code(anna, study.tags.pressure, 'combinatie van druk');
  await study.code(anna, study.tags.cooperation, 'selectieve samenwerking');
  await study.code(bert, study.tags.pressure, 'ingrijpend te wijzigen');
  const reader = new Reader(await study.open(anna));
  const { page } = reader;
  const byTag = reader.panel.getByLabel('Show tag');
  const byCoder = reader.panel.getByLabel('Show coder');
  const marks = reader.letter.locator('mark');
  await expect(reader.cards).toHaveCount(3);
  await expect(byTag.getByRole('option')).toHaveText([
    'All tags (3)',
    'pressure (2)',
    'selective cooperation (1)',
  ]);

  await byTag.selectOption({ label: 'pressure (2)' });
  await expect(reader.cards).toHaveCount(2);
  await expect(marks).toHaveCount(2);
  await byCoder.selectOption({ label: 'Bert Vos (1)' });
  await expect(reader.cards).toHaveCount(1);
  await expect(marks).toHaveText(['ingrijpend te wijzigen']);
  await page.goBack();
  await expect(reader.cards).toHaveCount(2);
  await expect(page).not.toHaveURL(/coder=/);

  // Both are pressure: one colour. By coder they have two.
  const colours = () =>
    marks.evaluateAll((all) => all.map((each) => getComputedStyle(each).textDecorationColor));
  const ofTags = await colours();
  expect(new Set(ofTags).size).toBe(1);
  await reader.letter.focus();
  await page.keyboard.press('c');
  await expect.poll(async () => new Set(await colours()).size).toBe(2);
  await expect(page).toHaveURL(/colours=coder/);

  // Pointing at either side lights the other.
  await reader.card('combinatie van druk').hover();
  await expect(reader.letter.locator('mark.kv-hover')).toHaveText(['combinatie van druk']);
  const [at] = await reader.ends('ingrijpend te wijzigen');
  await page.mouse.move(at.x + 4, at.y);
  await expect(reader.card('ingrijpend te wijzigen').getByRole('button')).toHaveAttribute('data-lit', 'true');

  await reader.card('combinatie van druk').click();
  await expect(page).toHaveURL(/annotation=/);
  const link = page.url();
  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(link);
  await expect(reader.cards).toHaveCount(2);

  // Somebody else opens the link and sees the same.
  const context = await study.browser(bert);
  const seen = new Reader(await context.newPage());
  await seen.page.goto(link);
  await expect(seen.cards).toHaveCount(2);
  await expect(seen.panel.getByRole('button', { name: 'Colour by coder' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(seen.card('combinatie van druk').getByRole('button')).toHaveAttribute('aria-current', 'true');
  await expect(seen.letter.locator('mark.kv-active')).toHaveText(['combinatie van druk']);
});

test('forced colours leave tags apart and what is active in sight', async ({ study }) => {
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  await study.code(study.owner, study.tags.cooperation, 'ingrijpend te wijzigen');
  const reader = new Reader(await study.open(study.owner, { forcedColors: 'active' }));
  const { page } = reader;
  const marks = reader.letter.locator('mark');
  await expect(marks).toHaveCount(2);
  const look = () =>
    marks.evaluateAll((all) =>
      all.map((each) => {
        const { textDecorationStyle, textDecorationLine, outlineStyle } = getComputedStyle(each);
        return { textDecorationStyle, textDecorationLine, outlineStyle };
      }),
    );
  const lines = await look();
  expect(lines.map((each) => each.textDecorationLine)).toEqual(['underline', 'underline']);
  expect(new Set(lines.map((each) => each.textDecorationStyle)).size).toBe(2);

  // A click goes through what lies under the pointer, and the one that is chosen has an edge.
  await study.code(study.owner, study.tags.cooperation, 'druk en selectieve');
  await expect(marks).toHaveCount(4);
  const here = reader.open.getByRole('group', { name: '2 annotations here' }).getByRole('button');
  const edges = () => here.evaluateAll((all) => all.map((each) => getComputedStyle(each).outlineStyle));
  await reader.click('druk en selectieve');
  await expect(here).toHaveCount(2);
  expect(await edges()).toEqual(['solid', 'none']);
  const active = reader.letter.locator('mark.kv-active');
  await expect(active).toHaveText(['druk en selectieve']);
  await reader.click('druk en selectieve');
  await expect(active).toHaveText(['combinatie van druk']);
  expect(await edges()).toEqual(['none', 'solid']);
  expect(await active.evaluate((each) => getComputedStyle(each).outlineStyle)).toBe('solid');
  await reader.click('druk en selectieve');
  await expect(here.first()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await reader.code('selectieve samenwerking', 's');
  await reader.saved();
  await expect(reader.cards).toHaveCount(4);
});

test('a long letter opens where its reader stopped, after a reload and from the list', async ({ study }) => {
  const paragraphs = Array.from({ length: 400 }, (_, at) => `Alinea ${at + 1} zegt iets over de sancties.`);
  const long = await study.addDocument({ title: 'Lang verslag' }, paragraphs.join('\n\n'));
  const { page } = new Reader(await study.open(study.owner));
  await page.goto(long.path);
  const stopped = page.getByText('Alinea 300 zegt');
  await stopped.scrollIntoViewIfNeeded();
  // What is kept is where the page came to rest.
  const kept = () =>
    page.evaluate((id) => Object.values({ ...localStorage }).some((value) => value.includes(id)), long.id);
  await expect.poll(kept).toBe(true);
  await page.reload();
  await expect(stopped).toBeInViewport();
  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  await page.getByRole('link', { name: 'Lang verslag' }).click();
  await expect(stopped).toBeInViewport();
});
