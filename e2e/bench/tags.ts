/**
 * The reader with a codebook of 500 tags: `npm run bench:tags -w e2e`. One document of 100,000 characters with 10,000
 * annotations, or as many as is said behind `--`. Figures are milliseconds; each line names its target.
 */
import type { Page } from '@playwright/test';
import { newId } from '../fixtures/api.ts';
import { interactionDurations, median, openingOf, quantile, watchInteractions } from './figures.ts';
import { runBench, type Scene, say, signedIn, text, title } from './scene.ts';

const tagCount = 498;
const annotationCount = Number(process.argv[2] ?? 10_000);
const times = 20;

/** Ten branches, with names that share most of their letters. */
function codebook(): string {
  const rows = Array.from({ length: tagCount }, (_, each) => {
    const branch = each % 10;
    const parent = each < 10 ? '' : `theme ${branch}`;
    return `${each < 10 ? `theme ${each}` : `subtheme ${each}`},${parent},What subtheme ${each} means.`;
  });
  return ['tag,parent,definition', ...rows].join('\n');
}

async function measureImport({ owner, place: { projectId } }: Scene): Promise<string[]> {
  const csv = codebook();
  const before = performance.now();
  await owner.mutate('tag.importCodebook', { opId: newId(), projectId, csv, dryRun: false });
  say(`import of ${tagCount} tags ${(performance.now() - before).toFixed(0)}, target 1000`);
  const { tags } = await owner.query<{ tags: { id: string }[] }>('project.get', { projectId });
  return tags.map(({ id }) => id);
}

async function addAnnotations({ owner, place }: Scene, tagIds: readonly string[]): Promise<void> {
  say(`adding ${annotationCount.toLocaleString('en')} annotations with ${tagIds.length} tags`);
  const { projectId, documentId, roundId } = place;
  for (let index = 0; index < annotationCount; index += 1) {
    const start = Math.floor((index / annotationCount) * (text.length - 200));
    const end = start + 20 + ((index * 37) % 120);
    const rest = { memo: null, certainty: null, madeAt: new Date().toISOString() };
    const tagId = tagIds[index % tagIds.length];
    const annotation = { id: newId(), tagId, start, end, quote: text.slice(start, end), ...rest };
    await owner.mutate('annotation.create', { opId: newId(), projectId, documentId, roundId, annotation });
  }
}

/** How long the longest task of the page was while something was done. */
async function interactionsOf(
  page: Page,
  what: string,
  target: number,
  act: () => Promise<void>,
): Promise<void> {
  await watchInteractions(page);
  await act();
  const durations = await interactionDurations(page);
  say(
    `${what}: median ${median(durations.length > 0 ? durations : [0]).toFixed(0)}, 95 of 100 ${quantile(durations.length > 0 ? durations : [0], 0.95).toFixed(0)}, longest ${Math.max(...durations, 0).toFixed(0)} (those over 16 only: ${durations.length}), target ${target}`,
  );
}

/** Of each list of tags, what shows that it is there. */
const lists = {
  menu: '[data-tag-filter]',
  'menu after dragging': '[data-tag-filter]',
  'choice in a card': 'ul[aria-label="Change to"]',
} as const;
type List = keyof typeof lists;

/**
 * Notes how many milliseconds there are from letting go of the mouse until a list has been painted, and from a typed
 * letter until it has again. Both end with the frame in which that is done: a message is read as soon as it is painted.
 */
async function watchPainting(page: Page, list: List): Promise<void> {
  await page.evaluate((selector) => {
    const took: Record<'opened' | 'typed', number[]> = { opened: [], typed: [] };
    Object.assign(window, { took });
    const painted = (since: number, times: number[]) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - since);
        port2.postMessage(null);
      });
    // The words are selected by the second click of two: the first has nothing to wait for.
    let released = 0;
    const release = () => {
      released = performance.now();
    };
    const type = () => painted(performance.now(), took.typed);
    let isThere = false;
    const changed = new MutationObserver(() => {
      const was = isThere;
      isThere = document.querySelector(selector) !== null;
      if (isThere && !was) painted(released, took.opened);
    });
    addEventListener('pointerup', release, true);
    addEventListener('input', type, true);
    changed.observe(document.body, { childList: true, subtree: true });
    Object.assign(window, {
      endWatch: () => {
        removeEventListener('pointerup', release, true);
        removeEventListener('input', type, true);
        changed.disconnect();
        return took;
      },
    });
  }, lists[list]);
}

