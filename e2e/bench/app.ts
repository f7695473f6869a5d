/**
 * The whole program measured as a person meets it: `npm run bench -w e2e`. A real server, a real browser, one
 * document of 100,000 characters with 1,000 annotations. Figures are milliseconds; each line names its target.
 */
import { chromium, type Page } from '@playwright/test';
import { Api, newId } from '../fixtures/api.ts';
import { browserOptions } from '../fixtures/browser.ts';
import { installationOwner } from '../fixtures/installation.ts';
import { removeData, startServer } from '../fixtures/server.ts';

const characters = 100_000;
const annotationCount = 1_000;
const loads = 7;
const interactions = 40;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const median = (values: readonly number[]) => quantile(values, 0.5);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Paragraphs of plain Dutch words with a fixed seed, so that every run reads the same text. */
function longText(): string {
  const words =
    'het kabinet hecht aan de dialoog met Rusland en aan druk waar dat nodig is voor onze veiligheid'.split(
      ' ',
    );
  let state = 20261123;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  let text = 'Een lange brief\n\n';
  while (text.length < characters) {
    const count = 60 + next(60);
    const paragraph = Array.from({ length: count }, () => words[next(words.length)]).join(' ');
    text += `${paragraph}.\n\n`;
  }
  return text.trim();
}

/** The longest and the 98th percentile of what the browser counts as interactions, as INP does. */
async function watchInteractions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = new Map<number, number>();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
        if (!entry.interactionId) continue;
        seen.set(entry.interactionId, Math.max(seen.get(entry.interactionId) ?? 0, entry.duration));
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    Object.assign(window, { interactionDurations: seen });
  });
}

async function interactionDurations(page: Page): Promise<number[]> {
  return page.evaluate(() => [
    ...(window as unknown as { interactionDurations: Map<number, number> }).interactionDurations.values(),
  ]);
}

const server = await startServer({
  FIRST_OWNER_EMAIL: installationOwner.email,
  FIRST_OWNER_PASSWORD: installationOwner.password,
});
const browser = await chromium.launch(browserOptions());
try {
  const api = new Api(server.url);
  await api.mutate('session.signIn', { ...installationOwner });
  const projectId = newId();
  await api.mutate('project.create', { opId: newId(), id: projectId, name: 'Bench', language: 'nl' });
  const { rounds } = await api.query<{ rounds: { id: string }[] }>('project.get', { projectId });
  const roundId = rounds[0]?.id ?? '';
  const tagIds: string[] = [];
  for (const [name, key] of [
    ['pressure', 'p'],
    ['selective cooperation', 's'],
  ]) {
    const id = newId();
    tagIds.push(id);
    const tag = {
      id,
      name,
      names: {},
      key,
      appearance: null,
      definition: '',
      whenToUse: '',
      whenNot: '',
      examples: [],
      counterExamples: [],
    };
    await api.mutate('tag.create', { opId: newId(), projectId, tag });
  }
  const text = longText();
  const documentId = newId();
  const metadata = {
    title: 'Een lange brief',
    date: null,
    author: null,
    addressee: null,
    dossier: null,
    documentNumber: null,
    sourceUrl: null,
    language: 'nl',
    licence: null,
    fields: {},
  };
  await api.mutate('document.add', {
    opId: newId(),
    projectId,
    id: documentId,
    source: { kind: 'pasted', text },
    encoding: null,
    metadata,
  });
  say(
    `${text.length.toLocaleString('en')} characters; adding ${annotationCount.toLocaleString('en')} annotations`,
  );
  const acknowledged: number[] = [];
  for (let index = 0; index < annotationCount; index += 1) {
    const start = Math.floor((index / annotationCount) * (text.length - 200));
    const end = start + 20 + ((index * 37) % 120);
    const before = performance.now();
    await api.mutate('annotation.create', {
      opId: newId(),
      projectId,
      documentId,
      roundId,
      annotation: {
        id: newId(),
        tagId: tagIds[index % 2],
        start,
        end,
        quote: text.slice(start, end),
        memo: null,
        certainty: null,
        madeAt: new Date().toISOString(),
      },
    });
    acknowledged.push(performance.now() - before);
  }
  say(
    `server: one annotation acknowledged in ${median(acknowledged).toFixed(1)} (p95 ${quantile(acknowledged, 0.95).toFixed(1)})`,
  );

  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies(api.cookies.map((each) => ({ ...each, url: server.url })));

  const opened: number[] = [];
  const painted: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    const page = await context.newPage();
    await page.goto(`/p/${projectId}/documents`);
    const link = page.getByRole('link', { name: 'Een lange brief' });
    await link.waitFor();
    const [readable, coloured] = await link.evaluate(
      (element: HTMLElement) =>
        new Promise<[number, number]>((resolve) => {
          const began = performance.now();
          let readableAt = 0;
          const look = () => {
            const now = performance.now() - began;
            if (!readableAt && document.querySelector('.kv-block')) readableAt = now;
            if (document.querySelector('.kv-mark')) resolve([readableAt, now]);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
          element.click();
        }),
    );
    opened.push(readable);
    painted.push(coloured);
    await page.close();
  }
  say(
    `opening: click to readable ${median(opened).toFixed(0)} (max ${Math.max(...opened).toFixed(0)}), target 300`,
  );
  say(`opening: click to annotations ${median(painted).toFixed(0)} (max ${Math.max(...painted).toFixed(0)})`);

  const page = await context.newPage();
  await page.goto(`/p/${projectId}/documents/${documentId}`);
  await page.locator('.kv-mark').first().waitFor();
  await watchInteractions(page);
  for (let index = 0; index < interactions; index += 1) {
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
    `interactions over 16 ms: ${durations.length} of ${interactions * 4}; INP (98th percentile) ${quantile(durations, 0.98).toFixed(0)}, longest ${Math.max(...durations, 0).toFixed(0)}, target 100`,
  );

  const watcher = await context.newPage();
  await watcher.goto(`/p/${projectId}/documents/${documentId}`);
  await watcher.locator('.kv-mark').first().waitFor();
  const delays: number[] = [];
  for (let index = 0; index < 20; index += 1) {
    const id = newId();
    const start = 300 + index * 7;
    const quote = text.slice(start, start + 5 + index);
    const memo = `live ${id}`;
    const appeared = watcher.evaluate(
      (words) =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (document.body.textContent?.includes(words)) {
              observer.disconnect();
              resolve(Date.now());
            }
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        }),
      memo,
    );
    const sent = Date.now();
    await api.mutate('annotation.create', {
      opId: newId(),
      projectId,
      documentId,
      roundId,
      annotation: {
        id,
        tagId: tagIds[index % 2],
        start,
        end: start + quote.length,
        quote,
        memo,
        certainty: null,
        madeAt: new Date().toISOString(),
      },
    });
    delays.push((await appeared) - sent);
  }
  say(
    `live: sent by one, shown to another in ${median(delays).toFixed(0)} (max ${Math.max(...delays).toFixed(0)}), target 500`,
  );
} finally {
  await browser.close();
  await server.stop();
  await removeData(server);
}
