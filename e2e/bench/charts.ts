/**
 * How long charts take to be painted: `npm run bench:charts -w e2e`. Each with about as many marks as it ever has: 40
 * tags in 60 columns, 40 by 40 tags, strips of 50 documents. From the server's answer until what the window shows of it
 * is on the screen, until all of it is drawn and named, and of a key among the marks; milliseconds, the second slowest of
 * five. What the server does is `bench:charts -w apps/server`.
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

interface Painted {
  /** From the server's answer until the marks that the window shows are on the screen, and how many are drawn by then. */
  readonly took: number;
  readonly first: number;
  /** Until all marks are drawn and named, and how many these are. */
  readonly whole: number;
  readonly marks: number;
}

async function painted(context: BrowserContext, address: string): Promise<Painted> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const times: { paintedAt?: number; first?: number; changedAt: number } = { changedAt: 0 };
    const marks = () => document.querySelectorAll('svg[data-drawing] [data-mark]').length;
    let isThere = false;
    new MutationObserver(() => {
      const drawn = marks();
      if (drawn === 0) return;
      times.changedAt = performance.now();
      if (isThere) return;
      isThere = true;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => Object.assign(times, { paintedAt: performance.now(), first: drawn });
        port2.postMessage(null);
      });
    }).observe(document, { childList: true, subtree: true, attributeFilter: ['aria-label'] });
    Object.assign(window, { times });
  });
  await page.goto(address);
  await page.waitForFunction(() => {
    const { times } = window as unknown as { times: { paintedAt?: number; changedAt: number } };
    return times.paintedAt !== undefined && performance.now() - times.changedAt > 1_000;
  });
  const found = await page.evaluate(() => {
    const answers = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('count.')) as PerformanceResourceTiming[];
    const answered = Math.max(...answers.map(({ responseEnd }) => responseEnd));
    const { times } = window as unknown as {
      times: { paintedAt: number; first: number; changedAt: number };
    };
    return {
      took: times.paintedAt - answered,
      first: times.first,
      whole: times.changedAt - answered,
      marks: document.querySelectorAll('svg[data-drawing] [data-mark][aria-label]').length,
    };
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
    const found: Painted[] = [];
    for (let time = 0; time < times; time += 1) found.push(await painted(context, address));
    const secondOf = (of: (each: Painted) => number) => found.map(of).toSorted((a, b) => b - a)[1] ?? 0;
    const took = secondOf((each) => each.took);
    if (took > bars.painting) process.exitCode = 1;
    const rest = `all of it ${secondOf((each) => each.whole).toFixed(0)}`;
    const bar = `${bars.painting}${took > bars.painting ? ', NOT MET' : ''}`;
    say(
      `${what}: ${found[0]?.marks} marks, the first ${found[0]?.first} painted in ${took.toFixed(0)} (${bar}); ${rest}`,
    );
  }
  const page = await context.newPage();
  await page.goto(asked['tags by field']);
  await page.locator('svg[data-drawing] [data-mark]').first().waitFor();
  const key = await keyed(page);
  if (key > bars.key) process.exitCode = 1;
  say(`a key among them: ${key.toFixed(0)} (${bars.key}${key > bars.key ? ', NOT MET' : ''})`);
});
