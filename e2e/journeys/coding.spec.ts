import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('overlapping, nested, identical and adjacent spans all stay and can all be reached', async ({
  study,
}) => {
  const anna = await study.join('Anna', 'coder');
  const bert = await study.join('Bert', 'coder');
  await study.code(bert, study.tags.pressure, 'combinatie van druk');
  const reader = new Reader(await study.open(anna));

  await reader.code('combinatie van druk', 'p');
  await reader.code('combinatie van druk', 's');
  await reader.code('van druk en selectieve', 's');
  await reader.code('druk', 'p');
  await reader.code('samenwerking', 's');
  await reader.saved();
  await expect(reader.panel.getByRole('listitem')).toHaveCount(6);

  // Under "druk" lie five: Bert's, three of Anna's that contain it, and the word itself.
  const [at] = await reader.ends('druk en selectieve');
  await reader.page.mouse.click(at.x + 4, at.y);
  const card = reader.page.getByRole('dialog', { name: /annotation/i });
  await expect(card).toBeVisible();
  await expect(card.getByText(/1 of 5/)).toBeVisible();
});

test('a change of tag, memo, certainty and boundary can be undone and redone, also after a reload', async ({
  study,
}) => {
  const anna = await study.join('Anna', 'coder');
  const reader = new Reader(await study.open(anna));
  const { page } = reader;
  await reader.code('selectieve samenwerking', 'p');
  await reader.saved();

  const card = reader.card('selectieve samenwerking');
  await expect(card).toContainText('pressure');
  await card.click();
  const editor = page.getByRole('dialog', { name: /annotation/i });
  await editor.getByRole('radio', { name: /selective cooperation/ }).click();
  await expect(card).toContainText('selective cooperation');
  await editor.getByLabel('Memo').fill('compare with the letter of 2015');
  await editor.getByLabel('Memo').press('Control+Enter');
  await expect(card).toContainText('compare with the letter of 2015');
  await editor.getByRole('radio', { name: /certainty 2|^2/i }).click();
  await page.keyboard.press('Escape');
  await reader.saved();

  await page.reload();
  await expect(card).toContainText('compare with the letter of 2015');
  await reader.letter.focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(card).not.toContainText('compare with the letter of 2015');
  await page.keyboard.press('Control+z');
  await expect(card).toContainText('pressure');
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await expect(card).toContainText('compare with the letter of 2015');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(reader.panel.getByRole('listitem')).toHaveCount(0);
  await reader.saved();
});
