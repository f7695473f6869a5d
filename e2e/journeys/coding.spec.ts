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
  await expect(reader.cards).toHaveCount(6);
  // A second time is nothing new, and that is to be seen.
  await reader.code('samenwerking', 's');
  const already = 'You have already given these words the tag selective cooperation.';
  const told = reader.page.getByText(already).first();
  await expect(told).toBeVisible();
  // It lies beside the letter, whose last lines may be what is read.
  const [toast, letter] = [await told.boundingBox(), await reader.letter.boundingBox()];
  expect(toast?.x).toBeGreaterThan((letter?.x ?? 0) + (letter?.width ?? 1440));
  await expect(reader.cards).toHaveCount(6);
  await reader.page.keyboard.press('Escape');

  // Under "druk" lie five: Bert's, three of Anna's that contain it, and the word itself.
  const [at] = await reader.ends('druk en selectieve');
  await reader.page.mouse.click(at.x + 4, at.y);
  await expect(reader.open).toBeVisible();
  await expect(reader.open.getByText('5 annotations here')).toBeVisible();
  const there = reader.open.getByRole('group', { name: '5 annotations here' }).getByRole('button');
  for (let index = 0; index < 5; index += 1) {
    await there.nth(index).click();
    await expect(there.nth(index)).toHaveAttribute('aria-pressed', 'true');
  }
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
  const editor = reader.open;
  await editor.getByRole('button', { name: 'Tag: pressure. Change' }).click();
  await editor.getByRole('button', { name: 'selective cooperation' }).click();
  await expect(card).toContainText('selective cooperation');
  await editor.getByLabel('Memo').fill('compare with the letter of 2015');
  await editor.getByLabel('Memo').press('Control+Enter');
  await expect(card).toContainText('compare with the letter of 2015');
  await card.click();
  await editor.getByRole('radio', { name: 'medium' }).click();
  await page.keyboard.press('Escape');
  await reader.saved();

  // Who did what and when stands in its history.
  await page.reload();
  await expect(card).toContainText('compare with the letter of 2015');
  await card.click();
  await editor.getByRole('button', { name: 'History' }).click();
  await expect(editor).toContainText('certainty medium');
  await expect(editor).toContainText('memo');
  await expect(editor).toContainText('tag selective cooperation');
  await expect(editor).toContainText('Created');
  await page.keyboard.press('Escape');
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
  await expect(reader.cards).toHaveCount(0);
  await reader.saved();
});
