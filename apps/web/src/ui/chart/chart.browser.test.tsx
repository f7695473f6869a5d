// What makes the browser show the colours of a system.
import type {} from '@vitest/browser-playwright';
import type { CSSProperties, ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { BarChart } from './bar-chart.tsx';
import { fileNameOf, pngOf, svgOf } from './chart-file.ts';
import { IntervalChart } from './interval-chart.tsx';
import { LineChart } from './line-chart.tsx';
import { MatrixChart } from './matrix-chart.tsx';
import { StripsChart } from './strips-chart.tsx';

const format = (value: number) => value.toFixed(2);
const opened = vi.fn();
const frame = {
  title: 'Agreement',
  summary: 'One of three is reliable.',
  caption: 'First pass, 12 documents.',
};
const markOf = (id: string) => ({ id, label: `${id}, Enter for passages`, open: () => opened(id) });
const columns = [
  { key: 'name', name: 'Name' },
  { key: 'value', name: 'Value', number: true },
];
const tableOf = (ids: readonly string[]) => ({
  columns,
  rows: ids.map((id) => ({ key: id, cells: [{ text: id }, { text: '.71', value: 0.7134, mark: id }] })),
});

const intervals = [
  { mark: markOf('pressure'), name: 'pressure', value: 0.71, low: 0.63, high: 0.78, said: '.71' },
  { mark: markOf('trade'), name: 'trade', value: -0.12, low: -0.3, high: 0.1, said: '−.12', depth: 1 },
  { mark: markOf('rare'), name: 'rare', value: null, low: null, high: null, said: 'nobody used it' },
];
const list = (more: { readonly at?: string; readonly onOpen?: (id: string) => void } = {}) => (
  <IntervalChart
    {...frame}
    {...more}
    rows={intervals}
    references={[
      { value: 0.667, name: '.667' },
      { value: 0.8, name: '.800' },
    ]}
    axis="alpha"
    format={format}
    table={tableOf(['pressure', 'trade', 'rare'])}
  />
);
const matrix = (
  <MatrixChart
    {...frame}
    rows={['a', 'b'].map((row) => ({
      key: row,
      name: row,
      cells: ['x', 'y', 'z'].map((column) => ({
        mark: markOf(row + column),
        text: '3',
        shade: 0.8,
        strong: column === 'x',
      })),
    }))}
    columns={['x', 'y', 'a very long name of a tag'].map((name) => ({ key: name, name }))}
    down="Els"
    across="Jan"
    table={tableOf(['ax', 'ay', 'az', 'bx', 'by', 'bz'])}
  />
);
const bars = (
  <BarChart
    {...frame}
    groups={['−1', '0', '1'].map((name, at) => ({
      key: name,
      name,
      bars: [
        { mark: markOf(`start ${name}`), value: at + 1 },
        { mark: markOf(`end ${name}`), value: 3 - at },
      ],
    }))}
    series={['start', 'end']}
    axis="Pairs"
    along="Characters apart"
    format={String}
    table={tableOf(['start 0'])}
  />
);
const lines = (
  <LineChart
    {...frame}
    series={['Els', 'Jan'].map((name, nth) => ({
      key: name,
      name,
      points: [1, 2, 3].map((x) => ({
        mark: markOf(`${name} ${x}`),
        x,
        y: x === 2 && nth === 1 ? null : 0.6 + nth / 10,
        low: 0.5,
        high: 0.9,
        flagged: x === 3,
      })),
    }))}
    references={[{ value: 0.8, name: '.800' }]}
    xAxis="Documents"
    yAxis="Agreement"
    xFormat={String}
    yFormat={format}
    table={tableOf(['Els 1'])}
  />
);
/** Looks of forty tags, as a codebook gives them: the colour and the line change with each. */
const lookStyles = ['solid', 'double', 'dotted', 'dashed', 'wavy'] as const;
const looks = Array.from({ length: 40 }, (_, at) => ({
  key: `look${at}`,
  line: lookStyles[at % 5] ?? 'solid',
  style: {
    '--tag-line': `var(--kv-tag-${at % 12}-line)`,
    '--tag-tint': `var(--kv-tag-${at % 12}-tint)`,
  } as CSSProperties,
}));
const strips = (
  <StripsChart
    {...frame}
    legend={looks.map((look, at) => ({ name: `tag ${at}`, look }))}
    strips={[
      {
        key: 'letter',
        name: 'A letter',
        none: markOf('letter'),
        parts: looks.map((look, at) => ({
          ...{ mark: markOf(`part ${at}`), from: at / 40, to: (at + 1) / 40, lane: 0, lanes: 1 },
          ...{ look, key: 'p' },
        })),
      },
      { key: 'gap', name: 'Another letter', none: markOf('gap'), parts: null },
    ]}
    table={tableOf(['part 0', 'gap'])}
  />
);
const kinds: readonly (readonly [string, () => ReactNode])[] = [
  ['intervals', list],
  ['a matrix', () => matrix],
  ['bars', () => bars],
  ['lines', () => lines],
  ['strips', () => strips],
];

it.each(kinds)('%s can be read by everybody, in both themes and as a table', async (_name, chart) => {
  for (const colours of ['light', 'dark'] as const) {
    const { place, unmount } = await show(chart(), { colours });
    expect(await faultsIn(place)).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: words('chart.table') }));
    expect(await faultsIn(place)).toEqual([]);
    unmount();
    place.remove();
  }
});

