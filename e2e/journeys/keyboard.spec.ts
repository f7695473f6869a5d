import { newId } from '../fixtures/api.ts';
import { kept } from '../fixtures/preferences.ts';
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

  // What is found in all letters is gone through and tagged at once; each says where it came from.
  await keyboard.press('Control+Shift+f');
  await expect(page.getByRole('textbox', { name: 'Query' })).toBeFocused();
  await keyboard.type('druk');
  await keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('t');
  const hits = page.getByRole('listbox', { name: 'Hits to go through' });
  await expect(hits.getByRole('option').first()).toBeFocused();
  await keyboard.press('Space');
  await expect(page.getByText(/^1 accepted, 0 rejected/)).toBeVisible();
  await keyboard.press('t');
  await page.getByRole('dialog').getByRole('button', { name: 'selective cooperation' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await keyboard.press('Control+Enter');
  await expect(page.getByText('1 hit tagged with selective cooperation.')).toBeVisible();
  await page.goto(study.documentPath);
  await expect(reader.cards).toHaveCount(3);
  await reader.card('druk').getByRole('button').first().press('Enter');
  await expect(page.getByText(/^Anna tagged this as a hit of druk on/)).toBeVisible();
  await page.goto(`/p/${study.projectId}/find?q=druk`);
  await expect(page.getByRole('grid')).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Control+z');
  await expect(page.getByText('Undone')).toBeVisible();
  await page.goto(study.documentPath);
  await expect(reader.cards).toHaveCount(2);
});

test('single keys can be switched off, and a command’s letter cannot be a tag’s', async ({ study }) => {
  // A codebook long enough to be searched, in which keys of the program are letters as any other.
  const names = ['quarantine', 'Quästur', 'quorum', 'trade', 'aid', 'energy', 'gas'];
  const { projectId } = study;
  await study.owner.api.mutate('tag.importCodebook', {
    opId: newId(),
    projectId,
    csv: ['tag', ...names].join('\n'),
    dryRun: false,
  });
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${projectId}/codebook`);
  const find = page.getByRole('textbox', { name: 'Find a tag or word' });
  await find.click();
  const reserved = 'acdehijklmnx?/0,.[p';
  for (const key of reserved) await page.keyboard.press(key);
  await expect(find).toHaveValue(reserved);
  await expect(find).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: /^0 of/ })).toBeVisible();
  // An input method puts a word together: it is searched for as it stands, and stays one word when it is taken.
  await find.fill('');
  const hands = await context.newCDPSession(page);
  const found = page.getByRole('status').filter({ hasText: /of \d+ tags/ });
  for (const [text, count] of [
    ['q', /^3 of/],
    ['quä', /^2 of/],
  ] as const) {
    await hands.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    await expect(find).toHaveValue(text);
    await expect(found).toHaveText(count);
  }
  await hands.send('Input.insertText', { text: 'quästur' });
  await expect(find).toHaveValue('quästur');
  await expect(found).toHaveText(/^1 of/);
  await find.fill('');
  await page.getByRole('button', { name: 'Edit pressure' }).click();
  const form = page.getByRole('form', { name: 'Edit the tag pressure' });
  await form.getByLabel('Key', { exact: true }).fill('j');
  await expect(form.getByText('“j” belongs to a command of the program.')).toBeVisible();

  const anna = await study.join('Anna', 'coder');
  const reader = new Reader(await study.open(anna));
  await reader.page.goto('/account');
  const singleKeys = reader.page.getByLabel('Single-letter shortcuts, those of tags too');
  await kept(reader.page, () => singleKeys.click());
  await expect(singleKeys).not.toBeChecked();
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
