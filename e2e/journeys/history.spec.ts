import { newId } from '../fixtures/api.ts';
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
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('The annotation is back.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the document' }).click();
  await expect(reader.card('combinatie van druk')).toBeVisible();
});

test('the history is told in the language that is spoken, also when that changes', async ({ study }) => {
  const emma = await study.join('Emma de Lange', 'coder');
  // A round without a name of its own, which is called by its number.
  const { projectId, documentId } = study;
  const { me } = await emma.api.query<{ me: { id: string } }>('project.get', { projectId });
  await study.owner.api.mutate('round.create', {
    opId: newId(),
    projectId,
    id: newId(),
    name: '',
    blind: true,
    documentIds: [documentId],
    assignments: { kind: 'chosen', chosen: [{ documentId, memberId: me.id }] },
  });
  const page = await (await study.browser(emma, { locale: 'nl-NL' })).newPage();
  const called = async (word: string, other: string) => {
    for (const screen of ['work', 'rounds', `documents/${documentId}`, 'history']) {
      await page.goto(`/p/${projectId}/${screen}`);
      await expect(page.getByRole('main').getByText(`${word} 2`).first(), screen).toBeAttached();
      await expect(page.getByRole('main').getByText(`${other} 2`), screen).toHaveCount(0);
    }
  };
  await called('Ronde', 'Round');
  const entries = page.getByRole('main').getByRole('listitem');
  await expect(entries.filter({ hasText: 'Emma de Lange werd lid van het project' })).toHaveCount(1);
  await expect(entries.last()).toContainText('owner maakte het project');
  await page.getByRole('button', { name: /Emma de Lange: account en uitloggen$/ }).click();
  await page.getByRole('menuitem', { name: 'Je account' }).click();
  await page.getByLabel('Taal', { exact: true }).selectOption({ label: 'English' });
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  await page.goBack();
  await expect(entries.filter({ hasText: 'Emma de Lange joined the project' })).toHaveCount(1);
  await expect(entries.last()).toContainText('owner created the project');
  await called('Round', 'Ronde');
});

test('Back leads through what the history was narrowed to', async ({ study }) => {
  const page = await (await study.browser(study.owner)).newPage();
  await page.goto(`/p/${study.projectId}/history`);
  await page.getByLabel('About').selectOption('tag');
  await expect(page).toHaveURL(/noun=tag/);
  await page.getByLabel('Done by').selectOption({ index: 1 });
  await expect(page).toHaveURL(/member=/);
  await page.goBack();
  await expect(page.getByLabel('Done by')).toHaveValue('');
  await expect(page.getByLabel('About')).toHaveValue('tag');
});
