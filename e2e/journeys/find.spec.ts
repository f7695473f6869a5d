import type { Locator, Page } from '@playwright/test';
import { newId } from '../fixtures/api.ts';
import { picture } from '../fixtures/pictures.ts';
import { answer, answerText, report, reportText } from '../fixtures/pilot.ts';
import { expect, test } from '../fixtures/study.ts';

/** So many stops of Tab no screen has between two places. */
const mostStops = 120;

/** Goes by Tab until this has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target).toBeFocused();
}

test('from a question to tags, a chart, the passages behind it and a finding, by keys alone', async ({
  study,
}) => {
  const { projectId, roundId } = study;
  const answered = await study.addDocument({ title: answer, date: '2014-03-17' }, answerText);
  const reported = await study.addDocument({ title: report, date: '2016-02' }, reportText);
  const anna = await study.join('Anna Bos', 'coder');
  // What she has begun is hers to tag.
  for (const documentId of [study.documentId, answered.id, reported.id]) {
    const begun = { opId: newId(), projectId, documentId, roundId, state: 'in_progress' };
    await anna.api.mutate('assignment.setState', begun);
  }
  const page = await (await study.browser(anna)).newPage();
  const { keyboard } = page;
  const field = page.getByRole('textbox', { name: 'Query' });
  const hits = page.getByRole('grid').getByRole('link');
  /** What a screen reader is given to say. */
  const heard = (words: string) => expect(page.getByRole('status').filter({ hasText: words })).toHaveCount(1);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  await page.goto(`/p/${projectId}/documents`);
  await expect(page.getByRole('table', { name: 'Documents' }).getByRole('row')).toHaveCount(4);

  // A question to all letters, and what answers it.
  await keyboard.press('/');
  await expect(field).toBeFocused();
  await keyboard.type('druk OR sanctie*');
  await keyboard.press('Enter');
  await heard('6 hits in 3 of 3 documents');
  await expect(hits).toHaveCount(6);
  await expect(page.getByRole('button', { name: 'Chart', exact: true })).toBeVisible();
  await picture(page, 'find');
  await keyboard.press('ArrowDown');
  await expect(hits.first()).toBeFocused();

  // One by one: accepted, rejected, taken back, and all that is left of a letter.
  await keyboard.press('t');
  const candidates = page.getByRole('listbox', { name: 'Hits to go through' }).getByRole('option');
  await expect(candidates).toHaveCount(6);
  await expect(candidates.first()).toBeFocused();
  for (const [key, said, at] of [
    ['Space', '1 accepted, 0 rejected, 5 left', 1],
    ['x', '1 accepted, 1 rejected, 4 left', 2],
    ['Backspace', '1 accepted, 0 rejected, 5 left', 1],
    ['x', '1 accepted, 1 rejected, 4 left', 2],
    ['Shift+Space', '4 accepted, 1 rejected, 1 left', 5],
    ['Space', '5 accepted, 1 rejected, 0 left', 5],
  ] as const) {
    await keyboard.press(key);
    await heard(said);
    await expect(candidates.nth(at)).toBeFocused();
  }
  await expect(candidates.and(page.getByRole('option', { selected: true }))).toHaveCount(5);
  await keyboard.press('t');
  const codebook = page.getByRole('dialog').getByRole('region', { name: 'Choose a tag' });
  await expect(codebook.getByRole('button', { name: 'pressure' })).toBeVisible();
  await expect(codebook).toBeFocused();
  await keyboard.press('p');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Tag 5 hits with pressure' })).toBeEnabled();
  await picture(page, 'find-tag-all');

  // Tagged in one step, undone in one, and done again.
  await keyboard.press('Control+Enter');
  const tagged = page.getByText('5 hits have this tag already.');
  await heard('5 hits tagged with pressure.');
  await expect(tagged).toBeVisible();
  await expect(candidates).toHaveCount(1);
  await keyboard.press('Control+z');
  await heard('Undone.');
  await expect(candidates).toHaveCount(6);
  await expect(tagged).toBeHidden();
  await keyboard.press('Control+Shift+z');
  await heard('Redone.');
  await expect(tagged).toBeVisible();
  await expect(candidates).toHaveCount(1);

  // What was coded is asked for in turn, and shown per year.
  await keyboard.press('Escape');
  await expect(hits).toHaveCount(6);
  await keyboard.press('/');
  await expect(field).toBeFocused();
  await keyboard.type('tag:pressure');
  await keyboard.press('Enter');
  await heard('5 hits in 3 of 3 documents');
  await expect(hits).toHaveCount(5);
  await expect(page.getByRole('button', { name: 'Chart', exact: true })).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(hits.first()).toBeFocused();
  await keyboard.press('g');
  await expect(heading('Charts')).toBeVisible();
  const chart = page.getByRole('figure', { name: 'Tags by year' });
  const mark = chart.locator('svg [data-mark][tabindex="0"]');
  await expect(mark).toBeVisible();
  await picture(page, 'chart');

  // A mark says what it counts, and leads to just that; the browser's own Back leads to the chart.
  await tabTo(page, mark);
  await expect(mark).toHaveAttribute('aria-label', /^pressure, 2014: 3 annotations in 1 of 1 document\./);
  await keyboard.press('Enter');
  await expect(heading('Passages')).toBeVisible();
  const passages = page.getByRole('list', { name: 'Passages' }).getByRole('listitem');
  await expect(passages).toHaveCount(3);
  await heard('3 passages');
  for (const passage of await passages.all()) {
    await expect(passage.locator('mark')).toHaveText('sancties');
    await expect(passage).toContainText(answer);
  }
  await picture(page, 'passages');
  await page.goBack();
  await expect(heading('Charts')).toBeVisible();
  await expect(mark).toBeFocused();

  // Pinned, it is there for all.
  await tabTo(page, page.getByRole('button', { name: 'Pin to Findings' }), 'Shift+Tab');
  await keyboard.press('Enter');
  await heard('Pinned to Findings.');
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Findings' }));
  await keyboard.press('Enter');
  await expect(heading('Findings')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ has: chart })).toHaveCount(1);
  await expect(mark).toBeVisible();
  await picture(page, 'findings');
});
