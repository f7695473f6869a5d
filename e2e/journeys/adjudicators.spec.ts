import { rowsOf } from '../fixtures/dataset.ts';
import { disputedLetter } from '../fixtures/disputed-letter.ts';
import { expect, test } from '../fixtures/study.ts';
import { Compare } from '../pages/compare.ts';

test('of two who settle the same difference at the same time the second is refused, and keeps the words', async ({
  study,
}) => {
  const { rita, address } = await disputedLetter(study);
  const first = new Compare(await (await study.browser(study.owner)).newPage());
  await first.page.goto(`${address}&mode=settle`);
  await first.panel.getByRole('button', { name: 'Start the final version' }).click();
  await expect(first.panel).toContainText('Final version: 0 annotations');

  const second = new Compare(await (await study.browser(rita)).newPage());
  // News does not reach her: neither the stream nor the asking in its place.
  await second.page.route(/\/trpc\/live\./, (route) => route.abort());
  await second.page.goto(`${address}&mode=settle`);
  await expect(second.left).toHaveText('1 difference left of 1');
  await second.press('m');
  await second.reason.fill('The whole of the stance.');

  await first.press('2', 'Enter');
  await expect(first.left).toHaveText('0 differences left of 1');
  await expect(second.left).toHaveText('1 difference left of 1');

  const final = async () => {
    const answer = await first.page.request.get(
      `/api/projects/${study.projectId}/annotations.csv?layer=final`,
    );
    return rowsOf(await answer.text()).map(({ quote, reviewer }) => `${quote}, ${reviewer}`);
  };
  await test.step('she is refused and shown what was decided; what she wrote stays', async () => {
    await second.reason.press('Enter');
    await expect(second.panel.getByRole('alert')).toContainText('Somebody decided this just before you.');
    await expect(second.left).toHaveText('0 differences left of 1');
    await expect(second.panel.getByRole('region', { name: 'Decision' })).toContainText('Taken');
    await expect(second.reason).toHaveValue('The whole of the stance.');
    expect(await final()).toEqual(['druk, owner']);
  });
  await test.step('having seen it she may decide otherwise, in the place of that decision', async () => {
    await second.reason.press('Enter');
    await expect(second.page.getByText('Settled: merged.')).toBeVisible();
    expect(await final()).toEqual(['combinatie van druk, Rita Vos']);
    await expect(first.panel.getByRole('region', { name: 'Decision' })).toContainText(
      'The whole of the stance.',
    );
  });
});
