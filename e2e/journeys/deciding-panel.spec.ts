import { disputedLetter } from '../fixtures/disputed-letter.ts';
import { picture } from '../fixtures/pictures.ts';
import { expect, test } from '../fixtures/study.ts';
import { Compare } from '../pages/compare.ts';

test('what a reason misses is marked: the kinds, and then the words', async ({ study }) => {
  const { rita, address } = await disputedLetter(study);
  const reviewer = new Compare(await (await study.browser(rita)).newPage());
  await reviewer.page.goto(address);
  await expect(reviewer.picked).toContainText('Emma de Lange');
  await reviewer.press('x', 'Enter');
  const kinds = reviewer.panel.getByRole('radiogroup', { name: 'Kind of reason' });
  await expect(reviewer.panel.getByRole('alert')).toHaveText('Choose the kind of reason.');
  await expect(kinds).toHaveAttribute('aria-invalid', 'true');
  await expect(kinds).toHaveAccessibleDescription('Choose the kind of reason.');
  await expect(reviewer.reason).toHaveAttribute('aria-invalid', 'false');
  await picture(reviewer.page, 'kind-missing');
  await reviewer.press('2', 'Enter');
  await expect(kinds).toHaveAttribute('aria-invalid', 'false');
  await expect(reviewer.reason).toHaveAttribute('aria-invalid', 'true');
  await expect(reviewer.reason).toHaveAccessibleDescription('Write the reason.');
});