async function sayPainting(page: Page, list: List): Promise<void> {
  const { opened, typed } = await page.evaluate(() =>
    (window as unknown as { endWatch: () => Record<'opened' | 'typed', number[]> }).endWatch(),
  );
  for (const [what, values] of [
    [`${list} of tags opens`, opened],
    [`${list} of tags filters`, typed],
  ] as const) {
    if (values.length === 0) continue;
    say(
      `${what}: median ${median(values).toFixed(0)}, 95 of 100 ${quantile(values, 0.95).toFixed(0)}, longest ${Math.max(...values).toFixed(0)}, target 50`,
    );
  }
}

async function placeInText(page: Page, index: number): Promise<{ x: number; y: number }> {
  const box = await page.locator('.kv-block').nth(1).boundingBox();
  if (box === null) throw new Error('no block on the screen');
  return { x: box.x + 100 + ((index * 53) % 300), y: box.y + 15 };
}

/** Between two words nothing is selected, and no list comes. */
const comes = (page: Page, list: List) =>
  page
    .locator(lists[list])
    .waitFor({ timeout: 2_000 })
    .then(
      () => true,
      () => false,
    );

async function measureMenu(page: Page): Promise<void> {
  await watchPainting(page, 'menu');
  for (let index = 0; index < times; index += 1) {
    const { x, y } = await placeInText(page, index);
    await page.mouse.dblclick(x, y);
    if (!(await comes(page, 'menu'))) continue;
    await page.locator(lists.menu).pressSequentially('sub 4', { delay: 60 });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  await sayPainting(page, 'menu');
}

/** Words are selected by dragging over them; what that takes by itself is told as well. */
async function measureDragging(page: Page): Promise<void> {
  await watchPainting(page, 'menu after dragging');
  await interactionsOf(page, 'selecting words by dragging', 100, async () => {
    for (let index = 0; index < times; index += 1) {
      const { x, y } = await placeInText(page, index);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 90, y + 2, { steps: 8 });
      await page.mouse.up();
      await comes(page, 'menu after dragging');
      await page.keyboard.press('Escape');
    }
  });
  await sayPainting(page, 'menu after dragging');
}

/** What of 500 tags is chosen elsewhere in the reader: another tag for an annotation, and the one that is shown. */
async function measureChoices(page: Page): Promise<void> {
  await watchPainting(page, 'choice in a card');
  for (let index = 0; index < times; index += 1) {
    const { x, y } = await placeInText(page, index);
    await page.mouse.click(x, y);
    const change = page.getByRole('button', { name: /^Tag: .*Change$/ }).first();
    // Where few annotations are asked for, not every click is on one.
    const isThere = await change.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    await change.click();
    await comes(page, 'choice in a card');
    await change.click();
    await page.keyboard.press('Escape');
  }
  await sayPainting(page, 'choice in a card');
  await interactionsOf(page, 'opening the filter by tag', 100, async () => {
    for (let index = 0; index < times; index += 1) {
      await page.getByLabel('Show tag').click();
      await page.keyboard.press('Escape');
    }
  });
}

await runBench(async (scene, browser) => {
  const tagIds = await measureImport(scene);
  await addAnnotations(scene, tagIds);
  const context = await signedIn(browser, scene.owner);
  const page = await context.newPage();
  await page.goto(`/p/${scene.place.projectId}/documents`);
  const opening = await openingOf(page, title);
  say(
    `opening: click to readable ${opening.readable.toFixed(0)}, to annotations ${opening.painted.toFixed(0)}`,
  );
  // Whatever opening has put off is done first.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  await measureMenu(page);
  await measureDragging(page);
  await measureChoices(page);
  await interactionsOf(page, 'coding by key', 100, async () => {
    for (let index = 0; index < times; index += 1) {
      const box = await page
        .locator('.kv-block')
        .nth(1 + (index % 3))
        .boundingBox();
      if (box === null) throw new Error('no block on the screen');
      await page.mouse.dblclick(box.x + 40 + ((index * 53) % 400), box.y + 15);
      await page.keyboard.press(index % 2 === 0 ? 'p' : 's');
      await page.keyboard.press('j');
    }
  });
  const frames = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        let before = performance.now();
        const step = () => {
          const now = performance.now();
          gaps.push(now - before);
          before = now;
          window.scrollBy(0, 120);
          if (gaps.length < 300) requestAnimationFrame(step);
          else resolve(gaps.slice(1));
        };
        requestAnimationFrame(step);
      }),
  );
  say(
    `scrolling: frame median ${median(frames).toFixed(1)}, 95 of 100 ${quantile(frames, 0.95).toFixed(1)}, longest ${Math.max(...frames).toFixed(0)}`,
  );
});
