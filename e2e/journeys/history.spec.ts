import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('everything that was done is told, a document is shown as it was, and what was deleted comes back', async ({
  study,
}) => {
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  const reader = new Reader(await study.open(study.owner));
  const { page } = reader;
  await reader.click('combinatie van druk');
  await reader.open.getByRole('button', { name: 'Delete' }).click();
  await expect(reader.cards).toHaveCount(0);
  await expect(reader.status).toHaveText(/saved/);

  await page.goto(`/p/${study.projectId}/history?noun=annotation`);
  const entries = page.getByRole('main').getByRole('listitem');
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText('deleted the annotation “combinatie van druk” (pressure)');
  await entries.last().getByRole('link', { name: 'Nederland koersvast richting Rusland' }).click();

  const mark = page.locator('.kv-mark');
  await expect(mark).toHaveText('combinatie van druk');
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(mark).toHaveCount(0);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.getByText('The annotation is back.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the document' }).click();
  await expect(reader.card('combinatie van druk')).toBeVisible();
});
