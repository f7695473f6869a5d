import { kept } from '../fixtures/preferences.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('a boundary is dragged, a sticky tag codes each selection, and all of it is undone and redone', async ({
  study,
}) => {
  const anna = await study.join('Anna', 'coder');
  await study.code(anna, study.tags.pressure, 'combinatie van druk');
  const reader = new Reader(await study.open(anna));
  const { page } = reader;
  const active = reader.letter.locator('mark.kv-active');

  // The end is taken where it stands, and let go two words on; then the start, one word later.
  await reader.click('combinatie van druk');
  await expect(active).toHaveText(['combinatie van druk']);
  await reader.dragBoundary('end', 'selectieve');
  await expect(reader.cards.first()).toContainText('combinatie van druk en selectieve');
  await reader.dragBoundary('start', 'van druk en', 'first');
  await expect(reader.cards.first()).toContainText(/^\D*“?van druk en selectieve/);
  await reader.saved();
  await page.keyboard.press('Escape');

  // The tag that was used last sticks: a selection is enough.
  await reader.code('ingrijpend te wijzigen', 's');
  await reader.letter.focus();
  await page.keyboard.press('l');
  await expect(page.getByText('Every selection gets:')).toBeVisible();
  await reader.select('Nederland ziet');
  await reader.select('houding tegenover Rusland');
  await expect(reader.cards).toHaveCount(4);
  await expect(reader.menu).toBeHidden();
  await expect(reader.card('houding tegenover Rusland')).toContainText('selective cooperation');
  await page.getByRole('button', { name: 'Stop' }).click();
  await reader.select('huidige');
  await expect(reader.menu).toBeVisible();
  await page.keyboard.press('Escape');
  await reader.saved();

  // Three codings and two boundaries back, in the order in which they were made, after a reload too; and again.
  await page.reload();
  await expect(reader.cards).toHaveCount(4);
  await reader.letter.focus();
  for (const left of [3, 2, 1]) {
    await page.keyboard.press('Control+z');
    await expect(reader.cards).toHaveCount(left);
  }
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(reader.cards.first()).toContainText(/combinatie van druk”?$/);
  await reader.saved();
  await page.reload();
  await expect(reader.cards.first()).toContainText(/combinatie van druk”?$/);
  await reader.letter.focus();
  for (let count = 0; count < 5; count += 1) await page.keyboard.press('Control+Shift+z');
  await expect(reader.cards).toHaveCount(4);
  await expect(reader.card('van druk en selectieve')).not.toContainText('combinatie');
  await reader.saved();
});

test('the help lists the keys, a key is given another letter or none, and the reader obeys', async ({
  study,
}) => {
  const anna = await study.join('Anna', 'coder');
  await study.code(anna, study.tags.pressure, 'combinatie van druk');
  await study.code(anna, study.tags.cooperation, 'ingrijpend te wijzigen');
  const reader = new Reader(await study.open(anna));
  const { page } = reader;
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const active = reader.letter.locator('mark.kv-active');
  const rowOf = (words: string) =>
    help.locator('div', { has: page.getByText(words, { exact: true }) }).last();
  await expect(reader.cards).toHaveCount(2);
  await reader.letter.focus();
  await page.keyboard.press('?');
  await expect(rowOf('Next annotation')).toContainText(/j$/);
  await expect(rowOf('Undo')).toContainText('Ctrl');
  await help.getByRole('link').click();

  const keys = page.getByRole('row');
  const next = keys.filter({ has: page.getByRole('rowheader', { name: 'Next annotation' }) });
  await next.getByRole('button', { name: /^Change the key/ }).click();
  await page.keyboard.press('k');
  await expect(next.getByRole('alert')).toBeVisible();
  await kept(page, () => page.keyboard.press(';'));
  await expect(next.getByRole('button').first()).toHaveText(';');
  const colours = keys.filter({ has: page.getByRole('rowheader', { name: /colour/i }) });
  await kept(page, () => colours.getByRole('button', { name: /^Switch off/ }).click());
  await expect(colours.getByRole('button').first()).toHaveText('off');

  await page.goto(study.documentPath);
  await expect(reader.cards).toHaveCount(2);
  await reader.letter.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.keyboard.press(';');
  await expect(active).toHaveText(['combinatie van druk']);
  await page.keyboard.press(';');
  await expect(active).toHaveText(['ingrijpend te wijzigen']);
  await expect(page).not.toHaveURL(/colours=/);
  await page.keyboard.press('?');
  await expect(rowOf('Next annotation')).toContainText(';');
});
