import { readFile } from 'node:fs/promises';
import { picture } from '../fixtures/pictures.ts';
import { kept } from '../fixtures/preferences.ts';
import { expect, test } from '../fixtures/study.ts';

const fixtures = new URL('../../packages/formats/fixtures/files/', import.meta.url);

test('files are read, mended, added with a report, edited, removed and restored', async ({ study }) => {
  // What the owner of all journeys chose of a table would be there in others, and when this one is played again.
  const bas = await study.join('Bas Smit', 'owner');
  const context = await study.browser(bas);
  const page = await context.newPage();
  // One line is lost again and again until the page is opened anew.
  let lost = true;
  await page.route('**/files/**', (route) =>
    lost && route.request().url().includes('windows.txt') ? route.abort() : route.continue(),
  );
  await page.goto(`/p/${study.projectId}/documents`);
  await page.getByRole('link', { name: 'Add documents' }).click();
  const windows = {
    name: 'windows.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Een geval appart\r\n\r\nCaf\xe9 \x80 5\r\n', 'latin1'),
  };
  const files = page.locator('input[type=file]:not([data-folder])');
  await files.setInputFiles([
    {
      name: 'brief een.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Een brief\n\nDe eerste alinea. \u{1F642}\n'),
    },
    windows,
    {
      name: 'plaatje.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 0, 2]),
    },
    ...(await Promise.all(
      ['brief-kort.docx', 'brief-kort.pdf', 'brief-kop.odt'].map(async (name) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: await readFile(new URL(name, fixtures)),
      })),
    )),
  ]);
  await expect(page.getByText(/5 of 6 files sent/)).toBeVisible();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByRole('list', { name: 'Files to choose again' })).toContainText('windows.txt');
  lost = false;
  await files.setInputFiles([windows]);

  // What each will be, problems first; the two files of one letter are one document.
  const table = page.getByRole('table', { name: 'What will be added' });
  const items = table.getByRole('row');
  await expect(items).toHaveCount(6, { timeout: 30_000 });
  await expect(items.nth(1)).toContainText('plaatje.txt');
  await expect(items.nth(1)).toContainText('cannot be read');
  await expect(items.filter({ hasText: 'and 1 more' })).toHaveCount(1);
  await picture(page, 'documents-add');
  await items.filter({ hasText: 'Een geval appart' }).getByRole('link').first().click();

  // Its signs are read otherwise, and as at first again.
  const text = page.getByRole('region', { name: 'The text as it was read' });
  await expect(text).toContainText('Café € 5');
  const encoding = page.getByLabel('Character encoding');
  await encoding.selectOption('macintosh');
  await expect(text).not.toContainText('Café € 5');
  await encoding.selectOption('');
  await expect(text).toContainText('Café € 5');
  // A block is another by key, and what was done is undone by key.
  await text.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('q');
  await expect(text.locator('[data-kind="quote"]')).toContainText('Café');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(text.locator('[data-kind="quote"]')).toHaveCount(0);
  // A date that is none says so, and nothing is added until it is one.
  const date = page.getByRole('textbox', { name: 'Date' });
  await date.fill('ergens in 2021');
  await date.press('Enter');
  await expect(date).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/^Write a date with a year of four digits/)).toBeVisible();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  const add = page.getByRole('button', { name: 'Add 4 documents' });
  await expect(add).toBeDisabled();
  await page.getByRole('link', { name: 'show it' }).click();
  await date.fill('2021');
  await date.press('Enter');
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await add.click();
  const report = page.getByRole('region', { name: 'What was added' });
  await expect(report).toContainText('4 documents have been added.', { timeout: 30_000 });
  await expect(report).toContainText('plaatje.txt');

  await page.goto(`/p/${study.projectId}/documents`);
  const rows = page.getByRole('table', { name: 'Documents' }).getByRole('row');
  await expect(rows).toHaveCount(6);
  await page.getByRole('button', { name: 'Actions for Een brief' }).click();
  await page.getByRole('menuitem', { name: 'Edit details' }).click();
  await page.getByLabel('Dossier number').fill('34 851');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(rows.filter({ hasText: 'Een brief' })).toContainText('34 851');
  await page.getByRole('button', { name: 'Actions for Een brief' }).click();
  await page.getByRole('menuitem', { name: 'Edit details' }).click();
  await page
    .getByRole('textbox', { name: 'Addressee' })
    .fill('de Voorzitter van de Tweede Kamer der Staten-Generaal');
  await page.getByRole('button', { name: 'Save' }).click();
  const addressed = rows.filter({ hasText: 'Een brief' });
  await expect(addressed).toContainText('Staten-Generaal');
  // One line for each document, and nothing beside the page, however long what it says is.
  const title = page.getByRole('heading', { level: 1 });
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    // Columns are fitted to a window after it has got its size.
    await expect(async () => {
      expect((await addressed.boundingBox())?.height).toBeLessThan(40);
      const table = await page.getByRole('table', { name: 'Documents' }).boundingBox();
      expect(table?.x).toBe((await title.boundingBox())?.x);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }).toPass({ timeout: 30_000 });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await picture(page, 'documents');

  await page.getByRole('button', { name: 'Actions for Een brief' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(rows).toHaveCount(5);
  // What stood there before was another undo.
  await expect(page.getByText('“Een brief” has been removed.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(6);

  // What is chosen is in the address and can be named; cells are edited where they stand, and all of it undone.
  await page.getByRole('button', { name: 'Add a filter' }).click();
  const filters = page.getByRole('region', { name: 'Filters' });
  // The keys go on in the form, and back to where they were.
  await expect(filters.getByRole('combobox', { name: 'Column' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Add a filter' })).toBeFocused();
  await page.keyboard.press('Enter');
  await filters.getByRole('combobox', { name: 'Column' }).selectOption('Title');
  await filters.getByRole('textbox', { name: 'Value' }).fill('een brief');
  await filters.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(/where=/);
  await filters.getByRole('button', { name: 'Save as a set' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Brieven');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(filters.getByRole('combobox', { name: 'Set' })).toContainText('Brieven');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Edit in the table' }).click();
  const grid = page.getByRole('grid', { name: 'Details of documents' });
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('4 februari 2021');
  await page.keyboard.press('Enter');
  await expect(grid).toContainText('4 February 2021');
  await expect(page.getByText('1 document has been changed.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(grid).not.toContainText('4 February 2021');
  await page.getByRole('button', { name: 'Done' }).click();
  await filters.getByRole('combobox', { name: 'Set' }).selectOption('All documents');
  await expect(rows).toHaveCount(6);

  // Its order and its columns come back with their person, to an address that says nothing of them.
  const dateHead = page.getByRole('columnheader', { name: 'Date' });
  await kept(page, () => dateHead.getByRole('button').click());
  await expect(page).toHaveURL(/sort=date/);
  await page.getByRole('button', { name: 'Columns' }).click();
  await kept(page, () => page.getByRole('checkbox', { name: 'Author' }).uncheck());
  await page.goto(`/p/${study.projectId}/documents`);
  await expect(dateHead).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('columnheader', { name: 'Author' })).toHaveCount(0);

  // A round of a set is over its documents and no others; a copy names the set in its address.
  const sets = await study.owner.api.query<{ id: string; name: string }[]>('set.list', {
    projectId: study.projectId,
  });
  const letters = sets.find(({ name }) => name === 'Brieven');
  await page.goto(`/p/${study.projectId}/rounds/new`);
  await page.getByLabel('Name').fill('Ronde van brieven');
  await page.getByRole('radio', { name: /^Shared/ }).check();
  await page.getByRole('radio', { name: 'Some of them' }).check();
  await page.getByLabel('Take the documents of a set').selectOption('Brieven');
  const chosen = page.getByRole('group', { name: '1 document chosen' });
  await expect(chosen.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(chosen.getByRole('checkbox', { name: 'Een brief' })).toBeChecked();
  await page.getByRole('radio', { name: /^Without assignments/ }).check();
  await page.getByRole('button', { name: 'Start this round' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ronde van brieven' })).toBeVisible();
  const { rounds } = await study.owner.api.query<{
    rounds: { name: string; documentIds: string[] }[];
  }>('project.get', { projectId: study.projectId });
  const inRound = rounds.find(({ name }) => name === 'Ronde van brieven')?.documentIds;
  const documents = await study.owner.api.query<{ document: { id: string; title: string } }[]>(
    'document.list',
    { projectId: study.projectId, removed: false },
  );
  const titles = documents.flatMap(({ document }) =>
    inRound?.includes(document.id) ? [document.title] : [],
  );
  expect(titles).toEqual(['Een brief']);
  await page.goto(`/p/${study.projectId}/export`);
  await page.getByRole('radio', { name: /^Documents/ }).check();
  await page.getByText('Sets of documents').click();
  await page.getByRole('checkbox', { name: 'Brieven' }).check();
  const copy = page.getByRole('link', { name: 'Download the selection' });
  await expect(copy).toHaveAttribute('href', new RegExp(`documents\\.csv\\?sets=${letters?.id}$`));
  await expect(page.getByText(/Een brief/).first()).toBeVisible();
});
