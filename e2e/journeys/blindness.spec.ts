import { blindRound } from '../fixtures/blind-round.ts';
import { rowsOf } from '../fixtures/dataset.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('an owner who codes blind lifts their blindness, on record, and nobody else’s', async ({ study }) => {
  const emma = await study.join('Emma de Lange', 'coder');
  const round = await blindRound(study, [study.owner, emma]);
  await round.code(emma, study.tags.pressure, 'combinatie van druk');
  const address = `${study.documentPath}?round=${round.roundId}`;
  const owner = new Reader(await (await study.browser(study.owner)).newPage());
  await owner.page.goto(address);
  await expect(owner.page.getByText('Blind round: you see only your own work.')).toBeVisible();
  await owner.code('selectieve samenwerking', 's');
  await owner.saved();
  await expect(owner.cards).toHaveCount(1);

  const roundPath = `/p/${study.projectId}/rounds/${round.roundId}`;
  await owner.page.goto(roundPath);
  const open = owner.page.getByRole('button', { name: 'Show me the others’ work' });
  const dialog = owner.page.getByRole('dialog', { name: 'Look at the others’ work before the reveal' });
  await test.step('nothing is lifted until it is confirmed', async () => {
    await open.click();
    await expect(dialog).toContainText('This cannot be undone.');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await owner.page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await owner.page.goto(address);
    await expect(owner.cards).toHaveCount(1);
  });
  await test.step('then the owner sees all, also what comes', async () => {
    await owner.page.goto(roundPath);
    await open.click();
    await dialog.getByRole('button', { name: 'Show me the others’ work' }).click();
    await expect(owner.page.getByText('You now see the work of the others in this round.')).toBeVisible();
    await expect(open).toHaveCount(0);
    await owner.page.goto(address);
    await expect(owner.card('combinatie van druk')).toBeVisible();
    await expect(owner.page.getByText(/^You have looked at the others’ work/)).toBeVisible();
    await round.code(emma, study.tags.pressure, 'ingrijpend te wijzigen');
    await expect(owner.card('ingrijpend te wijzigen')).toBeVisible();
  });
  await test.step('what the owner codes is no longer independent, what the coder codes is', async () => {
    await owner.code('de huidige houding', 'p');
    await owner.saved();
    const answer = await owner.page.request.get(`/api/projects/${study.projectId}/annotations.csv`);
    const rows = rowsOf(await answer.text()).map((row) => `${row.quote}: ${row.independent}`);
    expect(rows.toSorted()).toEqual([
      'combinatie van druk: true',
      'de huidige houding: false',
      'ingrijpend te wijzigen: true',
      'selectieve samenwerking: true',
    ]);
  });
  await test.step('the coder stays blind, and does not learn of it', async () => {
    const coder = new Reader(await (await study.browser(emma)).newPage());
    await coder.page.goto(address);
    await expect(coder.cards).toHaveCount(2);
    const line = coder.page.getByText('Blind round: you see only your own work.');
    await expect(line).toBeVisible();
    // The line above the letter goes when one reads on; the bar still says it.
    await coder.page.mouse.move(500, 500);
    await coder.page.mouse.wheel(0, 900);
    await expect(line).not.toBeInViewport();
    await expect(coder.page.getByText('Blind', { exact: true })).toBeInViewport();
  });
  await test.step('nor sees the others’ work on this letter in the shared round', async () => {
    await study.code(study.owner, study.tags.pressure, 'de huidige houding');
    const coder = new Reader(await (await study.browser(emma)).newPage());
    await coder.page.goto(`${study.documentPath}?round=${study.roundId}`);
    await expect(coder.page.getByText('You are coding this document blind in another round')).toBeVisible();
    await expect(coder.cards).toHaveCount(0);
  });
  await test.step('it stands in the history', async () => {
    await owner.page.goto(`/p/${study.projectId}/history?noun=unblinding`);
    const entry = owner.page.getByRole('main').getByRole('listitem');
    await expect(entry).toHaveCount(1);
    await expect(entry).toContainText('looked at the others’ work');
    await expect(entry).toContainText('Second round');
  });
});