const focused = () => document.activeElement?.getAttribute('data-mark');

it('is one stop for its tools and one for its marks; arrows go from mark to mark, Enter opens, Escape leaves', async () => {
  const stop = listenToKeys();
  opened.mockClear();
  const told: string[] = [];
  await show(
    <>
      {list({ onOpen: (id) => told.push(id) })}
      <button type="button">after</button>
    </>,
  );
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('button', { name: words('chart.table') })).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await expect.element(page.getByRole('button', { name: 'CSV' })).toHaveFocus();
  await userEvent.keyboard('{Tab}');
  expect(focused()).toBe('pressure');
  await expect.element(page.getByRole('option', { name: 'pressure, Enter for passages' })).toHaveFocus();
  await userEvent.keyboard('{End}');
  expect(focused()).toBe('rare');
  await userEvent.keyboard('{ArrowUp}{Enter}');
  expect(told).toEqual(['trade']);
  expect(opened.mock.calls).toEqual([['trade']]);
  // The same mark is where the focus is in the table, and in the drawing again.
  await userEvent.keyboard('t');
  await expect.element(page.getByRole('grid', { name: 'Agreement' })).toBeVisible();
  expect(focused()).toBe('trade');
  expect(document.activeElement?.tagName).toBe('TD');
  await userEvent.keyboard('{ArrowUp}t');
  expect(focused()).toBe('pressure');
  expect(document.activeElement?.tagName).toBe('g');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('figure', { name: 'Agreement' })).toHaveFocus();
  await userEvent.keyboard('{Tab}{Tab}{Tab}');
  await expect.element(page.getByRole('button', { name: 'after' })).toHaveFocus();
  await userEvent.keyboard('t');
  await expect.element(page.getByRole('listbox')).toBeVisible();
  stop();
});

it('goes along rows and columns of a grid, and opens what is pressed', async () => {
  opened.mockClear();
  await show(matrix);
  await userEvent.click(page.getByRole('gridcell', { name: /^ay/ }));
  expect(opened.mock.calls).toEqual([['ay']]);
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  expect(focused()).toBe('bz');
  await userEvent.keyboard('{Control>}{Home}{/Control}');
  expect(focused()).toBe('ax');
  await expect.element(page.getByText('ax, Enter for passages', { exact: true })).toBeVisible();
});

it('leads whoever comes back to the mark of the address', async () => {
  await show(list({ at: 'trade' }));
  expect(focused()).toBe('trade');
});

it('fits into a window of 320 pixels, and a matrix scrolls in itself', async () => {
  await page.viewport(320, 256);
  for (const [, chart] of kinds) {
    const { unmount } = await show(chart());
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    unmount();
  }
  await page.viewport(1200, 800);
});

