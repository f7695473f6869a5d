import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('a letter is coded, edited and undone without a mouse', async ({ study }) => {
  const anna = await study.join('Anna', 'coder');
  const reader = new Reader(await study.open(anna));
  const { page } = reader;
  const { keyboard } = page;
  await reader.letter.focus();

  // From the start of the text: into the first paragraph, over two words.
  await keyboard.press('Control+Home');
  await keyboard.press('Control+ArrowDown');
  await keyboard.press('Control+Shift+ArrowRight');
  await keyboard.press('Control+Shift+ArrowRight');
  await expect(reader.menu).toBeVisible();
  await reader.says('Selected: Nederland ziet');
  // What the first tag of the menu means is one key away, and goes with it.
  await keyboard.press('i');
  await expect(reader.menu).toContainText('What pressure means in this study.');
  await reader.menu.getByRole('button', { name: 'selective cooperation' }).hover();
  await expect(reader.menu).toContainText('What selective cooperation means in this study.');
  await keyboard.press('p');
  await reader.says('pressure: Nederland ziet');
  await expect(reader.cards).toHaveCount(1);
  await expect(reader.cards.first()).toContainText('pressure');
  await expect(reader.cards.first()).toContainText('Nederland ziet');

  // A sentence, with the last used tag.
  await keyboard.press('Escape');
  await keyboard.press('.');
  await keyboard.press('>');
  await keyboard.press('Enter');
  await expect(reader.cards).toHaveCount(2);
  await reader.saved();

  // Back to the first; one word longer; another certainty; then away, and back again.
  await keyboard.press('Escape');
  await keyboard.press('k');
  await keyboard.press('k');
  await keyboard.press(']');
  await expect(reader.cards.first()).toContainText('Nederland ziet daarom');
  await keyboard.press('x');
  await expect(reader.cards).toHaveCount(1);
  await keyboard.press('Control+z');
  await expect(reader.cards).toHaveCount(2);
  await keyboard.press('Control+z');
  await expect(reader.cards.first()).not.toContainText('daarom');
  await reader.saved();

  await keyboard.press('?');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Ctrl');
  await keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('single keys can be switched off, and a command’s letter cannot be a tag’s', async ({ study }) => {
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${study.projectId}/codebook`);
  await page.getByRole('button', { name: 'Edit pressure' }).click();
  const form = page.getByRole('form', { name: 'Edit the tag pressure' });
  await form.getByLabel('Key', { exact: true }).fill('j');
  await expect(form.getByText('“j” belongs to a command of the program.')).toBeVisible();

  const anna = await study.join('Anna', 'coder');
  const reader = new Reader(await study.open(anna));
  await reader.page.goto('/account');
  await reader.page.getByLabel('Single-letter shortcuts, those of tags too').click();
  await expect(reader.page.getByLabel('Single-letter shortcuts, those of tags too')).not.toBeChecked();
  await reader.page.goto(study.documentPath);
  await reader.select('combinatie van druk');
  await expect(reader.menu).toBeVisible();
  await reader.page.keyboard.press('p');
  await expect(reader.menu).toBeVisible();
  await expect(reader.cards).toHaveCount(0);
  await reader.menu.getByRole('button', { name: 'pressure' }).click();
  await expect(reader.cards).toHaveCount(1);
});

test('a dialogue gives the focus back to what opened it, a button or an item of a menu', async ({
  study,
}) => {
  const page = await (await study.browser(study.owner)).newPage();
  const leave = async () => {
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  };
  await page.goto('/');
  const create = page.getByRole('button', { name: 'New project' });
  await create.click();
  await leave();
  await expect(create).toBeFocused();
  await page.goto(`/p/${study.projectId}/documents`);
  const actions = page.getByRole('button', { name: /^Actions for/ });
  await actions.click();
  await page.getByRole('menuitem', { name: 'Edit details' }).click();
  await leave();
  await expect(actions).toBeFocused();
});
