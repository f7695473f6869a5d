import { newId } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/study.ts';

const second = {
  title: 'Brief over de Raad',
  date: '2020-03-01',
  author: 'Blok',
  addressee: 'Kamer',
  dossier: null,
  documentNumber: null,
  sourceUrl: null,
  language: 'nl',
  licence: null,
  fields: {},
};
const secondText = 'Brief over de Raad\n\nDe Raad sprak over druk en dialoog.\n\nHet kabinet wacht af.\n';

test('an owner opens a blind round by rule, sees what it draws, and changes who codes what', async ({
  study,
}) => {
  await study.join('Anna Bos', 'coder');
  await study.join('Bert Vos', 'coder');
  await study.owner.api.mutate('document.add', {
    opId: newId(),
    projectId: study.projectId,
    id: newId(),
    source: { kind: 'pasted', text: secondText },
    encoding: null,
    metadata: second,
  });
  const page = await (await study.browser(study.owner)).newPage();
  await page.goto(`/p/${study.projectId}/rounds`);
  await page.getByRole('link', { name: 'Open a round' }).click();
  await page.getByLabel('Name').fill('Pilot');
  const preview = page.getByRole('region', { name: 'What this draws' });
  await expect(preview).toContainText('Anna Bos 2 documents and Bert Vos 2 documents');
  await page.getByRole('radio', { name: /^One coder each/ }).check();
  await page.getByLabel('Coded twice, percent').fill('50');
  await expect(preview).toContainText('1 document is coded twice');
  await page.getByRole('radio', { name: /^Several coders/ }).check();
  await page.getByRole('button', { name: 'Open this blind round' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pilot' })).toBeVisible();
  await expect(page.getByText(/^Drawn: 2 coders for each document/)).toBeVisible();

  const cell = (name: string, title: string) =>
    page.getByRole('checkbox', { name: `${name} codes ${title}` });
  await expect(cell('Bert Vos', second.title)).toBeChecked();
  // By keyboard alone: from the first box to the one beside it, and off.
  await cell('Anna Bos', second.title).focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell('Bert Vos', second.title)).toBeFocused();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(page.getByText('1 assignment changed.')).toBeVisible();
  await expect(cell('Bert Vos', second.title)).not.toBeChecked();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undone.')).toBeVisible();
  await expect(cell('Bert Vos', second.title)).toBeChecked();
});
