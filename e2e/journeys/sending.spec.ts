import { newId } from '../fixtures/api.ts';
import { goOffline } from '../fixtures/network.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('what the server refuses is shown with what builds on it, and the person chooses', async ({ study }) => {
  const anna = await study.join('Anna', 'coder');
  const annotationId = await study.code(anna, study.tags.pressure, 'combinatie van druk');
  const context = await study.browser(anna);
  // What one needs to go on coding comes without an idle moment, which a busy browser does not have.
  await context.addInitScript(() => {
    window.requestIdleCallback = () => 1;
  });
  const page = await context.newPage();
  const reader = new Reader(page);
  await page.goto(study.documentPath);
  const card = reader.card('combinatie van druk');
  const parked = page.getByRole('dialog', { name: 'Not saved' });
  const elsewhere = (version: number, change: object) =>
    anna.api.mutate('annotation.edit', {
      opId: newId(),
      projectId: study.projectId,
      documentId: study.documentId,
      roundId: study.roundId,
      annotationId,
      version,
      change,
    });
  /** Two changes that build on each other, and one that has nothing to do with them, while nothing can be sent. */
  const codeOffline = async (memo: string, words: string) => {
    await goOffline(page);
    await card.click();
    await reader.open.getByLabel('Memo').fill(memo);
    await reader.open.getByLabel('Memo').press('Control+Enter');
    await reader.click('combinatie van druk');
    await reader.open.getByRole('radio', { name: 'high' }).click();
    await page.keyboard.press('Escape');
    await reader.code(words, 's');
    await expect(reader.status).toHaveText('offline, 3 kept here');
  };
  await expect(reader.cards).toHaveCount(1);

  await codeOffline('from this browser', 'ingrijpend te wijzigen');
  await elsewhere(1, { memo: 'from the other' });
  await context.setOffline(false);
  await expect(reader.status).toHaveText('conflict');
  // The one beside them has been saved meanwhile; of the two nothing has been lost.
  await page.reload();
  await expect(reader.cards).toHaveCount(2);
  await reader.status.click();
  await expect(parked).toContainText('changed');
  await expect(parked.getByRole('listitem').getByRole('listitem')).toHaveText([
    'Memo on “combinatie van druk”: from this browser',
    'Certainty of “combinatie van druk”',
  ]);
  const copy = page.waitForEvent('download');
  await parked.getByRole('button', { name: 'Save a copy as text' }).click();
  expect((await copy).suggestedFilename()).toBe('not-saved.txt');
  await parked.getByRole('button', { name: 'Keep my version' }).click();
  await reader.saved();
  await expect(card).toContainText('from this browser');

  await codeOffline('thrown away', 'selectieve samenwerking');
  await elsewhere(4, { memo: 'stays' });
  await context.setOffline(false);
  await expect(reader.status).toHaveText('conflict');
  await reader.status.click();
  await parked.getByRole('button', { name: 'Throw away' }).click();
  await reader.saved();
  await expect(card).toContainText('stays');
  await page.reload();
  await expect(reader.cards).toHaveCount(3);
  await expect(card).toContainText('stays');
});

test('two tabs of one person share what waits, send it once, and the one left over goes on', async ({
  study,
}) => {
  const anna = await study.join('Anna', 'coder');
  const first = new Reader(await study.open(anna));
  const context = first.page.context();
  const second = new Reader(await context.newPage());
  await second.page.goto(study.documentPath);
  await expect(second.letter).toContainText('Nederland ziet daarom');
  const sent: string[] = [];
  context.on('requestfinished', (request) => {
    if (request.url().includes('annotation.create')) sent.push(request.postData() ?? '');
  });

  await first.page.bringToFront();
  await first.code('combinatie van druk', 'p');
  await expect(second.card('combinatie van druk')).toBeVisible();
  await goOffline(first.page, second.page);
  await first.code('selectieve samenwerking', 's');
  await second.page.bringToFront();
  await second.code('ingrijpend te wijzigen', 'p');
  for (const tab of [first, second]) {
    await expect(tab.cards).toHaveCount(3);
    await expect(tab.status).toHaveText('offline, 2 kept here');
  }
  await context.setOffline(false);
  for (const tab of [first, second]) await tab.saved();

  // What one tab did, the other takes back.
  await second.letter.focus();
  await second.page.keyboard.press('Control+z');
  await second.page.keyboard.press('Control+z');
  await expect(first.cards).toHaveCount(1);
  await first.page.close();
  await second.code('huidige', 's');
  await second.saved();
  await second.page.reload();
  await expect(second.cards).toHaveCount(2);
  for (const quote of ['selectieve samenwerking', 'huidige'])
    expect(sent.filter((body) => body.includes(quote)).length).toBe(1);
});

