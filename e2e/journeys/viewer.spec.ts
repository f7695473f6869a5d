import { blindRound } from '../fixtures/blind-round.ts';
import { rowsOf } from '../fixtures/dataset.ts';
import { expect, test } from '../fixtures/study.ts';
import { Compare } from '../pages/compare.ts';
import { Reader } from '../pages/reader.ts';

test('who reads along sees every screen of a project, and can change nothing in it', async ({ study }) => {
  test.slow();
  const emma = await study.join('Emma de Lange', 'coder');
  const jan = await study.join('Jan Bos', 'coder');
  const viewer = await study.join('Vera Kijker', 'viewer');
  const round = await blindRound(study, [emma, jan]);
  await round.code(emma, study.tags.pressure, 'combinatie van druk');
  await round.code(jan, study.tags.pressure, 'druk');
  const project = `/p/${study.projectId}`;
  const reader = new Reader(await (await study.browser(viewer)).newPage());
  const { page } = reader;
  const main = page.getByRole('main');
  const csv = async () => {
    const answer = await page.request.get(`/api/projects/${study.projectId}/annotations.csv?layer=all`);
    return rowsOf(await answer.text());
  };

  await test.step('in a blind round, the text and no annotation', async () => {
    await page.goto(`${study.documentPath}?round=${round.roundId}`);
    await expect(page.getByText('Blind round: you see the annotations after the reveal.')).toBeVisible();
    await expect(reader.letter).toContainText('combinatie van druk');
    await expect(reader.cards).toHaveCount(0);
    await page.goto(`${study.documentPath}/compare?round=${round.roundId}`);
    await expect(main.getByRole('heading', { name: 'Not open yet' })).toBeVisible();
    await page.goto(`${project}/compare`);
    await expect(main.getByText('1 round is blind and in progress')).toBeVisible();
    await page.goto(`${project}/rounds/${round.roundId}`);
    await expect(main.getByRole('heading', { level: 1, name: 'Second round' })).toBeVisible();
    await expect(main).not.toContainText('Emma');
    await expect(main.getByRole('button')).toHaveCount(0);
    expect(await csv()).toEqual([]);
  });

  await round.reveal([emma, jan]);
  await test.step('after the reveal, what was coded, and no way to code', async () => {
    await page.goto(`${study.documentPath}?round=${round.roundId}`);
    await expect(reader.cards).toHaveCount(2);
    await reader.select('selectieve samenwerking');
    for (const key of ['p', 's', 'Enter', 'n', 'd', 'x']) await page.keyboard.press(key);
    await expect(reader.menu).toHaveCount(0);
    await expect(page.getByText('You can read this project but not code.')).toBeVisible();
    await reader.card('combinatie van druk').click();
    await expect(reader.open).toBeVisible();
    for (const name of ['Delete', 'Accept', 'Reject', 'Done and next'])
      await expect(page.getByRole('button', { name })).toHaveCount(0);
    await expect(reader.open.getByRole('textbox')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    await expect(reader.cards).toHaveCount(2);
    expect((await csv()).filter((row) => row.layer === 'current')).toHaveLength(2);
  });

  await test.step('the comparison, and no way to judge or settle', async () => {
    const compare = new Compare(page);
    await page.goto(`${project}/compare`);
    await main.getByRole('table').getByRole('link', { name: 'Nederland koersvast' }).first().click();
    await expect(compare.left).toHaveText('1 difference left of 1');
    await expect(compare.versions).toContainText('combinatie van druk');
    for (const key of ['a', 'x', 'e', 'm', '/', '1']) await page.keyboard.press(key);
    await expect(compare.panel.getByRole('form')).toHaveCount(0);
    await expect(compare.panel.getByRole('textbox')).toHaveCount(0);
    for (const name of [/^Accept/, /^Reject/, 'Final version', 'Start the final version'])
      for (const role of ['button', 'radio'] as const)
        await expect(compare.panel.getByRole(role, { name })).toHaveCount(0);
  });

  await test.step('where nobody has finished there is nothing to count', async () => {
    const compare = new Compare(page);
    await page.goto(`${study.documentPath}/compare?round=${study.roundId}`);
    await expect(compare.panel).toContainText('No coder has finished here yet');
    await expect(compare.left).toHaveCount(0);
  });

  await test.step('every other screen, without what changes it', async () => {
    const nothing = [
      'Add documents',
      /^Actions for/,
      'New tag',
      'Import',
      'Start a round',
      'Rename',
      'Reveal',
      'Create an invitation link',
      'Restore',
      'Save',
    ];
    const screens: readonly (readonly [string, string])[] = [
      [`${project}/work`, 'You can read this project but not code. These are its documents.'],
      [`${project}/documents`, 'Nederland koersvast richting Rusland'],
      [`${project}/codebook`, 'What pressure means in this study.'],
      [`${project}/rounds`, 'Second round'],
      [`${project}/rounds/${round.roundId}`, 'Second round'],
      [`${project}/history`, 'coded “combinatie van druk” as pressure'],
      [`${study.documentPath}/history`, 'coded “combinatie van druk” as pressure'],
      [`${project}/members`, 'Vera Kijker'],
      [`${project}/export`, 'Download annotations.csv'],
      [`${project}/documents/add`, 'Only owners and reviewers add documents.'],
      [`${project}/rounds/new`, 'Only owners start rounds.'],
      [`${project}/settings`, 'Only owners can change these settings.'],
    ];
    for (const [path, words] of screens) {
      await page.goto(path);
      await expect(main.getByText(words).first(), path).toBeVisible();
      await page.waitForLoadState('networkidle');
      for (const name of nothing)
        await expect(
          main.getByRole('button', { name }).or(main.getByRole('link', { name })),
          `${path}: ${name}`,
        ).toHaveCount(0);
    }
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').fill('add');
    await expect(page.getByRole('option', { name: 'Add documents' })).toHaveCount(0);
    await page.getByRole('combobox').fill('start a round');
    await expect(page.getByRole('option', { name: 'Start a round' })).toHaveCount(0);
  });
});
