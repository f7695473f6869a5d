/**
 * How long charts take to be painted: `npm run bench:charts -w e2e`. Each with about as many marks as it ever has: 40
 * tags in 60 columns, 40 by 40 tags, strips of 50 documents. From the server's answer until it is on the screen, and of
 * a key among the marks; milliseconds, the second slowest of five. What the server does is `bench:charts -w apps/server`.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { newId } from '../fixtures/api.ts';
import { interactionDurations, longText, watchInteractions } from './figures.ts';
import { runBench, type Scene, say, signedIn } from './scene.ts';

const tagCount = 40;
const documentCount = 60;
const times = 5;
const bars = { painting: 100, key: 50 };
const letter = longText(4_000);

/** Letters of 60 authors, each coded by its owner with every tag, over and beside each other. */
async function fill({ owner, place: { projectId, roundId } }: Scene): Promise<string> {
  const names = Array.from({ length: tagCount - 2 }, (_, nth) => `tag ${nth},,`);
  const csv = ['tag,parent,definition', ...names].join('\n');
  await owner.mutate('tag.importCodebook', { opId: newId(), projectId, csv, dryRun: false });
  const { tags } = await owner.query<{ tags: { id: string }[] }>('project.get', { projectId });
  const unknown = ['addressee', 'dossier', 'documentNumber', 'sourceUrl', 'licence'];
  let documentId = '';
  for (let nth = 0; nth < documentCount; nth += 1) {
    documentId = newId();
    const text = `${letter}\n\nBrief ${nth}.`;
    await owner.mutate('document.add', {
      ...{ opId: newId(), projectId, id: documentId, source: { kind: 'pasted', text }, encoding: null },
      metadata: {
        ...Object.fromEntries(unknown.map((name) => [name, null])),
        ...{ title: `Brief ${nth}`, language: 'nl', fields: {}, author: `Minister ${nth}` },
        date: `${2015 + Math.floor(nth / 12)}-${String(1 + (nth % 12)).padStart(2, '0')}-01`,
      },
    });
    for (const [at, { id: tagId }] of tags.entries()) {
      const start = at * 90;
      const end = start + 20 + ((at * 37 + nth) % 120);
      const rest = { memo: null, certainty: null, madeAt: new Date().toISOString() };
      const annotation = { id: newId(), tagId, start, end, quote: text.slice(start, end), ...rest };
      await owner.mutate('annotation.create', { opId: newId(), projectId, documentId, roundId, annotation });
    }
  }
  return documentId;
}

/** From the server's answer until the marks of a chart are on the screen, and how many these are. */
async function painted(context: BrowserContext, address: string): Promise<{ took: number; marks: number }> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver((_changes, watching) => {
      if (document.querySelector('svg[data-drawing] [data-mark]') === null) return;
      watching.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => Object.assign(window, { chartPaintedAt: performance.now() });
        port2.postMessage(null);
      });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(address);
  await page.waitForFunction(() => 'chartPaintedAt' in window);
  const found = await page.evaluate(() => {
    const answers = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('count.')) as PerformanceResourceTiming[];
    const answered = Math.max(...answers.map(({ responseEnd }) => responseEnd));
    const marks = document.querySelectorAll('svg[data-drawing] [data-mark]').length;
    return { took: (window as unknown as { chartPaintedAt: number }).chartPaintedAt - answered, marks };
  });
  await page.close();
  return found;
}

/** How long a key among the marks takes to show. */
async function keyed(page: Page): Promise<number> {
  await page.locator('svg[data-drawing] [data-mark][tabindex="0"]').focus();
  await watchInteractions(page);
  for (let nth = 0; nth < 40; nth += 1) await page.keyboard.press(nth % 2 === 0 ? 'ArrowRight' : 'ArrowDown');
  const durations = await interactionDurations(page);
  return durations.toSorted((one, other) => other - one)[1] ?? 0;
}

await runBench(async (scene, browser) => {
  const documentId = await fill(scene);
  const context = await signedIn(browser, scene.owner);
  const charts = `/p/${scene.place.projectId}/charts?unfinished=true`;
  const asked = {
    'tags by field': charts,
    'tags over time': `${charts}&chart=time&period=month`,
    together: `${charts}&chart=together`,
    'document strips': `${charts}&chart=portrait`,
    'tags by paragraph': `${charts}&chart=paragraphs&document=${documentId}`,
    coders: `${charts}&chart=coders`,
    lengths: `${charts}&chart=lengths`,
  };
  for (const [what, address] of Object.entries(asked)) {
    const found: { took: number; marks: number }[] = [];
    for (let time = 0; time < times; time += 1) found.push(await painted(context, address));
    const second = found.map(({ took }) => took).toSorted((one, other) => other - one)[1] ?? 0;
    if (second > bars.painting) process.exitCode = 1;
    say(
      `${what}: ${found[0]?.marks} marks, painted in ${second.toFixed(0)} (${bars.painting}${second > bars.painting ? ', NOT MET' : ''})`,
    );
  }
  const page = await context.newPage();
  await page.goto(asked['tags by field']);
  await page.locator('svg[data-drawing] [data-mark]').first().waitFor();
  const key = await keyed(page);
  if (key > bars.key) process.exitCode = 1;
  say(`a key among them: ${key.toFixed(0)} (${bars.key}${key > bars.key ? ', NOT MET' : ''})`);
});
