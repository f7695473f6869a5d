import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright';
import { build, preview } from 'vite';
import { launchBrowser } from './browser.ts';
import { type LoadFigures, measureLoad } from './measure.ts';
import { median, percentile, printTable } from './report.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10k,100k,1m' },
    loads: { type: 'string', default: '7' },
    rounds: { type: 'string', default: '15' },
    help: { type: 'boolean', default: false },
  },
});

const characters: Record<string, number> = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };
const annotations: Record<string, number> = { '10k': 100, '100k': 1_000, '1m': 10_000 };
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
    return await measureLoad(
      page,
      url,
      name,
      characters[size] ?? 0,
      annotations[size] ?? 0,
      Number(values.rounds),
    );
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
    name,
    one(({ ready }) => ready).toFixed(0),
    median(ratios).toFixed(2),
    one(({ mounted }) => mounted).toFixed(0),
    ms(all(({ work }) => work.add)),
    ms(all(({ work }) => work.remove)),
    ms(all(({ work }) => work.recolour)),
    ms(all(({ work }) => work.hover)),
    ms(all(({ pointerUp }) => pointerUp)),
    name === 'plain' ? '–' : (hit / 1000).toFixed(3),
    `${percentile(scroll, 95).toFixed(1)}/${Math.max(...scroll).toFixed(0)}`,
    String(all(({ longTasks }) => longTasks).filter((duration) => duration > 50).length),
    one(({ busy }) => busy).toFixed(0),
    one(({ heap }) => heap).toFixed(1),
    one(({ nodes }) => nodes).toFixed(0),
  ];
}

const heading = [
  'size',
  'contender',
  'ready',
  '×L1',
  'rest',
  'add',
  'remove',
  'recolour',
  'hover',
  'up→paint',
  'hit',
  'scroll',
  'long',
  'busy',
  'heap MB',
  'elements',
];

async function main(): Promise<void> {
  if (values.help) {
    print('npm run bench -- [--size 10k,100k,1m] [--loads 7] [--rounds 15]');
    return;
  }
  const page = await serve();
  const browser = await launchBrowser();
  const rows: string[][] = [];
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
    }
  } finally {
    await browser.close();
    await page.close();
  }
  print('');
  printTable(heading, rows, print);
  print('');
  print(
    'ms unless it says otherwise; a/b is the median and the 95th percentile (scroll: 95th percentile and worst).',
  );
  print(
    'ready: mount to the second frame that shows an annotation; rest: from there until the whole text is in.',
  );
  print(
    'add, remove, recolour, hover: main-thread work, with about 1 ms of measuring. long: tasks over 50 ms.',
  );
}

await main();
