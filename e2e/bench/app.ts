/**
 * The whole program measured as a person meets it: `npm run bench -w e2e`. One document of 100,000 characters with
 * 1,000 annotations. Figures are milliseconds; each line names its target.
 */
import type { BrowserContext } from '@playwright/test';
import { interactionDurations, median, openingOf, quantile, shownAt, watchInteractions } from './figures.ts';
import { makeCoder, runBench, type Scene, say, signedIn, text, title } from './scene.ts';

const annotationCount = 1_000;
const loads = 7;
/** How often a place is tagged, left and stepped from: several interactions each. */
const rounds = 40;
const liveRounds = 20;
/** No live update takes this long on any machine: then something is broken, and the bench says so. */
const longestLive = 10_000;

async function measureWriting(scene: Scene): Promise<void> {
  say(
    `${text.length.toLocaleString('en')} characters; adding ${annotationCount.toLocaleString('en')} annotations`,
  );
  const acknowledged: number[] = [];
  for (let index = 0; index < annotationCount; index += 1) {
    const start = Math.floor((index / annotationCount) * (text.length - 200));
    const before = performance.now();
    await scene.code(scene.owner, start, start + 20 + ((index * 37) % 120), index);
    acknowledged.push(performance.now() - before);
  }
  say(
    `server: one annotation acknowledged in ${median(acknowledged).toFixed(1)} (p95 ${quantile(acknowledged, 0.95).toFixed(1)})`,
  );
}

async function measureOpening(context: BrowserContext, { place: { projectId } }: Scene): Promise<void> {
  const readable: number[] = [];
  const painted: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    const page = await context.newPage();
    await page.goto(`/p/${projectId}/documents`);
    const opening = await openingOf(page, title);
    readable.push(opening.readable);
    painted.push(opening.painted);
    await page.close();
  }
  say(
    `opening: click to readable ${median(readable).toFixed(0)} (max ${Math.max(...readable).toFixed(0)}), target 300`,
  );
  say(`opening: click to annotations ${median(painted).toFixed(0)} (max ${Math.max(...painted).toFixed(0)})`);
}

async function measureInteractions(
  context: BrowserContext,
  { place: { projectId, documentId } }: Scene,
): Promise<void> {
  const page = await context.newPage();
  await page.goto(`/p/${projectId}/documents/${documentId}`);
  await page.locator('.kv-mark').first().waitFor();
  await watchInteractions(page);
  for (let index = 0; index < rounds; index += 1) {
    const block = page.locator('.kv-block').nth(1 + (index % 3));
    const box = await block.boundingBox();
    if (!box) throw new Error('no block on the screen');
    await page.mouse.dblclick(box.x + 40 + ((index * 53) % 400), box.y + 15);
    await page.keyboard.press(index % 2 === 0 ? 'p' : 's');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    if (index % 4 === 0) await page.keyboard.press('Control+z');
  }
  const durations = await interactionDurations(page);
  say(
    `interactions over 16 ms: ${durations.filter((each) => each >= 16).length} of ${durations.length}; INP (98th percentile) ${quantile(durations, 0.98).toFixed(0)}, longest ${Math.max(...durations, 0).toFixed(0)}, target 100`,
  );
  await page.close();
}

/** One person codes; the colleague has the same page open, from the top, and looks at the letter. */
async function measureLive(context: BrowserContext, scene: Scene): Promise<void> {
  const page = await context.newPage();
  await page.goto(`/p/${scene.place.projectId}/documents/${scene.place.documentId}`);
  await page.locator('.kv-mark').first().waitFor();
  const delays: number[] = [];
  for (let index = 0; index < liveRounds; index += 1) {
    const start = 20 + index * 7;
    const sent = Date.now();
    const id = await scene.code(scene.owner, start, start + 5 + index, index);
    delays.push((await shownAt(page, id, longestLive)) - sent);
  }
  say(
    `live: sent by one, shown to another in ${median(delays).toFixed(0)} (max ${Math.max(...delays).toFixed(0)}), target 500`,
  );
}

await runBench(async (scene, browser) => {
  await measureWriting(scene);
  const context = await signedIn(browser, scene.owner);
  await measureOpening(context, scene);
  await measureInteractions(context, scene);
  await measureLive(await signedIn(browser, await makeCoder(scene, 'Anna')), scene);
});