it('shows keys of two letters on plates that hold them, where there is room for these', async () => {
  const [look] = looks;
  if (look === undefined) throw new Error('no look');
  const parts = [
    { from: 0, to: 0.5, key: 'ww' },
    { from: 0.6, to: 0.624, key: 'wi' },
    { from: 0.7, to: 0.724, key: 'p' },
  ].map((part) => ({ ...part, mark: markOf(part.key), lane: 0, lanes: 1, look }));
  const strip = { key: 'letter', name: 'A letter', none: markOf('letter'), parts };
  await page.viewport(1100, 800);
  const { place } = await show(<StripsChart {...frame} legend={[]} strips={[strip]} table={tableOf([])} />);
  const texts = () => [...place.querySelectorAll<SVGTextElement>('[text-anchor="middle"] text')];
  await expect.poll(() => texts().map(({ textContent }) => textContent)).toEqual(['ww', 'p']);
  const plates = place.querySelector<SVGPathElement>('[text-anchor="middle"] path')?.getAttribute('d') ?? '';
  const ends = [...plates.matchAll(/M([\d.]+) [\d.]+h([\d.]+)/g)].map(([, from, wide]) => [
    Number(from),
    Number(from) + Number(wide),
  ]);
  for (const [nth, text] of texts().entries()) {
    const { x, width } = text.getBBox();
    const [from = 0, to = 0] = ends[nth] ?? [];
    expect([x >= from, x + width <= to]).toEqual([true, true]);
  }
  await page.viewport(1200, 800);
});

it('gives each of eight lines a panel of its own on a phone, on one scale, with all marks in reach', async () => {
  const names = Array.from({ length: 8 }, (_, nth) => `tag ${nth + 1}`);
  const eight = (
    <LineChart
      {...frame}
      series={names.map((name, nth) => ({
        key: name,
        name,
        points: [0, 1, 2, 3].map((x) => ({ mark: markOf(`${name} ${x}`), x, y: (nth + x) % 5 })),
      }))}
      xAxis="Year"
      yAxis="Annotations"
      xFormat={(x) => String(2014 + x)}
      yFormat={String}
      yDomain={[0, 4]}
      table={tableOf([])}
    />
  );
  await page.viewport(375, 800);
  const { place, unmount } = await show(eight);
  await expect.poll(() => place.querySelectorAll('[data-mark]').length).toBe(32);
  const rows = names.map((name) => place.querySelector(`[role="row"][aria-label="${name}"]`));
  const boxes = rows.map((row) => row?.getBoundingClientRect());
  for (const [nth, box] of boxes.entries())
    expect(box?.top, names[nth]).toBeGreaterThan((boxes[nth - 1]?.top ?? -1) + 50);
  // The same value stands at the same height in each.
  const marks = (nth: number) => [...(rows[nth]?.querySelectorAll('[data-mark]') ?? [])];
  const heightOf = (nth: number, x: number) =>
    (marks(nth)[x]?.getBoundingClientRect().top ?? 0) -
    (marks(nth)[4 - nth]?.getBoundingClientRect().top ?? 0);
  expect(heightOf(1, 0)).toBeCloseTo(heightOf(2, 0) * 1.5, 0);
  for (const name of names) await expect.element(page.getByText(name, { exact: true }).first()).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(375);
  expect(await faultsIn(place)).toEqual([]);
  unmount();
  await page.viewport(1200, 800);
});

/** Forty tags against forty. */
const large = Array.from({ length: 40 }, (_, at) => `tag ${at + 1}`);
const largeMatrix = (
  <MatrixChart
    {...frame}
    rows={large.map((row) => ({
      key: row,
      name: `row ${row}`,
      cells: large.map((column) => ({ mark: markOf(`${row} x ${column}`), text: '3', shade: 0.5 })),
    }))}
    columns={large.map((name) => ({ key: name, name: `column ${name}` }))}
    down="Els"
    across="Jan"
    table={tableOf([])}
  />
);
/** Until what follows the scrolling has followed it. */
const drawnAgain = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

