import { newId } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

const second = { title: 'Brief over de Raad', date: '2020-03-01', author: 'Blok', addressee: 'Kamer' };
const secondText = 'Brief over de Raad\n\nDe Raad sprak over druk en dialoog.\n\nHet kabinet wacht af.\n';

test('an owner opens a blind round by rule, sees what it draws, and changes who codes what', async ({
  study,
}) => {
  await study.join('Anna Bos', 'coder');
  await study.join('Bert Vos', 'coder');
  await study.join('Rita Kok', 'reviewer');
  await study.addDocument(second, secondText);
  const page = await (await study.browser(study.owner)).newPage();
  await page.goto(`/p/${study.projectId}/rounds`);
  await page.getByRole('link', { name: 'Start a round' }).click();
  await page.getByLabel('Name').fill('Pilot');
  const preview = page.getByRole('region', { name: 'Resulting assignments' });
  await expect(preview).toContainText('Anna Bos 2 documents and Bert Vos 2 documents');
  await page.getByRole('radio', { name: /^One coder per document/ }).check();
  await page.getByLabel('Coded twice, percent').fill('50');
  await expect(preview).toContainText('1 document is coded twice');
  await page.getByRole('radio', { name: /^Several coders/ }).check();
  // Whoever clicks twice wants it once.
  await page.getByRole('button', { name: 'Start this blind round' }).dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'Pilot' })).toBeVisible();
  const { rounds } = await study.owner.api.query<{ rounds: { name: string }[] }>('project.get', {
    projectId: study.projectId,
  });
  expect(rounds.filter(({ name }) => name === 'Pilot')).toHaveLength(1);
  await expect(page.getByText(/^Drawn: 2 coders for each document/)).toBeVisible();

  const cell = (name: string, title: string) =>
    page.getByRole('checkbox', { name: `${name} codes ${title}` });
  await expect(cell('Bert Vos', second.title)).toBeChecked();
  // By keyboard alone: from the first box to the one beside it, and off.
  await cell('Anna Bos', second.title).focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell('Bert Vos', second.title)).toBeFocused();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(page.getByText('1 assignment changed.')).toBeVisible();
  await expect(cell('Bert Vos', second.title)).not.toBeChecked();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undone.')).toBeVisible();
  await expect(cell('Bert Vos', second.title)).toBeChecked();
  // A reviewer looks on until work is given to them.
  const lookedOn = page.getByText(/^Owners and reviewers could look at this work until now/);
  await cell('Bert Vos', second.title).uncheck();
  await expect(page.getByRole('button', { name: 'Save 1 change' })).toBeVisible();
  await expect(lookedOn).toBeHidden();
  await cell('Rita Kok', second.title).check();
  await expect(lookedOn).toBeVisible();
});

test('a round gets exactly the sample that its preview shows, and the same seed draws it again', async ({
  study,
}) => {
  await study.join('Anna Bos', 'coder');
  await study.join('Bert Vos', 'coder');
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    const author = number < 4 ? 'Blok' : 'Kaag';
    await study.addDocument(
      { title: `Brief ${number}`, author },
      `Brief ${number}\n\nOver alinea ${number}.\n`,
    );
  }
  const page = await (await study.browser(study.owner)).newPage();
  const preview = page.getByRole('region', { name: 'Resulting assignments' });
  const plan = async (seed: number) => {
    await page.goto(`/p/${study.projectId}/rounds/new`);
    await page.getByRole('radio', { name: /^One coder per document/ }).check();
    await page.getByLabel('Coded twice, percent').fill('50');
    await page.getByLabel('Spread the sample over').selectOption('author');
    await page.getByLabel('Seed', { exact: true }).fill(String(seed));
    await expect(preview).toContainText('4 documents are coded twice.');
    await expect(preview).toContainText('6 documents');
    await expect(preview.getByRole('row', { name: 'Blok 4 2' })).toBeVisible();
    await expect(preview.getByRole('row', { name: 'Kaag 4 2' })).toBeVisible();
    // Another seed gives the same counts: what stands there meanwhile may be that of the seed before.
    await expect(preview).toHaveAttribute('aria-busy', 'false');
  };
  /** Who codes what, as the labels of the cells say it. */
  const drawn = async () => {
    const cells = preview.getByRole('img');
    await expect(cells).toHaveCount(12);
    return cells.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  };
  await plan(1948);
  const first = await drawn();
  await page.getByLabel('Seed', { exact: true }).fill('2024');
  await expect.poll(drawn).not.toEqual(first);
  await plan(1948);
  await expect.poll(drawn).toEqual(first);
  await page.getByLabel('Name').fill('Steekproef');
  await page.getByRole('button', { name: 'Start this blind round' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Steekproef' })).toBeVisible();
  await expect(
    page.getByText('two for 50% of them, among Anna Bos and Bert Vos, with seed 1948.'),
  ).toBeVisible();
  await expect(page.getByText('The sample was spread over “Author”.')).toBeVisible();
  const given = page.getByRole('checkbox', { name: / codes /, checked: true });
  await expect(given).toHaveCount(12);
  expect(await given.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''))).toEqual(
    first,
  );

  // As from the planner: three more, of those that were not given to two coders.
  await page.goto(`/p/${study.projectId}/rounds/new?draw=3`);
  await expect(page.getByLabel('Documents to draw')).toHaveValue('3');
  await expect(page.getByText('From 4 documents that two coders were not given in one round.')).toBeVisible();
  await page.getByLabel('Seed', { exact: true }).fill('1948');
  await expect(preview.getByRole('img')).toHaveCount(6);
  await page.getByRole('button', { name: 'Start this blind round' }).click();
  await expect(page.getByText('3 documents drawn from 4.')).toBeVisible();
  await expect(page.getByText('among Anna Bos and Bert Vos, with seed 1948.')).toBeVisible();
});

