import { rowsOf } from '../fixtures/dataset.ts';
import { expect, test } from '../fixtures/study.ts';

test('the file on the screen is the file that is downloaded, and a token reads it from a program', async ({
  study,
}) => {
  await study.code(study.owner, study.tags.pressure, '‘We kunnen niet naïef zijn over onze veiligheid');
  await study.code(study.owner, study.tags.cooperation, 'méér dan het Kremlin');
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${study.projectId}/export`);
  await expect(page.getByText('All 2 rows, exactly as they will be.')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'méér dan het Kremlin' })).toBeVisible();

  const [first] = await page.getByRole('columnheader').allTextContents();
  expect(first).toBe('quote');
  await page
    .locator('summary')
    .filter({ hasText: /^Columns all \d+/ })
    .click();
  for (const column of ['tag', 'quote']) await page.getByLabel(column, { exact: true }).check();
  await page.locator('summary').filter({ hasText: 'Tags all 2' }).click();
  await page.getByLabel('pressure').check();
  await expect(page.getByText('The one row, exactly as it will be.')).toBeVisible();
  await page.reload();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the selection' }).click();
  expect((await download).suggestedFilename()).toMatch(/ - annotations-selection_1-tag_2-columns\.csv$/);

  await page.goto('/account');
  await page.getByLabel('What it is for').fill('R');
  await page.getByLabel('Your password, to create the token').fill(study.owner.password);
  await page.getByRole('button', { name: 'Create token' }).click();
  const secret = await page.getByLabel('New token').inputValue();
  const address = `${study.url}/api/projects/${study.projectId}/annotations.csv?token=${secret}`;
  const response = await fetch(address);
  expect(response.status).toBe(200);
  const csv = await response.text();
  expect(csv.split('\r\n')).toHaveLength(4);

  const text = await (
    await fetch(
      `${study.url}/api/projects/${study.projectId}/documents/${study.documentId}/text.txt?token=${secret}`,
    )
  ).text();
  const codePoints = [...text];
  const rows = rowsOf(csv);
  expect(rows).toHaveLength(2);
  for (const { start, end, quote } of rows)
    expect(codePoints.slice(Number(start), Number(end)).join('')).toBe(quote);

  await page.goto(study.documentPath);
  await page.locator('mark').first().waitFor();
  // Nothing that is fetched after the letter comes while its pages are counted.
  await page.waitForLoadState('networkidle');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner')).toBeHidden();
  const printed = page.getByRole('article');
  await expect(printed.getByRole('heading', { name: 'Legend' })).toBeVisible();
  await expect(printed.getByRole('list', { name: 'Codes' }).filter({ hasText: 'pressure' })).toBeVisible();
  const [words, margin] = await printed.evaluate((element) => {
    const box = (selector: string) => element.querySelector(selector)?.getBoundingClientRect();
    return [box('p[data-kind="paragraph"]')?.right ?? 0, box('ul')?.left ?? 0];
  });
  expect(margin).toBeGreaterThanOrEqual(words ?? 0);
  expect(await printed.locator('p[data-kind]').allTextContents()).toHaveLength(
    await page.locator('.kv-block').count(),
  );

  await page.emulateMedia({ media: null });
  // No page beside those with words on them, also out of a wide window.
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await page.goto(`/p/${study.projectId}/codebook`);
  await page.getByRole('button', { name: 'Edit pressure' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('What pressure means in this study.')).toBeVisible();
  await expect(page.getByText(/printed \d/)).toBeVisible();
  for (const button of await page.getByRole('button').all()) await expect(button).toBeHidden();
});
