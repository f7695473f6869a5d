import { expect, test } from '../fixtures/study.ts';

test('files are previewed, added each with its result, edited, removed and restored', async ({ study }) => {
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${study.projectId}/documents`);
  await page.getByRole('link', { name: 'Add documents' }).click();
  await page.locator('input[type=file]').setInputFiles([
    {
      name: 'brief een.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Een brief\n\nDe eerste alinea. \u{1F642}\n'),
    },
    {
      name: 'windows.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Een geval appart\r\n\r\nCaf\xe9 \x80 5\r\n', 'latin1'),
    },
    {
      name: 'plaatje.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 0, 2]),
    },
  ]);
  const texts = page.getByRole('list', { name: 'Texts to add' }).getByRole('listitem');
  await expect(texts.filter({ hasText: 'windows.txt' })).toContainText('Café € 5');
  await expect(texts.filter({ hasText: 'plaatje.txt' })).toContainText(/not.*text/i);

  // A date is typed sign by sign, over values that are none yet, and the fields stay; one that is none says so.
  const windows = texts.filter({ hasText: 'windows.txt' });
  // Whoever chooses how it is read is still at the same field when it has been read so.
  const reading = windows.getByLabel('Character encoding');
  await reading.focus();
  await reading.selectOption('macintosh');
  await expect(windows).not.toContainText('Café € 5');
  await expect(reading).toBeFocused();
  await reading.selectOption('');
  await expect(windows).toContainText('Café € 5');
  await expect(reading).toBeFocused();
  await windows.getByText('Details', { exact: true }).click();
  const date = windows.getByLabel('Date');
  await date.pressSequentially('2021-02-04');
  await expect(date).toHaveValue('2021-02-04');
  await date.fill('ergens in 2021');
  await page.getByRole('button', { name: 'Add 1 document', exact: true }).click();
  await expect(page.getByText('Added', { exact: true })).toHaveCount(1);
  await expect(page.getByText(/1 was not added: .Een geval appart./)).toBeVisible();
  await expect(date).toBeFocused();
  await expect(date).toHaveAttribute('aria-invalid', 'true');
  await expect(windows).toContainText('Write 2021, 2021-02 or 2021-02-04.');
  await date.fill('2021');
  await page.getByRole('button', { name: 'Add 1 document', exact: true }).click();
  await expect(page.getByText('Added', { exact: true })).toHaveCount(2);

  await page.goto(`/p/${study.projectId}/documents`);
  const rows = page.getByRole('table', { name: 'Documents' }).getByRole('row');
  await expect(rows).toHaveCount(4);
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
    expect((await addressed.boundingBox())?.height).toBeLessThan(40);
    const table = await page.getByRole('table', { name: 'Documents' }).boundingBox();
    expect(table?.x).toBe((await title.boundingBox())?.x);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('button', { name: 'Actions for Een brief' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(rows).toHaveCount(3);
  // What stood there before was another undo.
  await expect(page.getByText('“Een brief” has been removed.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(4);

  // What is chosen is in the address and can be named; cells are edited where they stand, and all of it undone.
  await page.getByRole('button', { name: 'Add a filter' }).click();
  const filters = page.getByRole('region', { name: 'Filters' });
  await filters.getByRole('combobox', { name: 'Column' }).selectOption('Title');
  await filters.getByRole('textbox', { name: 'Value' }).fill('brief');
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
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(grid).not.toContainText('4 February 2021');
  await page.getByRole('button', { name: 'Done' }).click();
  await filters.getByRole('combobox', { name: 'Set' }).selectOption('All documents');
  await expect(rows).toHaveCount(4);

  // Its order and its columns come back with their person, to an address that says nothing of them.
  const kept = () => page.waitForResponse((answer) => answer.url().includes('session.setPreferences'));
  const dateHead = page.getByRole('columnheader', { name: 'Date' });
  await Promise.all([kept(), dateHead.getByRole('button').click()]);
  await expect(page).toHaveURL(/sort=date/);
  await page.getByRole('button', { name: 'Columns' }).click();
  await Promise.all([kept(), page.getByRole('checkbox', { name: 'Author' }).uncheck()]);
  await page.goto(`/p/${study.projectId}/documents`);
  await expect(dateHead).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('columnheader', { name: 'Author' })).toHaveCount(0);
});
