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

  // Another name, key and colour, and another place; the letter shows them.
  await page.getByRole('button', { name: 'Edit dialogue' }).click();
  const editing = page.getByRole('form', { name: 'Edit the tag dialogue' });
  await editing.getByLabel('Key', { exact: true }).fill('g');
  await editing.locator('summary').filter({ hasText: 'Colour and line' }).click();
  await editing.getByRole('radio', { name: 'Colour 9, wavy line' }).press('Space');
  await editing.getByLabel('When not').fill('Talks with the government.');
  await editing.getByRole('button', { name: 'Save the tag' }).click();
  await expect(page.getByText('Talks with the government.')).toBeVisible();
  await page.getByRole('button', { name: 'Move dialogue' }).press('ArrowUp');
  await expect(page.getByText('The tag “dialogue” has been moved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toContainText(['pressure', 'dialogue', 'selective']);

  await page.getByRole('button', { name: 'Actions for pressure' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  const archiving = page.getByRole('dialog', { name: 'Archive “pressure”' });
  await expect(archiving).toContainText('This affects 1 annotation by 1 coder in 1 document.');
  await archiving.getByRole('button', { name: 'Archive “pressure”' }).click();
  await expect(page.getByText('The tag “pressure” has been archived.')).toBeVisible();

  const reader = new Reader(await study.open(study.owner));
  await expect(reader.card('combinatie van druk')).toContainText('pressure');
  await reader.select('selectieve samenwerking');
  await expect(reader.menu.getByRole('button', { name: 'pressure' })).toHaveCount(0);
  await expect(reader.menu.getByRole('button', { name: 'dialogue' })).toBeVisible();
  await reader.page.keyboard.press('g');
  await expect(reader.card('selectieve samenwerking')).toContainText('dialogue');
  const line = reader.letter.locator('mark').last();
  await expect(line).toHaveCSS('text-decoration-style', 'wavy');

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

  await page.getByRole('button', { name: 'Import a CSV' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'codebook.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${csv.replace('What pressure means', 'What the word pressure means')}`),
  });
  const dialog = page.getByRole('dialog', { name: 'Import a codebook' });
  await expect(dialog.getByRole('row', { name: /pressure.*changed/ })).toBeVisible();
  // The field has let go of the file: chosen again, corrected meanwhile, it is read again.
  await expect(page.locator('input[type=file]')).toHaveValue('');
  await expect(dialog.getByRole('row', { name: /selective cooperation.*stays the same/ })).toBeVisible();
  // Of another program, with what cannot be: each cause in words, and what is right after another choice.
  await page.locator('input[type=file]').setInputFiles({
    name: 'maxqda.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\uFEFFOnderwerp;Memo;Key\nEconomy > trade;x;p\nEconomy > aid;y;j\n', 'utf16le'),
  });
  await expect(
    dialog.getByText('No column was recognised as containing the names of the tags.'),
  ).toBeVisible();
  await dialog.getByLabel('Onderwerp').selectOption('Name');
  await expect(dialog.getByRole('row', { name: /^trade ?, under Economy added$/ })).toBeVisible();
  await expect(dialog.getByText('“p” belongs to “pressure”.')).toBeVisible();
  await expect(dialog.getByText('“j” belongs to a command of the program.')).toBeVisible();

  await page.locator('input[type=file]').setInputFiles({
    name: 'codebook.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${csv.replace('What pressure means', 'What the word pressure means')}`),
  });
  await expect(dialog.getByRole('row', { name: /pressure.*changed/ })).toBeVisible();
  // It goes on without the dialogue, and leaves alone what was opened meanwhile.
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/importCodebook/, async (route) => {
    await held;
    await route.continue();
  });
  await dialog.getByRole('button', { name: 'Import' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Add a tag' }).click();
  const name = page.getByRole('form', { name: 'New tag' }).getByLabel('Name', { exact: true });
  await name.fill('headline');
  letGo();
  await expect(page.getByText('What the word pressure means in this study.')).toBeVisible();
  await expect(page.getByText('The codebook has been imported.')).toBeVisible();
  await expect(name).toHaveValue('headline');
});

test('tags are merged and split with their impact said before, and one undo takes each back', async ({
  study,
}) => {
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  await study.code(study.owner, study.tags.pressure, 'selectieve samenwerking');
  await study.code(study.owner, study.tags.cooperation, 'selectieve samenwerking');
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${study.projectId}/codebook`);
  const pressure = page.getByRole('heading', { name: 'pressure' });
  const act = async (item: string) => {
    await page.getByRole('button', { name: 'Actions for pressure' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  await act('Merge into another tag');
  const merging = page.getByRole('dialog', { name: 'Merge “pressure” into another tag' });
  await merging.getByLabel('Merge into').selectOption('selective cooperation');
  await expect(merging).toContainText('This affects 2 annotations by 1 coder in 1 document.');
  await expect(merging).toContainText('1 of them would be there twice and is merged with the other.');
  await merging.getByRole('button', { name: 'Merge into “selective cooperation”' }).click();
  await expect(merging).toContainText('1 was there already; the old one is in the history:');
  await merging.getByRole('button', { name: 'Close' }).last().click();
  await expect(merging).toBeHidden();
  await expect(pressure).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(pressure).toBeVisible();
  const usage = (tag: string) =>
    page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: tag, exact: true }) })
      .getByRole('link', { name: /annotation/ });
  await expect(usage('pressure')).toHaveText('2 annotations in 1 document by 1 coder');

  await act('Split off a new tag');
  const splitting = page.getByRole('dialog', { name: 'Split “pressure”' });
  await splitting.getByLabel('Name of the new tag').fill('combination');
  await splitting.getByLabel('combinatie van druk').check();
  await splitting.getByRole('button', { name: 'Move 1 passage' }).click();
  await expect(usage('combination')).toHaveText('1 annotation in 1 document by 1 coder');
});

test('a definition that means something else asks coders to look again', async ({ study }) => {
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${study.projectId}/codebook`);
  await page.getByRole('button', { name: 'Edit pressure' }).click();
  const form = page.getByRole('form', { name: 'Edit the tag pressure' });
  await form.getByLabel('Definition').fill('Only sanctions.');
  await expect(form.getByLabel('Ask coders to look again at what they coded before')).toBeChecked();
  await form.getByRole('button', { name: 'Save the tag' }).click();
  await page.getByRole('button', { name: 'Versions' }).click();
  const versions = page.getByRole('dialog', { name: 'Versions of the codebook' });
  await expect(versions.locator('ins')).toHaveText('Only sanctions.');

  const reader = new Reader(await study.open(study.owner));
  const notice = reader.page.getByText('1 annotation of yours here dates from before its tag got');
  await expect(notice).toBeVisible();
  await reader.page.getByRole('button', { name: 'Show the first' }).click();
  await reader.page.getByRole('button', { name: 'Still correct' }).click();
  await expect(notice).toHaveCount(0);
});
