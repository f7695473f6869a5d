import type { Page } from '@playwright/test';
import { blindRound } from '../fixtures/blind-round.ts';
import { rowsOf } from '../fixtures/dataset.ts';
import { expect, test } from '../fixtures/study.ts';
import { Compare } from '../pages/compare.ts';
import { Reader } from '../pages/reader.ts';

test('a blind round is compared, judged, answered and settled, and the final version is in the CSV', async ({
  study,
}) => {
  test.slow();
  const emma = await study.join('Emma de Lange', 'coder');
  const jan = await study.join('Jan Bos', 'coder');
  const rita = await study.join('Rita Vos', 'reviewer');
  const { pressure, cooperation } = study.tags;
  const round = await blindRound(study, [emma, jan]);
  await round.code(emma, pressure, 'combinatie van druk');
  await round.code(jan, pressure, 'druk');
  await round.code(emma, cooperation, 'selectieve samenwerking');
  await round.code(jan, cooperation, 'selectieve samenwerking');
  await round.code(jan, pressure, 'ingrijpend te wijzigen');

  const reviewer = new Compare(await (await study.browser(rita)).newPage());
  const address = `${study.documentPath}/compare?round=${round.roundId}`;
  await reviewer.page.goto(address);
  await expect(reviewer.page.getByText('is blind and in progress')).toBeVisible();
  await round.reveal([emma, jan]);
  await reviewer.page.goto(`/p/${study.projectId}/compare`);
  await reviewer.page.getByRole('table').getByRole('link', { name: 'Nederland koersvast' }).first().click();

  await test.step('the differences are a list, and what all marked alike is accepted at once', async () => {
    await expect(reviewer.left).toHaveText('2 differences left of 2');
    await expect(reviewer.differences).toHaveCount(2);
    await expect(reviewer.versions).toContainText('combinatie van druk');
    await reviewer.panel.getByRole('button', { name: 'Accept the 2 on which all agree' }).click();
    await expect(reviewer.page.getByText('Accepted: 2.')).toBeVisible();
  });

  await test.step('one annotation is rejected with a reason', async () => {
    await reviewer.press('x', '2');
    await reviewer.page.keyboard.type('Only the word itself.');
    await reviewer.press('Enter');
    await expect(reviewer.page.getByText('Rejected with your reason.')).toBeVisible();
    await expect(reviewer.versions).toContainText('Only the word itself.');
  });

  const coder = new Reader(await (await study.browser(emma)).newPage());
  await test.step('the coder is told, sees it in place, and answers', async () => {
    await coder.page.goto(`/p/${study.projectId}/work`);
    const unread = (page: Page) => page.getByRole('button', { name: /unread notices?$/ });
    await expect(unread(coder.page)).toHaveText('2');
    const beside = await coder.page.context().newPage();
    await beside.goto(`/p/${study.projectId}/codebook`);
    await expect(unread(beside)).toHaveText('2');
    await unread(coder.page).click();
    await coder.page.getByRole('link', { name: /rejected.*combinatie van druk/ }).click();
    // What it is about is open, and is read: in the other tab too.
    await expect(coder.open).toContainText('Only the word itself.');
    await expect(coder.page).toHaveURL(/annotation=/);
    await expect(coder.page).not.toHaveURL(/card=/);
    await expect(unread(beside)).toHaveText('1');
    await unread(beside).click();
    await beside.getByRole('button', { name: 'Mark all as read' }).click();
    // What is said stays for as long as somebody is on it.
    const undo = beside.getByRole('button', { name: 'Undo' });
    await undo.hover();
    // The button is gone; the keyboard is where one goes on.
    await expect(beside.getByRole('radio', { name: 'All', exact: true })).toBeFocused();
    await expect(beside.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();
    await expect(coder.page.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();
    await undo.click();
    await expect(unread(beside)).toHaveText('1');
    await beside.close();
    await coder.open.getByRole('textbox', { name: 'Reply; @ mentions a member' }).fill('Agreed, @Ri');
    await coder.page.keyboard.press('Enter');
    await coder.page.keyboard.type('thanks');
    await coder.page.keyboard.press('Enter');
    await expect(coder.open.getByRole('region', { name: 'Conversation' })).toContainText(
      'Agreed, @Rita Vos thanks',
    );
  });
  await test.step('the reply stands in the reviewer’s thread by itself', async () => {
    await expect(reviewer.page.getByRole('button', { name: '1 unread notice' })).toBeVisible();
    // Its verdict given, the next annotation of the difference was picked.
    await reviewer.page.keyboard.press('1');
    await expect(reviewer.panel).toContainText('Agreed, @Rita Vos thanks');
  });
  await test.step('one key adopts, also once it was only noted, and undo takes it back', async () => {
    await coder.open.getByRole('button', { name: 'Noted, I keep my tag' }).click();
    await expect(coder.page.getByText('Marked as noted.')).toBeVisible();
    await coder.letter.focus();
    await coder.page.keyboard.press('a');
    await expect(coder.card('combinatie van druk')).toBeHidden();
    // Who was at work goes on in the work as it is now; the first pass keeps what was coded, to be read.
    await expect(reviewer.left).toHaveText('2 differences left of 2 in the current work');
    await expect(reviewer.versions).not.toContainText('combinatie van druk');
    await reviewer.page.getByRole('radio', { name: 'First pass' }).check();
    await expect(reviewer.page.getByText('2 differences in the first pass')).toBeVisible();
    await expect(reviewer.versions).toContainText('combinatie van druk');
    await expect(reviewer.panel.getByRole('button', { name: /^Accept/ })).toHaveCount(0);
    await reviewer.page.getByRole('radio', { name: 'Current work' }).check();
    await coder.page.keyboard.press('ControlOrMeta+z');
    await expect(coder.card('combinatie van druk')).toBeVisible();
    await expect(reviewer.versions).toContainText('combinatie van druk');
  });

  const owner = new Compare(await (await study.browser(study.owner)).newPage());
  await test.step('the final version starts by rule, with what the rule gives', async () => {
    await owner.page.goto(`${address}&mode=settle`);
    await expect(owner.panel).toContainText('1 annotation, 2 differences left');
    // Here `/` goes to the other work, and not to what finds.
    await owner.press('/');
    await expect(owner.page).not.toHaveURL(/mode=settle|find/);
    // The address is there before its screen, of which the key is.
    await expect(owner.panel.getByRole('region', { name: 'Start the final version' })).toBeHidden();
    await owner.press('/');
    await expect(owner.page).toHaveURL(/mode=settle/);
    await owner.panel.getByRole('button', { name: 'Start the final version' }).click();
    await expect(owner.panel).toContainText('Final version: 1 annotation');
  });
  await test.step('one disagreement is settled by taking a version', async () => {
    await expect(owner.versions).toContainText('combinatie van druk');
    await owner.press('2', 'Enter');
    await expect(owner.page.getByText('Settled: version taken.')).toBeVisible();
    await expect(owner.left).toHaveText('1 difference left of 2');
    await expect(owner.versions).toContainText('ingrijpend te wijzigen');
  });
  await test.step('finishing with a difference left asks first', async () => {
    await owner.panel.getByRole('button', { name: 'Finish the final version' }).click();
    const asks = owner.page.getByRole('dialog', { name: '1 difference is still open' });
    await asks.getByRole('button', { name: 'Finish with 1 open difference' }).click();
    await expect(owner.panel.getByRole('button', { name: 'Reopen the final version' })).toBeVisible();
    // What stood there before was another undo.
    await expect(owner.page.getByText('finished, with 1 open difference.')).toBeVisible();
    await owner.page.getByRole('button', { name: 'Undo' }).click();
    await expect(owner.panel.getByRole('button', { name: 'Finish the final version' })).toBeVisible();
  });
  await test.step('of two adjudicators the second sees what the first decided', async () => {
    await reviewer.page.goto(`${address}&mode=settle`);
    await expect(reviewer.left).toHaveText('1 difference left of 2');
    await reviewer.page.keyboard.press('j');
    await expect(reviewer.versions).toContainText('ingrijpend te wijzigen');
    await owner.press('x', 'Tab');
    await reviewer.page.keyboard.press('2');
    await owner.reason.fill('A headline, no stance.');
    await owner.reason.press('Enter');
    await expect(owner.page.getByText('Settled: left out.')).toBeVisible();
    await expect(reviewer.left).toHaveText('0 differences left of 2');
    await expect(reviewer.panel).toContainText('A headline, no stance.');
    await reviewer.page.keyboard.press('Escape');
  });
  await test.step('a settled dispute becomes an example of the tag', async () => {
    await owner.page.keyboard.press('k');
    await expect(owner.versions).toContainText('combinatie van druk');
    await owner.page.keyboard.press('*');
    await expect(owner.page.getByText('Added to the examples of the tag.')).toBeVisible();
    await owner.panel.getByRole('button', { name: 'Finish the final version' }).click();
    await expect(owner.panel).toContainText('Final version finished');
  });
  await test.step('the coder learns what became of each tag', async () => {
    await coder.page.goto(`/p/${study.projectId}/learning`);
    await expect(coder.page.getByRole('listitem').filter({ hasText: 'combinatie van druk' })).toContainText(
      'other boundaries',
    );
  });
  await test.step('and the CSV holds the final layer', async () => {
    const context = await study.browser(study.owner);
    const answer = await context.request.get(`/api/projects/${study.projectId}/annotations.csv?layer=final`);
    expect(answer.ok()).toBe(true);
    const rows = rowsOf(await answer.text());
    expect(rows.map(({ start, end, quote }) => `${start}-${end} ${quote}`)).toEqual([
      '162-166 druk',
      '170-193 selectieve samenwerking',
    ]);
  });
});
