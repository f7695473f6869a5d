import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright';
import { build, preview } from 'vite';
import { launchBrowser } from './browser.ts';
import { type LoadFigures, measureLoad } from './measure.ts';
import { compareWithTargets, median, percentile, printTable } from './report.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10k,100k,1m' },
    loads: { type: 'string', default: '7' },
    rounds: { type: 'string', default: '15' },
    annotations: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const characters: Record<string, number> = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };
const usualCount: Record<string, number> = { '10k': 100, '100k': 1_000, '1m': 10_000 };
const countFor = (size: string) => Number(values.annotations ?? usualCount[size]);
const contenders = ['plain', 'koersvast', 'codemirror'] as const;
type Name = (typeof contenders)[number];

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Builds the page once and serves it; the address and a function that ends it. */
async function serve(): Promise<{ url: string; close(): Promise<void> }> {
  const root = fileURLToPath(new URL('./page', import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), 'koersvast-bench-'));
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, target: 'es2023' } });
  const server = await preview({
    root,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the page is not served');
  return {
    url,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

async function load(browser: Browser, url: string, name: Name, size: string): Promise<LoadFigures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    return await measureLoad(page, url, name, characters[size] ?? 0, countFor(size), Number(values.rounds));
  } finally {
    await context.close();
  }
}

function row(name: Name, size: string, figures: readonly LoadFigures[], ratios: readonly number[]): string[] {
  const ms = (list: readonly number[]) =>
    list.length === 0 ? '–' : `${median(list).toFixed(1)}/${percentile(list, 95).toFixed(1)}`;
  const all = (pick: (each: LoadFigures) => readonly number[]) => figures.flatMap(pick);
  const one = (pick: (each: LoadFigures) => number) => median(figures.map(pick));
  const hit = one(({ hitTest }) => hitTest);
  const scroll = all(({ frames }) => frames);
  return [
    size,
    String(countFor(size)),
    name,
    one(({ ready }) => ready).toFixed(0),
    median(ratios).toFixed(2),
    one(({ readyWork }) => readyWork).toFixed(0),
    one(({ mounted }) => mounted).toFixed(0),
    ms(all(({ work }) => work.add)),
    ms(all(({ work }) => work.remove)),
    ms(all(({ work }) => work.recolour)),
    ms(all(({ work }) => work.hover)),
    ms(all(({ work }) => work.recolourAll)),
    ms(all(({ pointerUp }) => pointerUp)),
    name === 'plain' ? '–' : hit.toFixed(3),
    `${percentile(scroll, 95).toFixed(1)}/${Math.max(...scroll).toFixed(0)}`,
    String(all(({ longTasks }) => longTasks).filter((duration) => duration > 50).length),
    one(({ busy }) => busy).toFixed(0),
    one(({ heap }) => heap).toFixed(1),
    one(({ nodes }) => nodes).toFixed(0),
  ];
}

const heading = [
  'size',
  'spans',
  'contender',
  'ready',
  '×L1',
  'work',
  'rest',
  'add',
  'remove',
  'recolour',
  'hover',
  'all',
  'up→paint',
  'hit',
  'scroll',
  'long',
  'busy',
  'heap MB',
  'elements',
];

const legend = `Milliseconds; a/b is the median and the 95th percentile, of scrolling the 95th percentile and the worst frame.
ready     from mounting to the second frame that shows an annotation, also in times L1 and as main-thread work
rest      from there until the whole text is in the page
add, remove, recolour, hover   main-thread work of one change, with about 1 ms of measuring
all       main-thread work of giving every annotation another colour
up→paint  from letting go of the mouse to the end of the frame that shows the new annotation
hit       main-thread work of one hit-test
scroll    frames during 3 s of the wheel; long: tasks over 50 ms in them; busy: main-thread work of them
heap      what mounting adds after a garbage collection; work is processor time, the rest is time that passes`;

async function main(): Promise<void> {
  if (values.help) {
    print('npm run bench -- [--size 10k,100k,1m] [--annotations N] [--loads 7] [--rounds 15]');
    return;
  }
  const page = await serve();
  const browser = await launchBrowser();
  const rows: string[][] = [];
  const verdicts: string[] = [];
  try {
    for (const size of values.size.split(',')) {
      if (characters[size] === undefined) throw new Error(`there is no size ${size}`);
      const figures: Record<Name, LoadFigures[]> = { plain: [], koersvast: [], codemirror: [] };
      const ratios: Record<Name, number[]> = { plain: [], koersvast: [], codemirror: [] };
      for (let round = 0; round < Number(values.loads); round += 1) {
        print(`${size}: load ${round + 1} of ${values.loads}`);
        for (const name of contenders) {
          figures[name].push(await load(browser, page.url, name, size));
          ratios[name].push((figures[name].at(-1)?.ready ?? 0) / (figures.plain.at(-1)?.ready ?? 1));
        }
      }
      for (const name of contenders) rows.push(row(name, size, figures[name], ratios[name]));
      if (size === '1m') verdicts.push('', ...compareWithTargets(figures, ratios.koersvast));
    }
  } finally {
    await browser.close();
    await page.close();
  }
  print('');
  printTable(heading, rows, print);
  print(`\n${legend}`);
  print(
    `load of this machine at the end: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`,
  );
  for (const line of verdicts) print(line);
}

await main();
