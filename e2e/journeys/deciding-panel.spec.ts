import type { Locator } from '@playwright/test';
import { blindRound } from '../fixtures/blind-round.ts';
import { disputedLetter } from '../fixtures/disputed-letter.ts';
import { picture } from '../fixtures/pictures.ts';
import { expect, test } from '../fixtures/study.ts';
import { Compare } from '../pages/compare.ts';

/** As long as names may be, in many words and in one. */
const manyWords = `Wilhelmina ${'van den Heuvel '.repeat(5)}en Z`;
const oneWord = `Bartholomeus${'vandeWaterschoot'.repeat(5)}`.slice(0, 90);

/** What of a place sticks out of it sideways. */
const sticksOut = (place: Locator) =>
  place.evaluate((whole) => {
    const { left, right } = whole.getBoundingClientRect();
    return [...whole.querySelectorAll('*')]
      .filter((each) => {
        const its = each.getBoundingClientRect();
        return its.width > 1 && (its.right > right + 1 || its.left < left - 1);
      })
      .map((each) => `${each.tagName} ${each.textContent?.slice(0, 30)}`);
  });

/** Whether nothing lies over it. */
const isOnTop = (place: Locator) =>
  place.evaluate((its) => {
    const { left, top, width, height } = its.getBoundingClientRect();
    return its.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

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

  // After the verdict the next coder is to be judged; what is asked now is still about the first.
  await reviewer.reason.fill('Not in the text.');
  await reviewer.reason.press('Enter');
  await expect(reviewer.picked).toContainText('Jan Bos');
  await expect(reviewer.panel.getByRole('heading', { name: /Emma de Lange/ })).toBeVisible();
  const reply = reviewer.panel.getByRole('textbox', { name: /^Reply/ });
  await reply.fill('Why here, Emma?');
  await reply.press('Enter');
  const said = async () =>
    study.owner.api.query<{
      reviews: readonly { annotationId: string }[];
      replies: readonly { annotationId: string }[];
    }>('annotation.list', { projectId: study.projectId, documentId: study.documentId });
  await expect.poll(async () => (await said()).replies.length).toBe(1);
  const { reviews, replies } = await said();
  expect(replies[0]?.annotationId).toBe(reviews[0]?.annotationId);
});

test('a double click accepts one annotation, and not the next as well', async ({ study }) => {
  const { rita, address } = await disputedLetter(study);
  const reviewer = new Compare(await (await study.browser(rita)).newPage());
  await reviewer.page.goto(address);
  await expect(reviewer.picked).toContainText('Emma de Lange');
  await reviewer.panel.getByRole('button', { name: 'Accept' }).dblclick();
  await expect(reviewer.picked).toContainText('Jan Bos');
  await expect(reviewer.page.getByText('Accepted.', { exact: true })).toBeVisible();
  await reviewer.page.reload();
  await expect(reviewer.picked).toContainText('Jan Bos');
  const { reviews } = await study.owner.api.query<{ reviews: { verdict: string }[] }>('annotation.list', {
    projectId: study.projectId,
    documentId: study.documentId,
  });
  expect(reviews.map(({ verdict }) => verdict)).toEqual(['accept']);
});

test('each difference begins at the top of the panel, which holds the longest names', async ({ study }) => {
  const first = await study.join(manyWords, 'coder');
  const second = await study.join(oneWord, 'coder');
  const round = await blindRound(study, [first, second]);
  const { pressure, cooperation } = study.tags;
  for (const words of ['combinatie van druk', 'selectieve samenwerking', 'ingrijpend te wijzigen']) {
    await round.code(first, pressure, words);
    await round.code(second, cooperation, words);
  }
  await round.reveal([first, second]);

  const owner = new Compare(
    await (await study.browser(study.owner, { viewport: { width: 1280, height: 560 } })).newPage(),
  );
  const address = `${study.documentPath}/compare?round=${round.roundId}`;
  const heading = (number: number) =>
    owner.panel.getByRole('heading', { name: `Difference ${number} of 3`, exact: true });
  const next = owner.panel.getByRole('button', { name: 'Next difference' });
  const take = (name: string) => owner.panel.getByRole('button', { name: `Take the version of ${name}` });

  await test.step('the way to begin the final version stays in its card', async () => {
    await owner.page.goto(`${address}&mode=settle`);
    const start = owner.panel.getByRole('region', { name: 'Start the final version' });
    await expect(start.getByRole('combobox')).toBeVisible();
    for (const width of [390, 1280]) {
      await owner.page.setViewportSize({ width, height: 560 });
      expect(await sticksOut(start)).toEqual([]);
    }
    await picture(owner.page, 'start-final');
    await start.getByRole('button', { name: 'Start the final version' }).click();
    await expect(start).toBeHidden();
  });

  for (const width of [1280, 390]) {
    await test.step(`names keep to the panel at ${width}`, async () => {
      await owner.page.setViewportSize({ width, height: 560 });
      await expect(next).toBeInViewport({ ratio: 1 });
      expect(await sticksOut(owner.panel)).toEqual([]);
      for (const name of [manyWords, oneWord]) {
        const key = take(name).locator('kbd');
        await key.scrollIntoViewIfNeeded();
        await expect(key).toBeInViewport({ ratio: 1 });
        await expect(take(name)).toHaveAttribute('title', name);
      }
      await owner.panel.evaluate((panel) => panel.scrollTo({ top: 0 }));
      await picture(owner.page, `long-names-${width}`);
    });
  }

  for (const [number, width] of [
    [1, 1280],
    [2, 390],
  ] as const) {
    await test.step(`having given a reason, one sees the next from its top at ${width}`, async () => {
      await owner.page.setViewportSize({ width, height: 560 });
      await expect(heading(number)).toBeVisible();
      await owner.press('m');
      await owner.reason.fill('The whole of the stance.');
      await owner.reason.evaluate((field) => field.scrollIntoView({ block: 'center' }));
      await expect(heading(number)).not.toBeInViewport();
      await owner.press('Enter');
      await expect(heading(number + 1)).toBeInViewport({ ratio: 1 });
      expect(await isOnTop(heading(number + 1))).toBe(true);
      await expect(next).toBeInViewport({ ratio: 1 });
      await expect(owner.versions.getByRole('listitem').first()).toBeInViewport();
    });
  }

  await test.step('whom a decision was made from is readable whole', async () => {
    await owner.press('k');
    const decided = owner.panel.getByRole('region', { name: 'Decision' });
    await expect(decided).toContainText(oneWord);
    for (const width of [390, 1280]) {
      await owner.page.setViewportSize({ width, height: 560 });
      await expect(decided).toBeVisible();
      expect(await sticksOut(owner.panel)).toEqual([]);
    }
    await picture(owner.page, 'decided');
  });

  await test.step('going to another difference leaves the decision that was begun, with its words kept', async () => {
    await owner.press('m');
    await owner.reason.fill('Not yet sure.');
    await owner.differences.nth(2).getByRole('button').click();
    await expect(heading(3)).toBeVisible();
    await expect(owner.reason).toBeHidden();
    await owner.differences.nth(1).getByRole('button').click();
    await expect(heading(2)).toBeVisible();
    await owner.press('m');
    await expect(owner.reason).toHaveValue('Not yet sure.');
  });
});