test('in a blind round each sees only their own work, until the owner reveals it', async ({ study }) => {
  test.slow();
  const anna = await study.join('Anna Bos', 'coder');
  const bert = await study.join('Bert Vos', 'coder');
  const { members } = await study.owner.api.query<{ members: { id: string; name: string }[] }>(
    'project.get',
    {
      projectId: study.projectId,
    },
  );
  const memberIds = members
    .filter(({ name }) => name !== 'owner' && / (Bos|Vos)$/.test(name))
    .map(({ id }) => id);
  const roundId = newId();
  await study.owner.api.mutate('round.create', {
    opId: newId(),
    projectId: study.projectId,
    id: roundId,
    name: 'Pilot',
    blind: true,
    documentIds: [study.documentId],
    assignments: {
      kind: 'plan',
      plan: { codersPerDocument: 2, memberIds, doubleCodedPercent: null, stratifiedBy: null, seed: 7 },
    },
  });

  const first = new Reader(await (await study.browser(anna)).newPage());
  await first.page.goto(`/p/${study.projectId}/work`);
  await first.page.getByRole('link', { name: /^Begin with/ }).click();
  await expect(first.page.getByText('Blind round: you see only your own work.')).toBeVisible();
  await first.code('combinatie van druk', 'p');
  await expect(first.card('combinatie van druk')).toBeVisible();

  // The document opens in the round in which there is work to do, also without saying so.
  const second = new Reader(await study.open(bert));
  await expect(second.page.getByText('Blind round: you see only your own work.')).toBeVisible();
  await second.code('selectieve samenwerking', 's');
  await expect(second.cards).toHaveCount(1);
  await expect(second.page.getByRole('list', { name: 'Also here' })).toHaveCount(0);

  // A paragraph that holds nothing; coding in it takes the mark away, undo brings it back.
  const read = second.page.getByRole('button', { name: 'Paragraph 2: read, nothing applies' });
  await second.select('Rusland is de afgelopen jaren');
  await expect(second.menu).toBeVisible();
  await second.page.keyboard.press('Escape');
  await second.page.keyboard.press('n');
  await expect(read).toBeVisible();
  await second.code('Rusland is de afgelopen jaren', 'p');
  await expect(read).toHaveCount(0);
  await second.page.keyboard.press('Control+z');
  await expect(read).toBeVisible();

  await first.letter.focus();
  await first.page.keyboard.press('d');
  await expect(first.page.getByText('You marked this document as done.')).toHaveCount(1);

  const owner = await (await study.browser(study.owner)).newPage();
  await owner.goto(`/p/${study.projectId}/work`);
  const board = owner.getByRole('table', { name: 'Progress' });
  await expect(board).toContainText('done');
  await expect(board).toContainText('in progress');
  await owner.goto(`/p/${study.projectId}/rounds/${roundId}`);
  const boxKeys = owner.getByText('Arrow keys go from box to box');
  await expect(boxKeys).toBeVisible();
  await owner.getByRole('button', { name: 'Reveal' }).click();
  const dialog = owner.getByRole('dialog');
  await expect(dialog).toContainText('Anna Bos: 1 of 1 document done.');
  await expect(dialog).toContainText('Bert Vos: 0 of 1 document done.');
  await expect(dialog).toContainText('This cannot be undone');
  await dialog.getByRole('button', { name: 'Reveal the round' }).click();
  await expect(owner.getByText('Pilot has been revealed.')).toBeVisible();
  await expect(owner.getByRole('checkbox')).toHaveCount(0);
  await expect(boxKeys).toHaveCount(0);

  // Without a reload each sees the other's, and what was done stays done.
  await expect(second.card('combinatie van druk')).toBeVisible();
  await first.page.goto(`${study.documentPath}?round=${roundId}`);
  await expect(first.card('selectieve samenwerking')).toBeVisible();
  await expect(
    first.page.getByText(
      'You finished this document here; what you finished is on record and stays as it is.',
    ),
  ).toBeVisible();
  await expect(first.page.getByRole('button', { name: 'Reopen' })).toHaveCount(0);

  // Later she codes it again: nothing of hers, or of Bert's, is left on her screen until she has finished.
  await owner.goto(`/p/${study.projectId}/rounds/new`);
  await owner.getByRole('radio', { name: /^What coders finished before/ }).check();
  await owner.getByLabel('Days since, at least').fill('0');
  await expect(owner.getByText('Anna Bos: 1 document of 1')).toBeVisible();
  await expect(owner.getByText('Bert Vos: nothing finished so long ago')).toBeVisible();
  await owner.getByLabel('Name').fill('Once more');
  await owner.getByRole('button', { name: 'Start this blind round' }).click();
  await expect(owner.getByText(/^Coded again: for each of Anna Bos and Bert Vos 5 documents/)).toBeVisible();
  await expect(first.cards).toHaveCount(0);
  await first.page.goto(`/p/${study.projectId}/work`);
  await first.page.getByRole('link', { name: /^Begin with/ }).click();
  await expect(first.page.getByText(/^You are coding this document again/)).toBeVisible();
  await expect(first.cards).toHaveCount(0);
  await first.code('Rusland is de afgelopen jaren', 'p');
  await expect(first.cards).toHaveCount(1);
  await first.letter.focus();
  await first.page.keyboard.press('d');
  await expect(first.page.getByText(/^You finished this document here/)).toBeVisible();
  await expect(first.page.getByRole('button', { name: 'Reopen' })).toHaveCount(0);
  await first.page.goto(`${study.documentPath}?round=${roundId}`);
  await expect(first.card('combinatie van druk')).toBeVisible();
});
