import type { Page } from '@playwright/test';
import { blindRound } from '../fixtures/blind-round.ts';
import { picture } from '../fixtures/pictures.ts';
import { expect, test } from '../fixtures/study.ts';

/** What has the focus, as somebody who listens is told. */
const heard = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
  });

async function tabTo(page: Page, words: RegExp): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    expect(await heard(page)).toMatch(words);
  }).toPass({ intervals: [0] });
}

test('from the overview to a passage in its letter and back, by keys alone', async ({ study }) => {
  const emma = await study.join('Emma de Lange', 'coder');
  const jan = await study.join('Jan Bos', 'coder');
  const round = await blindRound(study, [emma, jan]);
  await round.code(emma, study.tags.pressure, 'combinatie van druk');
  await round.code(jan, study.tags.pressure, 'druk');
  await round.code(jan, study.tags.cooperation, 'selectieve samenwerking');

  // Who codes it blind is told what is missing, and sees no figure.
  const blind = await (await study.browser(emma)).newPage();
  await blind.goto(`/p/${study.projectId}/agreement`);
  await expect(blind.getByRole('heading', { name: 'No figures yet' })).toBeVisible();
  await expect(blind.getByRole('table')).toHaveCount(0);
  await blind.close();
  await round.reveal([emma, jan]);

  const page = await (await study.browser(study.owner)).newPage();
  await page.goto(`/p/${study.projectId}/agreement?round=${round.roundId}`);
  await expect(page.getByRole('row').filter({ hasText: 'pressure' })).toContainText(
    'Cannot tell: 2 annotations',
  );
  await picture(page, 'agreement');

  // The tag, and what is confused in it.
  await tabTo(page, /^pressure/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Found/ })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(new RegExp(`tag=${study.tags.cooperation}`));
  await page.keyboard.press('[');
  await expect(page).toHaveURL(new RegExp(`tag=${study.tags.pressure}`));
  await tabTo(page, /^All tags/);
  await page.keyboard.press('Enter');

  await tabTo(page, /^Confusion/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeVisible();
  await tabTo(page, /^pressure against/);
  expect(await heard(page)).toBe('pressure against pressure: 2 passages. Enter for passages');
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Table' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Passages:/ })).toBeFocused();
  await expect(page.getByRole('link', { name: /koersvast/ }).first()).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.getByRole('link', { name: /koersvast/ }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/compare\?.*at=/);
  await expect(page.getByRole('list', { name: 'What each coder has' })).toContainText('combinatie van druk');

  // The way back leads to the same cell.
  await page.goBack();
  await expect(page.getByRole('heading', { name: /^Passages:/ })).toBeVisible();
  await page.goBack();
  await expect.poll(() => heard(page)).toBe('pressure against pressure: 2 passages. Enter for passages');

  // What is missing in the methods text is filled in where it stands, of one coder after the other.
  await page.goto(`/p/${study.projectId}/agreement?round=${round.roundId}&view=methods`);
  await page.getByRole('link', { name: /how the coders were trained/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Fill in for the methods text' });
  const training = dialog.getByRole('textbox', { name: 'Training', exact: true });
  await expect(training).toBeFocused();
  await training.fill('two sessions');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Coder (2 of 2)')).toBeVisible();
  await training.fill('one session');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('coder A: two sessions; coder B: one session')).toBeVisible();
});
