import type { Page } from '@playwright/test';
import { blindRound } from '../fixtures/blind-round.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

const left = (page: Page) =>
  page
    .getByRole('banner')
    .or(page.locator('header'))
    .getByText(/differences? left of/);
const panel = (page: Page) => page.getByRole('complementary', { name: 'Differences and decisions' });
const versions = (page: Page) => panel(page).getByRole('list', { name: 'What each coder has' });

/** Presses keys one after the other and counts them. */
async function press(page: Page, ...keys: readonly string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
}

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

  const reviewer = await (await study.browser(rita)).newPage();
  const address = `${study.documentPath}/compare?round=${round.roundId}`;
  await reviewer.goto(address);
  await expect(reviewer.getByText('is being coded blind')).toBeVisible();
  await round.reveal([emma, jan]);
  await reviewer.goto(`/p/${study.projectId}/compare`);
  await reviewer.getByRole('table').getByRole('link', { name: 'Nederland koersvast' }).first().click();

  await test.step('the differences are a list, and what all marked alike is accepted at once', async () => {
    await expect(left(reviewer)).toHaveText('2 differences left of 2');
    await expect(
      panel(reviewer).getByRole('list', { name: 'Differences' }).getByRole('listitem'),
    ).toHaveCount(2);
    await expect(versions(reviewer)).toContainText('combinatie van druk');
    await panel(reviewer).getByRole('button', { name: 'Accept the 2 that all coders marked alike' }).click();
    await expect(reviewer.getByText('Accepted: 2.')).toBeVisible();
  });

  await test.step('one annotation is rejected with a reason in three keys and its words', async () => {
    expect(await press(reviewer, 'x', '2')).toBe(2);
    await reviewer.keyboard.type('Only the word itself.');
    await press(reviewer, 'Enter');
    await expect(reviewer.getByText('Rejected with your reason.')).toBeVisible();
    await expect(versions(reviewer)).toContainText('Only the word itself.');
  });

  const coder = new Reader(await (await study.browser(emma)).newPage());
  await test.step('the coder is told, sees it in place, and answers', async () => {
    await coder.page.goto(`/p/${study.projectId}/work`);
    await coder.page.getByRole('button', { name: /unread notices$/ }).click();
    await coder.page.getByRole('link', { name: /rejected.*combinatie van druk/ }).click();
    await coder.card('combinatie van druk').click();
    await expect(coder.open).toContainText('Only the word itself.');
    await coder.open.getByRole('textbox', { name: 'Reply; @ mentions a member' }).fill('Agreed, @Ri');
    await coder.page.keyboard.press('Enter');
    await coder.page.keyboard.type('thanks');
    await coder.page.keyboard.press('Enter');
    await expect(coder.open.getByRole('region', { name: 'Conversation' })).toContainText(
      'Agreed, @Rita Vos thanks',
    );
  });
  await test.step('the reply stands in the reviewer’s thread by itself', async () => {
    await expect(reviewer.getByRole('button', { name: '1 unread notice' })).toBeVisible();
    // Its verdict given, the next annotation of the difference was picked.
    await reviewer.keyboard.press('1');
    await expect(panel(reviewer)).toContainText('Agreed, @Rita Vos thanks');
  });
  await test.step('one key adopts, and undo takes it back', async () => {
    await coder.letter.focus();
    await coder.page.keyboard.press('a');
    await expect(coder.card('combinatie van druk')).toBeHidden();
    await expect(left(reviewer)).toHaveText('2 differences left of 2');
    await expect(versions(reviewer)).not.toContainText('combinatie van druk');
    await coder.page.keyboard.press('ControlOrMeta+z');
    await expect(coder.card('combinatie van druk')).toBeVisible();
    await expect(versions(reviewer)).toContainText('combinatie van druk');
  });

  const owner = await (await study.browser(study.owner)).newPage();
  await test.step('the final version starts by rule, with what the rule gives', async () => {
    await owner.goto(`${address}&mode=settle`);
    await expect(panel(owner)).toContainText('1 annotation, 2 differences left');
    await panel(owner).getByRole('button', { name: 'Start the final version' }).click();
    await expect(panel(owner)).toContainText('Final version: 1 annotation');
  });
  await test.step('one disagreement is settled in two keys', async () => {
    await expect(versions(owner)).toContainText('combinatie van druk');
    expect(await press(owner, '2', 'Enter')).toBe(2);
    await expect(owner.getByText('Settled: version taken.')).toBeVisible();
    await expect(left(owner)).toHaveText('1 difference left of 2');
    await expect(versions(owner)).toContainText('ingrijpend te wijzigen');
  });
  await test.step('of two adjudicators the second sees what the first decided', async () => {
    await reviewer.goto(`${address}&mode=settle`);
    await expect(left(reviewer)).toHaveText('1 difference left of 2');
    await reviewer.keyboard.press('j');
    await expect(versions(reviewer)).toContainText('ingrijpend te wijzigen');
    await press(owner, 'x', 'Tab');
    await reviewer.keyboard.press('2');
    await owner.getByRole('textbox', { name: 'Reason' }).fill('A headline, no stance.');
    await owner.getByRole('textbox', { name: 'Reason' }).press('Enter');
    await expect(owner.getByText('Settled: left out.')).toBeVisible();
    await expect(left(reviewer)).toHaveText('0 differences left of 2');
    await expect(panel(reviewer)).toContainText('A headline, no stance.');
    await reviewer.keyboard.press('Escape');
  });
  await test.step('a settled dispute becomes an example of the tag', async () => {
    await owner.keyboard.press('k');
    await owner.keyboard.press('*');
    await expect(owner.getByText('Added to the examples of the tag.')).toBeVisible();
    await panel(owner).getByRole('button', { name: 'Finish the final version' }).click();
    await expect(panel(owner)).toContainText('Final version finished');
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
    const lines = (await answer.text()).trim().split(/\r?\n/).slice(1);
    expect(lines).toHaveLength(2);
    expect(lines.filter((line) => line.includes(',162,166,druk,'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes(',selectieve samenwerking,'))).toHaveLength(1);
  });
});
