import { newId } from '../fixtures/api.ts';
import { startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('two people see each other’s annotations, changes and deletions, and who is here', async ({ study }) => {
  const anna = await study.join('Anna Bos', 'coder');
  const bert = await study.join('Bert Vos', 'coder');
  const first = new Reader(await study.open(anna));
  const second = new Reader(await study.open(bert));
  await expect(first.page.getByRole('list', { name: 'Also here' })).toContainText('Bert Vos');

  await first.code('combinatie van druk', 'p');
  await expect(second.card('combinatie van druk')).toContainText('pressure');

  // What comes from elsewhere leaves the words that Bert has selected, and the menu at them, alone.
  await second.select('selectieve samenwerking');
  await expect(second.menu).toBeVisible();
  await first.code('ingrijpend te wijzigen', 's');
  await first.code('en selectieve', 'p');
  await expect(second.card('en selectieve')).toBeVisible();
  await expect(second.menu).toBeVisible();
  expect(await second.page.evaluate(() => String(getSelection()))).toBe('selectieve samenwerking');
  await second.page.keyboard.press('s');
  await expect(first.card('selectieve samenwerking')).toBeVisible();

  // Nor does it touch a memo that is being typed, its place in the field, or the card around it.
  await second.click('samenwerking, ingrijpend');
  const memo = second.open.getByLabel('Memo');
  await memo.pressSequentially('first half, ');
  await first.code('de huidige', 'p');
  await expect(second.card('de huidige')).toBeVisible();
  await expect(memo).toBeFocused();
  await second.page.keyboard.type('second half');
  await expect(memo).toHaveValue('first half, second half');
  await memo.press('Control+Enter');
  await expect(first.card('first half, second half')).toBeVisible();

  await first.letter.focus();
  await first.page.keyboard.press('Control+z');
  await expect(second.card('de huidige')).toHaveCount(0);

  // A sheet that is open stays open.
  await first.page.keyboard.press('?');
  await expect(first.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await second.code('Dat schrijft', 'p');
  await expect(first.card('Dat schrijft')).toBeVisible();
  await expect(first.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('a memo that was being typed is there again when its annotation comes back', async ({ study }) => {
  const context = await study.browser(study.owner);
  const [first, second] = [new Reader(await context.newPage()), new Reader(await context.newPage())];
  for (const { page } of [first, second]) await page.goto(study.documentPath);
  await first.code('combinatie van druk', 'p');
  await expect(second.card('combinatie van druk')).toBeVisible();
  await first.click('combinatie van druk');
  await first.open.getByLabel('Memo').pressSequentially('why it is');
  await second.click('combinatie van druk');
  await second.open.getByRole('button', { name: 'Delete' }).click();
  await expect(first.cards).toHaveCount(0);
  await second.letter.focus();
  await second.page.keyboard.press('Control+z');
  await expect(first.card('combinatie van druk')).toBeVisible();
  await first.click('combinatie van druk');
  await expect(first.open.getByLabel('Memo')).toHaveValue('why it is');
});

test('whoever is removed from the project is told, without a reload', async ({ study }) => {
  const anna = await study.join('Anna Bos', 'coder');
  const reader = new Reader(await study.open(anna));
  await expect(reader.letter).toBeVisible();
  const { members } = await study.owner.api.query<{
    members: { id: string; name: string; version: number }[];
  }>('project.get', { projectId: study.projectId });
  const member = members.find((each) => each.name === 'Anna Bos');
  await study.owner.api.mutate('member.edit', {
    opId: newId(),
    projectId: study.projectId,
    memberId: member?.id,
    version: member?.version,
    change: { removed: true },
  });
  await expect(reader.page.getByText('You are no longer a member of this project')).toBeVisible();
  // What others do from now on does not reach the page.
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  await study.owner.api.query('project.get', { projectId: study.projectId });
  await expect(reader.cards).toHaveCount(0);
});

test('two servers on one data folder tell each other', async ({ study, browser }) => {
  const anna = await study.join('Anna Bos', 'coder');
  const bert = await study.join('Bert Vos', 'coder');
  const other = await startServer({}, { dataDir: process.env.KOERSVAST_DATA ?? '' });
  try {
    const first = new Reader(await study.open(anna));
    const context = await browser.newContext({
      baseURL: other.url,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      viewport: { width: 1440, height: 900 },
    });
    await context.addCookies(bert.api.cookies.map((each) => ({ ...each, url: other.url })));
    const page = await context.newPage();
    await page.goto(study.documentPath);
    const second = new Reader(page);
    await expect(second.letter).toBeVisible();
    await first.code('combinatie van druk', 'p');
    await expect(second.card('combinatie van druk')).toBeVisible();
    await second.code('selectieve samenwerking', 's');
    await expect(first.card('selectieve samenwerking')).toBeVisible();
    await context.close();
  } finally {
    await other.stop();
  }
});
