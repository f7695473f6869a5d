import type { CDPSession, Page } from 'playwright';
import type { Bench, ChangeKind } from './page/main.ts';

declare global {
  interface Window {
    bench: Bench;
  }
}

export interface LoadFigures {
  ready: number;
  readyWork: number;
  mounted: number;
  heap: number;
  nodes: number;
  work: Record<ChangeKind | 'hover' | 'recolourAll', number[]>;
  frame: Record<ChangeKind, number[]>;
  pointerUp: number[];
  hitTest: number;
  frames: number[];
  longTasks: number[];
  busy: number;
}

async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find((each) => each.name === name)?.value ?? Number.NaN;
}

/** Milliseconds that `action` keeps the main thread at work; waiting and other programs are not counted. */
async function workOf(cdp: CDPSession, action: () => Promise<unknown>): Promise<number> {
  const before = await metric(cdp, 'TaskDuration');
  await action();
  return ((await metric(cdp, 'TaskDuration')) - before) * 1000;
}

const hitTests = 2000;

const kinds: readonly ChangeKind[] = ['add', 'remove', 'recolour'];

async function measureChanges(
  page: Page,
  cdp: CDPSession,
  figures: LoadFigures,
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of kinds) {
      const seed = 1000 + round * kinds.length + kinds.indexOf(kind);
      await page.evaluate(([name, at]) => window.bench.arm(name, at), [kind, seed] as const);
      const work = await workOf(cdp, async () => {
        figures.frame[kind].push(await page.evaluate((name) => window.bench.fire(name), kind));
      });
      figures.work[kind].push(work);
      await page.evaluate(() => window.bench.disarm());
    }
  }
}

async function measureHover(
  page: Page,
  cdp: CDPSession,
  figures: LoadFigures,
  rounds: number,
): Promise<void> {
  const points = await page.evaluate((count) => window.bench.marks(count), rounds);
  for (const { x, y } of points) {
    const work = await workOf(cdp, async () => {
      await page.mouse.move(x, y);
      await page.evaluate(() => window.bench.idle());
    });
    figures.work.hover.push(work);
  }
}

/** All annotations at once, wherever they are. */
async function measureRecolourAll(
  page: Page,
  cdp: CDPSession,
  figures: LoadFigures,
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    figures.work.recolourAll.push(await workOf(cdp, () => page.evaluate(() => window.bench.recolourAll())));
  }
}

async function measurePointerUp(page: Page, figures: LoadFigures, rounds: number): Promise<void> {
  await page.evaluate(() => window.bench.watchPointerUp());
  const points = await page.evaluate((count) => window.bench.marks(count), rounds);
  for (const { x, y } of points) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 90, y + 2, { steps: 4 });
    await page.mouse.up();
    await page.evaluate(() => window.bench.idle());
    await page.evaluate(() => window.bench.idle());
  }
  figures.pointerUp = await page.evaluate(() => window.bench.pointerUps);
}

/** Three seconds of the wheel. */
async function measureScroll(page: Page, cdp: CDPSession, figures: LoadFigures): Promise<void> {
  await page.mouse.move(640, 400);
  await page.evaluate(() => window.bench.watchFrames());
  const until = performance.now() + 3000;
  figures.busy = await workOf(cdp, async () => {
    while (performance.now() < until) {
      await page.mouse.wheel(0, 120);
      await page.evaluate(() => window.bench.idle());
    }
  });
  figures.frames = await page.evaluate(() => window.bench.frames);
  figures.longTasks = await page.evaluate(() => window.bench.longTasks);
}

/** Everything about one contender in one fresh page. */
export async function measureLoad(
  page: Page,
  url: string,
  contender: string,
  characters: number,
  annotations: number,
  rounds: number,
): Promise<LoadFigures> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(url);
  await page.evaluate(([length, count, name]) => window.bench.prepare(length, count, name), [
    characters,
    annotations,
    contender,
  ] as const);
  await cdp.send('HeapProfiler.collectGarbage');
  const heapBefore = await metric(cdp, 'JSHeapUsedSize');
  let ready = Number.NaN;
  const readyWork = await workOf(cdp, async () => {
    ready = await page.evaluate(() => window.bench.ready());
  });
  const figures: LoadFigures = {
    ready,
    readyWork,
    mounted: await page.evaluate(() => window.bench.mounted()),
    heap: 0,
    nodes: 0,
    work: { add: [], remove: [], recolour: [], hover: [], recolourAll: [] },
    frame: { add: [], remove: [], recolour: [] },
    pointerUp: [],
    hitTest: 0,
    frames: [],
    longTasks: [],
    busy: 0,
  };
  await cdp.send('HeapProfiler.collectGarbage');
  figures.heap = ((await metric(cdp, 'JSHeapUsedSize')) - heapBefore) / 1_048_576;
  figures.nodes = await page.evaluate(() => document.querySelectorAll('#host *').length);
  if (contender !== 'plain') {
    await measureChanges(page, cdp, figures, rounds);
    let found = false;
    const work = await workOf(cdp, async () => {
      found = await page.evaluate((count) => window.bench.hitTests(count), hitTests);
    });
    figures.hitTest = found ? work / hitTests : Number.NaN;
    await measureHover(page, cdp, figures, rounds);
    if (contender === 'koersvast') await measureRecolourAll(page, cdp, figures, rounds);
    await measurePointerUp(page, figures, rounds);
  }
  await measureScroll(page, cdp, figures);
  return figures;
}
