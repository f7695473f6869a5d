import { rowsOf } from '../fixtures/dataset.ts';
import { disputedLetter } from '../fixtures/disputed-letter.ts';
import { goOffline } from '../fixtures/network.ts';
import { expect, test } from '../fixtures/study.ts';
import { Compare } from '../pages/compare.ts';

test('without a network a comparison stays readable, and no verdict is lost or given twice', async ({
  study,
}) => {
  const { rita, address } = await disputedLetter(study);
  const context = await study.browser(rita);
  const compare = new Compare(await context.newPage());
  const { page } = compare;
  await page.goto(address);
  await expect(compare.picked).toContainText('Emma de Lange');
  const verdicts = async () => {
    const answer = await study.owner.api.query<{ reviews: { verdict: string; reason: string }[] }>(
      'annotation.list',
      { projectId: study.projectId, documentId: study.documentId },
    );
    return answer.reviews.map(({ verdict, reason }) => `${verdict}: ${reason}`).toSorted();
  };

  await test.step('a verdict given without a network waits, and is sent on return', async () => {
    await goOffline(page);
    await expect(page.getByRole('banner').getByText('offline')).toBeVisible();
    await compare.press('a');
    await expect(page.getByText('What you did is sent as soon as there is.')).toBeVisible();
    await expect(compare.versions).toContainText('combinatie van druk');
    expect(await verdicts()).toEqual([]);
    await context.setOffline(false);
    await expect(compare.versions).toContainText('Accepted');
    await expect(compare.picked).toContainText('Jan Bos');
    expect(await verdicts()).toEqual(['accept: ']);
  });

  await test.step('a reason cannot be sent without one, says so, and is kept through a reload', async () => {
    await compare.press('x', '2');
    await goOffline(page);
    await page.keyboard.type('Not the word alone.');
    await expect(compare.panel).toContainText('Deciding needs one; what you have typed is kept.');
    await expect(compare.panel.getByRole('button', { name: 'Reject with this reason' })).toBeDisabled();
    await compare.press('Enter');
    await context.setOffline(false);
    await expect(compare.panel.getByRole('button', { name: 'Reject with this reason' })).toBeEnabled();
    expect(await verdicts()).toEqual(['accept: ']);
    await page.reload();
    await expect(compare.picked).toContainText('Jan Bos');
    await compare.press('x', '2');
    await expect(compare.reason).toHaveValue('Not the word alone.');
  });

  await test.step('a verdict whose answer is lost is sent again, and given once', async () => {
    let lost = 0;
    await page.route(/\/trpc\/review\.give/, async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await compare.press('Enter');
    await expect(compare.versions).toContainText('Not the word alone.');
    expect(lost).toBe(1);
    expect(await verdicts()).toEqual(['accept: ', 'reject: Not the word alone.']);
    const answer = await page.request.get(`/api/projects/${study.projectId}/annotations.csv`);
    const kinds = rowsOf(await answer.text()).map((row) => `${row.quote}: ${row.status} ${row.verdict_kind}`);
    expect(kinds).toEqual(['combinatie van druk: accepted ', 'druk: rejected boundary']);
  });

  await test.step('a reply that was never answered is sent again by hand, and said once', async () => {
    // As short as the pauses between the tries get.
    await page.evaluate(() => {
      Math.random = () => 0;
    });
    await page.route(/\/trpc\/reply\.create/, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('textbox', { name: 'Reply; @ mentions a member' }).fill('Which word, then?');
    const send = page.getByRole('button', { name: 'Send reply' });
    await send.click();
    await expect(page.getByText('The server cannot be reached.')).toBeVisible({ timeout: 60_000 });
    await page.unroute(/\/trpc\/reply\.create/);
    await send.click();
    await expect(send).toBeHidden();
    const { replies } = await study.owner.api.query<{ replies: { text: string }[] }>('annotation.list', {
      projectId: study.projectId,
      documentId: study.documentId,
    });
    expect(replies.map(({ text }) => text)).toEqual(['Which word, then?']);
  });
});
