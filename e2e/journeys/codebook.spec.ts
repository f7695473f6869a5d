import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('a tag is added, recoloured, ordered and archived, and nothing that was tagged is lost', async ({
  study,
}) => {
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${study.projectId}/codebook`);
  await page.getByRole('button', { name: 'Add a tag' }).click();
  const form = page.getByRole('form', { name: 'New tag' });
  await form.getByLabel('Name', { exact: true }).fill('dialogue');
  await form.getByLabel('Definition').fill('Talking with Russian society.');
  await form.getByRole('button', { name: 'Add the tag' }).click();
  await expect(page.getByRole('heading', { name: 'dialogue' })).toBeVisible();

  await page.getByRole('button', { name: 'Actions for pressure' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByText('The tag “pressure” has been archived.')).toBeVisible();

  const reader = new Reader(await study.open(study.owner));
  await expect(reader.card('combinatie van druk')).toContainText('pressure');
  await reader.select('selectieve samenwerking');
  await expect(reader.menu.getByRole('button', { name: 'pressure' })).toHaveCount(0);
  await expect(reader.menu.getByRole('button', { name: 'dialogue' })).toBeVisible();

  await page.getByText('Archived tags · 1').click();
  await page.getByRole('button', { name: 'Restore pressure' }).click();
  await expect(page.getByText('The tag “pressure” is back.')).toBeVisible();
});

test('the codebook goes out as CSV and comes in again, previewed', async ({ study }) => {
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${study.projectId}/codebook`);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv).toContain('selective cooperation');

  await page.getByRole('button', { name: 'Read in a CSV' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'codebook.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${csv.replace('What pressure means', 'What the word pressure means')}`),
  });
  const dialog = page.getByRole('dialog', { name: 'Read in a codebook' });
  await expect(dialog.getByRole('row', { name: /pressure changed/ })).toBeVisible();
  await expect(dialog.getByRole('row', { name: /selective cooperation stays the same/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Read it in' }).click();
  await expect(page.getByText('What the word pressure means in this study.')).toBeVisible();
});
