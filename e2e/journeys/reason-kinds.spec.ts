import { rowsOf } from '../fixtures/dataset.ts';
import { disputedLetter } from '../fixtures/disputed-letter.ts';
import { picture } from '../fixtures/pictures.ts';
import { expect, test } from '../fixtures/study.ts';
import { Compare } from '../pages/compare.ts';

test('the owner makes the kinds of reasons, and reviewers have them at once, by their digits', async ({
  study,
}) => {
  const { rita, address } = await disputedLetter(study);

  const reviewer = new Compare(await (await study.browser(rita)).newPage());
  await reviewer.page.goto(address);
  await expect(reviewer.picked).toContainText('Emma de Lange');
  await reviewer.press('x');
  const offered = reviewer.panel.getByRole('radiogroup', { name: 'Kind of reason' }).getByRole('radio');
  await expect(offered).toHaveCount(5);

  const owner = await (await study.browser(study.owner)).newPage();
  await owner.goto(`/p/${study.projectId}/settings`);
  const form = owner.getByRole('form', { name: 'Kinds of reasons' });
  const names = form.getByRole('list', { name: 'Kinds of reasons' }).getByRole('textbox');
  const save = form.getByRole('button', { name: 'Save these kinds' });
  await test.step('the usual five are there to begin with, and one is added by keys', async () => {
    await expect(names).toHaveCount(5);
    await expect(save).toHaveCount(0);
    await form.getByRole('button', { name: 'Add a kind' }).press('Enter');
    await expect(names.nth(5)).toBeFocused();
    await owner.keyboard.press('Enter');
    await expect(form.getByRole('alert')).toHaveText('Give each kind a name.');
    await expect(names.nth(5)).toBeFocused();
    await owner.keyboard.type('Boundary');
    await owner.keyboard.press('Enter');
    await expect(form.getByRole('alert')).toHaveText('Two kinds have the same name.');
    await names.nth(5).fill('Ironie, geen standpunt');
    await picture(owner, 'kinds');
  });
  await test.step('they are put in order, renamed and removed by keys', async () => {
    const up = form.getByRole('button', { name: 'Move Ironie, geen standpunt up' });
    await up.focus();
    await owner.keyboard.press('Enter');
    await owner.keyboard.press('Enter');
    await expect(up).toBeFocused();
    await expect(form.getByRole('status')).toHaveText('Ironie, geen standpunt is now 4 of 6.');
    await names.first().fill('other tag');
    await form.getByRole('button', { name: 'Remove missed' }).press('Enter');
    await expect(names).toHaveCount(5);
    await names.first().press('Enter');
    await expect(owner.getByText('The kinds of reasons have been saved.')).toBeVisible();
    await expect(form.getByRole('button', { name: 'Offer missed again' })).toBeVisible();
  });

  await test.step('a colleague with the other language has the usual ones in it, and the others as they were named', async () => {
    const dutch = await (await study.browser(rita, { locale: 'nl-NL' })).newPage();
    await dutch.goto(address);
    await dutch.getByRole('button', { name: /^Afwijzen/ }).click();
    const kinds = dutch.getByRole('radiogroup', { name: 'Soort reden' }).getByRole('radio');
    await expect(kinds).toHaveCount(5);
    for (const name of ['other tag', 'grens', 'codeboek onduidelijk', 'Ironie, geen standpunt'])
      await expect(kinds.and(dutch.getByRole('radio', { name }))).toBeVisible();
  });
  await test.step('the reviewer, whose form stayed open, chooses it by its digit', async () => {
    await expect(reviewer.panel.getByRole('radio', { name: 'Ironie, geen standpunt' })).toBeVisible();
    await expect(reviewer.panel.getByRole('radio', { name: 'other tag' })).toBeVisible();
    await expect(reviewer.panel.getByRole('radio', { name: 'missed' })).toHaveCount(0);
    await reviewer.press('4');
    await reviewer.page.keyboard.type('Not meant.');
    await reviewer.press('Enter');
    await expect(reviewer.versions).toContainText('Ironie, geen standpunt');
  });
  await test.step('and it stands in the dataset', async () => {
    const answer = await owner.request.get(`/api/projects/${study.projectId}/annotations.csv`);
    const judged = rowsOf(await answer.text()).filter((row) => row.verdict === 'reject');
    expect(judged.map((row) => [row.quote, row.verdict_kind])).toEqual([
      ['combinatie van druk', 'ironie_geen_standpunt'],
    ]);
  });
  await test.step('undo brings the kinds back that were, also for the reviewer', async () => {
    await owner.getByRole('button', { name: 'Undo' }).click();
    await expect(names.first()).toHaveValue('wrong tag');
    await expect(names).toHaveCount(5);
    await expect(form.getByRole('button', { name: 'Offer missed again' })).toHaveCount(0);
    await expect(reviewer.versions).toContainText('ironie geen standpunt');
    await expect(reviewer.picked).toContainText('Jan Bos');
    await reviewer.press('x', '4');
    await expect(reviewer.panel.getByRole('radio', { name: 'missed' })).toBeChecked();
  });
});