it('keeps the names of rows and columns in sight when a matrix is scrolled, and moves what has the focus from under them', async () => {
  const { place } = await show(largeMatrix);
  const box = place.querySelector('svg[data-drawing]')?.parentElement;
  if (!box) throw new Error('no box');
  const placeOf = (text: string) =>
    [...place.querySelectorAll('text')]
      .find(({ textContent }) => textContent === text)
      ?.getBoundingClientRect();
  const before = placeOf('row tag 40');
  box.scrollLeft = 500;
  await expect.poll(() => placeOf('row tag 40')?.left).toBeCloseTo(before?.left ?? 0, 0);
  window.scrollTo(0, 700);
  await expect.poll(() => placeOf('column tag 30')?.top).toBeGreaterThan(0);
  await drawnAgain();
  const drawing = place.querySelector('svg[data-drawing]')?.getBoundingClientRect().top ?? 0;
  expect(drawing).toBeLessThan(-300);
  // A cell that is gone to by keys is not under a name.
  const cell = page.getByRole('gridcell', { name: /^tag 25 x tag 14,/ });
  await expect.element(cell, { timeout: 30_000 }).toBeInTheDocument();
  (cell.element() as SVGElement).focus();
  box.scrollLeft = 0;
  window.scrollTo(0, 0);
  await userEvent.keyboard('{End}{Home}');
  expect(focused()).toBe('tag 25 x tag 1');
  const first = document.activeElement?.getBoundingClientRect();
  const name = placeOf('row tag 25');
  expect(first?.left).toBeGreaterThan(name?.right ?? 0);
  await userEvent.keyboard('{Control>}{Home}{/Control}{Control>}{End}{/Control}');
  await userEvent.keyboard('{ArrowUp}'.repeat(39));
  await drawnAgain();
  const top = document.activeElement?.getBoundingClientRect().top ?? 0;
  expect(top).toBeGreaterThanOrEqual(0);
  window.scrollTo(0, 0);
});

const near = (count: number) => (
  <LineChart
    {...frame}
    series={Array.from({ length: count }, (_, nth) => ({
      key: String(nth),
      name: `coder ${nth}`,
      points: [1, 2].map((x) => ({ mark: markOf(`${nth} ${x}`), x, y: 0.7 + nth / 1000 })),
    }))}
    xAxis="Documents"
    yAxis="Agreement"
    xFormat={String}
    yFormat={format}
    table={tableOf([])}
  />
);

it.each([1200, 320])(
  'names each line where no name lies over another, in a window of %i pixels',
  async (width) => {
    await page.viewport(width, 800);
    const { place } = await show(near(5));
    const names = [...place.querySelectorAll('text')].filter(({ textContent }) =>
      /^coder \d$/.test(textContent),
    );
    expect(names).toHaveLength(5);
    const places = names
      .map((name) => name.getBoundingClientRect())
      .sort((one, other) => one.top - other.top);
    for (const [at, { top }] of places.entries())
      if (at > 0) expect(top).toBeGreaterThanOrEqual((places[at - 1]?.bottom ?? 0) - 2);
    await page.viewport(1200, 800);
  },
);

it('is whole, light and without buttons on paper, with its words', async () => {
  const { place } = await show(largeMatrix, { colours: 'dark' });
  const box = place.querySelector('svg[data-drawing]')?.parentElement;
  if (box) box.scrollLeft = 400;
  await drawnAgain();
  await cdp().send('Emulation.setEmulatedMedia', { media: 'print' });
  const drawing = place.querySelector('svg[data-drawing]')?.getBoundingClientRect();
  expect(drawing?.right).toBeLessThanOrEqual(window.innerWidth);
  const group = [...place.querySelectorAll('text')].find(({ textContent }) => textContent === 'row tag 1');
  expect(getComputedStyle(group?.closest('g') ?? place).transform).toBe('none');
  expect(getComputedStyle(group ?? place).fill).toBe('rgb(0, 0, 0)');
  for (const button of place.querySelectorAll('button')) expect(button.checkVisibility()).toBe(false);
  expect(place.querySelector('figcaption')?.checkVisibility()).toBe(true);
  await cdp().send('Emulation.setEmulatedMedia', { media: '' });
});