test('a reload while saving, and a lost answer, neither lose nor double a coding', async ({ study }) => {
  const anna = await study.join('Anna', 'coder');
  const reader = new Reader(await study.open(anna));
  const { page } = reader;
  const answered: Promise<unknown>[] = [];
  // The server hears of it and carries it out, but its answer never reaches the page.
  await page.route('**/trpc/annotation.create*', async (route) => {
    answered.push(route.fetch());
    await answered.at(-1);
    await route.abort().catch(() => undefined);
  });
  await reader.code('combinatie van druk', 'p');
  await expect.poll(() => answered.length).toBeGreaterThan(0);
  await expect(reader.status).not.toHaveText('saved');
  await reader.code('selectieve samenwerking', 's');
  await expect(reader.status).toHaveText('offline, 2 kept here');
  await page.reload();
  await expect(reader.cards).toHaveCount(2);
  await page.unroute('**/trpc/annotation.create*');
  await reader.saved();
  await page.reload();
  await expect(reader.cards).toHaveCount(2);
  const { annotations } = await anna.api.query<{ annotations: { version: number }[] }>('annotation.list', {
    projectId: study.projectId,
    documentId: study.documentId,
  });
  expect(annotations.map(({ version }) => version)).toEqual([1, 1]);
});

test('a browser that keeps nothing says so, and asks before one leaves', async ({ study }) => {
  const anna = await study.join('Anna', 'coder');
  const context = await study.browser(anna);
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  const page = await context.newPage();
  const reader = new Reader(page);
  await page.goto(study.documentPath);
  await page.route('**/trpc/annotation.create*', (route) => route.abort());
  await reader.code('combinatie van druk', 'p');
  await expect(reader.status).toHaveText('offline, 1 in this tab only');
  const asked = page.waitForEvent('dialog');
  void page.evaluate(() => location.reload()).catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(reader.cards).toHaveCount(1);
  await page.unroute('**/trpc/annotation.create*');
  await reader.saved();
  await page.reload();
  await expect(reader.cards).toHaveCount(1);
});

test('a memo that was begun survives a reload, and signing out asks and leaves nothing of it', async ({
  study,
}) => {
  const anna = await study.join('Anna', 'coder');
  await study.code(anna, study.tags.pressure, 'combinatie van druk');
  const reader = new Reader(await study.open(anna));
  const { page } = reader;
  const stored = () =>
    page.evaluate(() => JSON.stringify(Object.entries(localStorage)).includes('half a thought'));
  await reader.card('combinatie van druk').click();
  await reader.open.getByLabel('Memo').fill('half a thought');
  await page.reload();
  await expect(reader.cards).toHaveCount(1);
  expect(await stored()).toBe(true);

  const leave = async () => {
    await page.getByRole('button', { name: /Anna/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
  };
  const question = page.getByRole('dialog', { name: 'Not everything has been sent' });
  await page.goto('/account');
  await leave();
  await question.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(question).toBeHidden();
  expect(await stored()).toBe(true);
  await leave();
  await question.getByRole('button', { name: 'Sign out, throw the changes away' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await stored()).toBe(false);
});
