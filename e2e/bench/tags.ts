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

/** Milliseconds from letting go of the mouse the second time until the menu has been painted, and from a typed letter until the list has. */
async function measureMenu(page: Page): Promise<void> {
  const opened: number[] = [];
  const typed: number[] = [];
  await page.evaluate(() => {
    const painted = (since: number, keep: (took: number) => void) =>
      requestAnimationFrame(() => setTimeout(() => keep(performance.now() - since)));
    const took: Record<'opened' | 'typed', number[]> = { opened: [], typed: [] };
    Object.assign(window, { took });
    let newest = 0;
    addEventListener(
      'pointerup',
      () => {
        const since = performance.now();
        newest = since;
        const look = () => {
          // The words are selected by the second click of two: the first has nothing to wait for.
          if (newest !== since) return;
          if (document.querySelector('[data-tag-filter]') !== null)
            painted(since, (ms) => took.opened.push(ms));
          else if (performance.now() - since < 1_000) setTimeout(look);
        };
        look();
      },
      true,
    );
    addEventListener('input', () => painted(performance.now(), (ms) => took.typed.push(ms)), true);
  });
  for (let index = 0; index < times; index += 1) {
    const box = await page.locator('.kv-block').nth(1).boundingBox();
    if (box === null) throw new Error('no block on the screen');
    await page.mouse.dblclick(box.x + 100 + ((index * 53) % 300), box.y + 15);
    const filter = page.locator('[data-tag-filter]');
    // Between two words a double click selects nothing.
    const isThere = await filter.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    await filter.pressSequentially('sub 4', { delay: 60 });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  const took = await page.evaluate(
    () => (window as unknown as { took: { opened: number[]; typed: number[] } }).took,
  );
  opened.push(...took.opened);
  typed.push(...took.typed);
  for (const [what, values] of [
    ['tag menu opens', opened],
    ['tag menu filters', typed],
  ] as const)
    say(
      `${what}: median ${median(values).toFixed(0)}, 95 of 100 ${quantile(values, 0.95).toFixed(0)}, longest ${Math.max(...values).toFixed(0)}, target 50`,
    );
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