it('has edges and words in the colours of a system', async () => {
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  const { place } = await show(list());
  const look = (selector: string) => getComputedStyle(place.querySelector(selector) ?? place);
  const canvas = getComputedStyle(document.documentElement).backgroundColor;
  expect(look('circle[r="5"]').fill).not.toBe(canvas);
  expect(look('g[aria-hidden] > text').fill).not.toBe(canvas);
  await userEvent.keyboard('{Tab}{Tab}');
  expect(look('g:focus > rect').stroke).not.toBe('none');
  await cdp().send('Emulation.setEmulatedMedia', { features: [] });
});

it('tells forty tags apart by their colours and their lines, and by their lines in the colours of a system', async () => {
  for (const colours of ['light', 'dark'] as const) {
    const { place, unmount } = await show(strips, { colours });
    const look = (pattern: Element) => {
      const [ground, line] = [pattern.children[0], pattern.children[1]];
      const of = (shape: Element | undefined) => (shape === undefined ? null : getComputedStyle(shape));
      return [of(ground)?.fill, of(line)?.stroke, of(line)?.fill, line?.outerHTML].join();
    };
    const patterns = [...place.querySelectorAll('pattern[id*="look"]')];
    expect(new Set(patterns.map(look)).size).toBe(40);
    await cdp().send('Emulation.setEmulatedMedia', {
      features: [{ name: 'forced-colors', value: 'active' }],
    });
    expect(new Set(patterns.map(look)).size).toBe(5);
    await cdp().send('Emulation.setEmulatedMedia', { features: [] });
    unmount();
    place.remove();
  }
});

it.each(kinds)('%s are a file that needs nothing else, light in either theme', async (_name, chart) => {
  const { place } = await show(chart(), { colours: 'dark' });
  const drawing = place.querySelector<SVGSVGElement>('svg[data-drawing]');
  const svg = drawing === null ? '' : svgOf(drawing, frame);
  const read = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(read.querySelector('parsererror')).toBeNull();
  expect(read.querySelector('title')?.textContent).toBe(frame.title);
  expect(read.querySelector('desc')?.textContent).toBe(`${frame.summary} ${frame.caption}`);
  expect(read.documentElement.textContent).toContain(frame.caption);
  expect(svg).not.toMatch(/var\(|class=|tabindex|data-|https?:\/\/(?!www\.w3\.org)/);
  // What it refers to is in it.
  for (const [, name] of svg.matchAll(/url\((?:&quot;|")?#([^)"&]+)/g))
    expect(read.getElementById(name ?? '')).not.toBeNull();
  expect(read.querySelector('text')?.getAttribute('fill')).toBe('#1c2026');
  const png = await createImageBitmap(await pngOf(svg));
  expect(png.width).toBe(2 * Number(read.documentElement.getAttribute('width')));
});

it.each([
  [0.82, 'below'],
  [0.7, 'above'],
])('names a reference where no line ends: one ends at %d', async (end, side) => {
  const { place } = await show(
    <LineChart
      {...frame}
      series={[
        { key: 'Els', name: 'Els', points: [1, 2].map((x) => ({ mark: markOf(`Els ${x}`), x, y: end })) },
      ]}
      references={[{ value: 0.8, name: '.800' }]}
      xAxis="Documents"
      yAxis="Agreement"
      xFormat={String}
      yFormat={format}
      table={tableOf(['Els 1'])}
    />,
  );
  const name = [...place.querySelectorAll('text')].find(({ textContent }) => textContent === '.800');
  const line = name?.previousElementSibling?.getBoundingClientRect();
  const box = name?.getBoundingClientRect();
  expect((box?.top ?? 0) + (box?.height ?? 0) / 2 > (line?.top ?? 0) ? 'below' : 'above').toBe(side);
});

it('is a file with a name that every system takes', () => {
  expect(fileNameOf('Overeenstemming: één tag / druk')).toBe('overeenstemming-een-tag-druk');
  expect(fileNameOf('…')).toBe('chart');
});
