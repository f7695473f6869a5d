/**
 * The compare view as a reviewer meets it: `npm run bench:compare -w e2e`. One document of 100,000 characters,
 * coded by three coders with about 1,000 annotations each. Figures are milliseconds; each line names its target.
 */
import type { BrowserContext, Page } from '@playwright/test';
import type { Api } from '../fixtures/api.ts';
import { newId } from '../fixtures/api.ts';
import { interactionDurations, median, quantile, watchInteractions } from './figures.ts';
import { makeCoder, runBench, type Scene, say, signedIn, text } from './scene.ts';

const annotationCount = 1_000;
const loads = 5;
/** Milliseconds for which a key is held: faster than anybody reads. */
const pace = 100;

/** Most is alike; of the rest one has other boundaries, another tag, or nothing. */
async function codeAll(scene: Scene, coder: Api, which: number): Promise<number> {
  let made = 0;
  for (let index = 0; index < annotationCount; index += 1) {
    const start = Math.floor((index / annotationCount) * (text.length - 200));
    const end = start + 20 + ((index * 37) % 120);
    const differs = index % 3 === which ? index % 10 : 0;
    if (differs === 1 || differs === 2) continue;
    await scene.code(coder, start, end + (differs > 5 ? 9 : 0), index + (differs > 7 ? 1 : 0));
    made += 1;
  }
  await coder.mutate('assignment.setState', { opId: newId(), ...scene.place, state: 'done' });
  return made;
}

const left = (page: Page) => page.getByText(/differences? left of/).first();

async function measureOpening(context: BrowserContext, address: string): Promise<void> {
  const listed: number[] = [];
  const drawn: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    const page = await context.newPage();
    const began = Date.now();
    await page.goto(address);
    await left(page).waitFor();
    listed.push(Date.now() - began);
    await page.locator('[data-difference]').first().waitFor();
    drawn.push(Date.now() - began);
    if (load === 0) say((await left(page).textContent()) ?? '');
    await page.close();
  }
  say(
    `opening: address to list ${median(listed).toFixed(0)} (max ${Math.max(...listed)}), lanes ${median(drawn).toFixed(0)} (max ${Math.max(...drawn)}), target 1000`,
  );
}

/** Presses one key again and again, and says how long the browser took to answer. */
async function measureKey(
  context: BrowserContext,
  address: string,
  { what, key, times }: { readonly what: string; readonly key: string; readonly times: number },
): Promise<void> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('[data-difference]').first().waitFor();
  await watchInteractions(page);
  for (let pressed = 0; pressed < times; pressed += 1) {
    await page.keyboard.press(key, { delay: pace });
  }
  const durations = await interactionDurations(page);
  say(
    `${what}: ${durations.length} of ${times} over 16 ms; INP (98th percentile) ${quantile(durations, 0.98).toFixed(0)}, longest ${Math.max(...durations, 0).toFixed(0)}, target 100`,
  );
  await page.close();
}

await runBench(async (scene, browser) => {
  const names = ['Anna', 'Bram', 'Carla'];
  const coders = await Promise.all(names.map((name) => makeCoder(scene, name)));
  const made = await Promise.all(coders.map((coder, which) => codeAll(scene, coder, which)));
  const characters = text.length.toLocaleString('en');
  say(`${characters} characters; ${made.join(', ')} annotations of three coders`);
  const { projectId, documentId, roundId } = scene.place;
  const listed = async (asked: object) =>
    JSON.stringify(await scene.owner.query('annotation.list', { projectId, documentId, ...asked })).length;
  say(
    `annotation.list: ${(await listed({})).toLocaleString('en')} characters; as a browser asks for it ${(await listed({ packed: true })).toLocaleString('en')}, target half`,
  );
  const address = `/p/${projectId}/documents/${documentId}/compare?round=${roundId}`;
  const context = await signedIn(browser, scene.owner);
  await measureOpening(context, address);
  await measureKey(context, address, { what: 'stepping', key: 'j', times: 60 });
  await measureKey(context, address, { what: 'accepting', key: 'a', times: 30 });
});
