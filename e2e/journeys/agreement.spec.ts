import type { Page } from '@playwright/test';
import { blindRound } from '../fixtures/blind-round.ts';
import { picture } from '../fixtures/pictures.ts';
import { publishedRound } from '../fixtures/published-round.ts';
import { expect, type Study, test } from '../fixtures/study.ts';

/** What has the focus, as somebody who listens is told. */
const heard = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
  });

async function tabTo(page: Page, words: RegExp): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    expect(await heard(page)).toMatch(words);
  }).toPass({ intervals: [0] });
}

/** The example as a newcomer has it, of its first letters alone: its project and its tags by their English names. */
async function seeExample({ owner }: Study) {
  const { projectId } = await owner.api.mutate<{ projectId: string }>('demo.add', { letters: 3 });
  const { tags } = await owner.api.query<{ tags: { id: string; names: { en?: string } }[] }>('project.get', {
    projectId,
  });
  return { projectId, tagId: (name: string) => tags.find(({ names }) => names.en === name)?.id ?? '' };
}

test('from the overview to a passage in its letter and back, by keys alone and as it is heard', async ({
  study,
}) => {
  const emma = await study.join('Emma de Lange', 'coder');
  const jan = await study.join('Jan Bos', 'coder');
  const round = await blindRound(study, [emma, jan]);

  // Who codes it blind is told what is missing, and sees no figure.
  const blind = await (await study.browser(emma)).newPage();
  await blind.goto(`/p/${study.projectId}/agreement`);
  await expect(blind.getByRole('heading', { name: 'No figures yet' })).toBeVisible();
  await expect(blind.getByRole('table')).toHaveCount(0);
  await blind.close();
  await round.code(emma, study.tags.pressure, 'combinatie van druk');
  await round.code(jan, study.tags.pressure, 'druk');
  await round.reveal([emma, jan]);

  const { projectId, tagId } = await seeExample(study);
  const page = await (await study.browser(study.owner)).newPage();
  await page.goto(`/p/${projectId}/agreement`);
  await expect(page.getByRole('row').filter({ hasText: 'money' })).toContainText(
    'Cannot tell: 9 annotations',
  );
  await picture(page, 'agreement');
  // What is heard: a table with heads, each value with its tag, the sentence, and how to read a measure.
  await expect(page.getByRole('table', { name: 'Agreement by tag' })).toMatchAriaSnapshot(`
    - table "Agreement by tag":
      - rowgroup:
        - row:
          - columnheader /Tag/
          - columnheader /Agreement/
          - columnheader /Verdict/
      - rowgroup:
        - row /measure nobody used this tag Cannot tell/
        - row /money/:
          - rowheader /money/
          - cell:
            - 'link /money: −?\\d\\.\\d+, to the passages/'
          - cell /Cannot tell/
  `);
  await page.keyboard.press('m');
  await expect(page.getByRole('heading', { name: 'u-alpha over all tags (pooled)' })).toBeVisible();
  await page.keyboard.press('Escape');

  // The tag, and what is confused in it.
  await tabTo(page, /^commitment/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Found/ })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(new RegExp(`tag=${tagId('intention')}`));
  // The address is there before its screen, of which the key is.
  await expect(page.locator('#tag')).toContainText('intention');
  await page.keyboard.press('[');
  await expect(page).toHaveURL(new RegExp(`tag=${tagId('commitment')}`));
  await tabTo(page, /^All tags/);
  await page.keyboard.press('Enter');

  await tabTo(page, /^Confusion/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeVisible();
  await tabTo(page, /^money against/);
  const cell = /^money against money: \d+ passages\. Enter for passages$/;
  expect(await heard(page)).toMatch(cell);
  await expect(page.getByRole('figure')).toMatchAriaSnapshot(`
    - figure "Which tags two coders gave the same passage":
      - heading "Which tags two coders gave the same passage" [level=2]
      - toolbar
      - paragraph: commitment and intention are confused most.
      - grid "Which tags two coders gave the same passage":
        - row "money":
          - 'gridcell /money against money: \\d+ passages\\. Enter for passages/'
          - gridcell /money against .* 0 passages/
  `);
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Table' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Passages:/ })).toBeFocused();
  // Both coders beside each other, by name.
  const passage = page.locator('main li a').first();
  await expect(page.getByRole('listitem').filter({ hasText: 'Anna de Wit' }).first()).toContainText(
    /Bram Yilmaz|Carla Okafor/,
  );
  await page.keyboard.press('d');
  await expect(passage).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/compare\?.*at=/);
  await expect(page.getByRole('list', { name: 'What each coder has' })).toContainText('Anna de Wit');

  // The way back leads to the same passage, and then to the same cell.
  await page.goBack();
  await expect(passage).toBeFocused();
  await page.goBack();
  await expect.poll(() => heard(page)).toMatch(cell);

  // What is missing in the methods text is filled in where it stands, of one coder after the other.
  await page.goto(`/p/${study.projectId}/agreement?round=${round.roundId}&view=methods`);
  await page.getByRole('link', { name: /how the coders were trained/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Fill in for the methods text' });
  const training = dialog.getByRole('textbox', { name: 'Training', exact: true });
  await expect(training).toBeFocused();
  await training.fill('two sessions');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Coder (2 of 2)')).toBeVisible();
  await training.fill('one session');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('coder A: two sessions; coder B: one session')).toBeVisible();

  // Documents by a condition: in the address, after a reload, and gone with the way back.
  await page.goto(`/p/${study.projectId}/agreement?round=${round.roundId}`);
  await page.getByRole('button', { name: 'Add a filter' }).click();
  await page.getByLabel('Value').fill('no such letter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing to compare yet' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: /^Remove the filter: Title contains/ })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('table', { name: 'Agreement by tag' })).toBeVisible();

  // A published example, typed in by its coders, stands on the screen and in the file with its published values.
  const example = await publishedRound(study, [emma, jan, await study.join('Fatima Aydin', 'coder')]);
  await page.goto(`/p/${study.projectId}/agreement?round=${example}`);
  const figures = page.getByLabel('Taken together').locator('dd');
  await expect(figures).toHaveText([/^0\.544 /, /^0\.414 /, /^0\.510 /, /^0\.724 .*46/, /./]);
  await page.goto(`/p/${study.projectId}/agreement?round=${example}&view=methods`);
  const link = page.locator('a[download][href*="/agreement.csv"]');
  const file = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(await file.text()).toMatch(/\r\nu_alpha_joint,all,,0\.50998190779\d*,,,16,/);

  // At 400 % of a window of 1280 pixels nothing is wider than the window.
  await page.setViewportSize({ width: 320, height: 256 });
  for (const view of ['', `tag=${study.tags.pressure}`, 'view=confusion']) {
    await page.goto(`/p/${study.projectId}/agreement?${view}`);
    await expect(page.getByRole('heading', { name: 'Agreement', exact: true })).toBeVisible();
    await expect(page.locator('main :is(figure, table, h2)').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(320);
  }
  // There what is measured is folded, so that the figures come first, and opens by a key.
  const measured = page.getByRole('region', { name: 'What is measured' });
  await expect(measured.getByLabel('Round')).toBeHidden();
  await measured.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(measured.getByLabel('Round')).toBeVisible();

  // In the colours of a system a value differs from what it stands on, and the mark with the focus from the others.
  await page.emulateMedia({ forcedColors: 'active' });
  const marks = page.getByRole('gridcell');
  await marks.first().focus();
  const drawn = await marks.evaluateAll((cells) =>
    cells.slice(0, 2).map((cell) => {
      const { fill, stroke } = getComputedStyle(cell);
      // What cells say lies over all of a row.
      const value = cell.parentElement?.querySelector('text');
      return { ground: fill, value: value == null ? fill : getComputedStyle(value).fill, edge: stroke };
    }),
  );
  expect(drawn).toHaveLength(2);
  for (const { ground, value } of drawn) expect(value).not.toBe(ground);
  expect(drawn[0]?.edge).not.toBe(drawn[1]?.edge);

  // On paper: the figure, and nothing to press.
  await page.emulateMedia({ forcedColors: null, media: 'print' });
  await expect(page.getByRole('figure')).toBeVisible();
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(measured).toBeHidden();
  await expect(page.getByRole('toolbar')).toBeHidden();
  await expect(page.getByRole('button')).toHaveCount(0);
});
