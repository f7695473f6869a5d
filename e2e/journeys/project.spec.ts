import { expect, test } from '../fixtures/study.ts';

test('a project is made, filled, put in order, renamed, archived and deleted', async ({ study }) => {
  // What the owner of all journeys chose of a table would be there in others, and when this one is played again.
  const context = await study.browser(await study.join('Bas Smit', 'owner'));
  const page = await context.newPage();
  const name = `Rusland ${study.projectId.slice(-6)}`;
  await page.goto('/');
  await page.getByRole('button', { name: 'New project' }).click();
  const making = page.getByRole('dialog', { name: 'New project' });
  await making.getByLabel('Name').fill(name);
  await making.getByLabel('Language of the letters').selectOption('nl');
  await making.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByText('No documents yet')).toBeVisible();

  // Two pasted texts, each read before it is added.
  await page.getByRole('link', { name: 'Add documents' }).first().click();
  await page.getByText('Or paste text').click();
  for (const text of [
    'Brief van het kabinet\n\nEen alinea.\n\nNog een.',
    'Antwoord van de Kamer\n\nEen alinea.',
  ]) {
    await page.getByLabel('Text', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Read this text' }).click();
  }
  await page.getByRole('button', { name: 'Add 2 documents' }).click();
  await expect(page.getByText('2 documents have been added.')).toBeVisible();
  await page.getByRole('link', { name: 'Documents', exact: true }).click();

  const table = page.getByRole('table', { name: 'Documents' });
  const titles = table.locator('tbody').getByRole('link');
  await expect(titles).toHaveText(['Antwoord van de Kamer', 'Brief van het kabinet']);
  const paragraphs = table.getByRole('columnheader', { name: 'Paragraphs' });
  await paragraphs.getByRole('button').click();
  // What the next press does hangs on the order that is shown.
  await expect(paragraphs).toHaveAttribute('aria-sort', 'ascending');
  await paragraphs.getByRole('button').click();
  await expect(titles).toHaveText(['Brief van het kabinet', 'Antwoord van de Kamer']);
  await expect(page).toHaveURL(/sort=paragraphs/);
  await page.reload();
  await expect(titles).toHaveText(['Brief van het kabinet', 'Antwoord van de Kamer']);

  await page.getByRole('button', { name: 'Actions for Antwoord van de Kamer' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(titles).toHaveCount(1);
  await page.getByRole('link', { name: 'Removed documents' }).click();
  await page.getByRole('button', { name: 'Actions for Antwoord van de Kamer' }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await expect(page.getByText('No document has been removed.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the documents' }).click();
  await expect(titles).toHaveCount(2);

  await page.getByRole('button', { name: `Project: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Project settings' }).click();
  await page.getByLabel('Name', { exact: true }).fill(`${name}, deel 2`);
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('button', { name: `Project: ${name}, deel 2` })).toBeVisible();
  // What stood there before was another undo.
  await expect(page.getByText(`The project is now called ${name}, deel 2.`)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: `Project: ${name}`, exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Archive this project' }).click();
  await expect(page.getByText('This project is archived.')).toBeVisible();
  // Its home still tells what was not done, and asks nobody to do it.
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^To do · 2/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^(Begin|Continue) with/ })).toHaveCount(0);
  await expect(page.getByText('Everything is done')).toHaveCount(0);
  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  await expect(titles).toHaveCount(2);
  await expect(page.getByRole('link', { name: 'Add documents' })).toHaveCount(0);
  await page.goBack();
  await page.goBack();
  await page.getByRole('button', { name: 'Take this project out of the archive' }).click();
  await expect(page.getByText('This project is archived.')).toBeHidden();

  const remove = page.getByRole('button', { name: 'Delete this project' });
  await expect(remove).toBeDisabled();
  await page.getByLabel(/^Type the name of the project/).fill(name);
  await remove.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});
