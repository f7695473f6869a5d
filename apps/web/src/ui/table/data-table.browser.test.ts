import { MantineProvider } from '@mantine/core';
// What makes the browser show what it would print.
import type {} from '@vitest/browser-playwright';
import { createElement, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { startLanguage } from '../../i18n/index.ts';
import '../../styles/index.ts';
import { theme } from '../../lib/theme.ts';
import type { Column, Sort } from './columns.ts';
import { DataTable } from './data-table.tsx';

interface Letter {
  readonly id: string;
  readonly title: string;
  readonly year: number | null;
  readonly size?: string;
}

const allColumns: readonly Column<Letter>[] = [
  { id: 'title', name: 'Title', width: 200, sortBy: ({ title }) => title, cell: ({ title }) => title },
  { id: 'year', name: 'Year', width: 100, keep: 1, sortBy: ({ year }) => year, cell: ({ year }) => year },
  { id: 'size', name: 'Size', width: 100, cell: ({ size = 'long' }) => size },
];

const few: readonly Letter[] = [
  { id: '1', title: 'b', year: 2019 },
  { id: '2', title: 'a', year: null },
  { id: '3', title: 'c', year: 2018 },
];

await startLanguage();

let root: Root | null = null;
afterEach(async () => {
  root?.unmount();
  root = null;
  document.body.replaceChildren();
  await page.viewport(1200, 800);
});

interface ShownProps {
  readonly rows: readonly Letter[];
  readonly box: boolean;
  readonly columns: readonly Column<Letter>[];
}

function Shown({ rows, box, columns }: ShownProps) {
  const [sort, onSort] = useState<Sort>({ by: 'title', down: false });
  const [hidden, onHidden] = useState<readonly string[] | null>(null);
  const view = { sort, hidden, onSort, onHidden };
  const keyOf = ({ id }: Letter) => id;
  return createElement(DataTable<Letter>, { label: 'Letters', rows, keyOf, columns, view, box });
}

/** Shows a table, or what has become of the one that is shown. */
function show(rows: readonly Letter[], { box = false, columns = allColumns } = {}): void {
  root ??= createRoot(document.body.appendChild(document.createElement('div')));
  root.render(createElement(MantineProvider, { theme }, createElement(Shown, { rows, box, columns })));
}

const head = (name: string) => page.getByRole('columnheader', { name });
const rowHeads = () => [...document.querySelectorAll('tbody th')].map((cell) => cell.textContent);

// First of all: later the list has come.
it('opens its choice of columns that was pressed before that had come, and gives the focus back to its button', async () => {
  flushSync(() => show(few));
  const alone = document.querySelector<HTMLElement>('thead [aria-haspopup="dialog"]');
  alone?.focus();
  alone?.click();
  expect(alone?.id).toBe('');
  await expect.element(page.getByRole('checkbox', { name: 'Year' })).toBeVisible();
  await expect.element(page.getByRole('checkbox', { name: 'Year' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  const choice = page.getByRole('button', { name: /^(Columns|Kolommen)$/ });
  await expect.element(choice).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('checkbox', { name: 'Year' })).toBeVisible();
  await userEvent.click(choice);
  await expect.poll(() => page.getByRole('checkbox').elements()).toEqual([]);
});

it('is sorted by its heads, with the keyboard too, and says by which', async () => {
  show(few);
  await expect.poll(rowHeads).toEqual(['a', 'b', 'c']);
  await expect.element(head('Title')).toHaveAttribute('aria-sort', 'ascending');
  await userEvent.click(page.getByRole('button', { name: 'Title' }));
  await expect.poll(rowHeads).toEqual(['c', 'b', 'a']);
  await expect.element(head('Title')).toHaveAttribute('aria-sort', 'descending');
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.poll(rowHeads).toEqual(['c', 'b', 'a']);
  await expect.element(head('Year')).toHaveAttribute('aria-sort', 'ascending');
  await expect.element(head('Title')).not.toHaveAttribute('aria-sort');
  await userEvent.keyboard('{Enter}');
  // What has no year stays last.
  await expect.poll(rowHeads).toEqual(['b', 'c', 'a']);
  expect(head('Size').getByRole('button').elements()).toEqual([]);
});

it('has the columns that its person chooses, and those for which there is room', async () => {
  show(few);
  await expect.element(head('Size')).toBeVisible();
  const choice = page.getByRole('button', { name: /^(Columns|Kolommen)$/ });
  // Its list takes the button over when it has come.
  await expect.element(choice).toHaveAttribute('id');
  await userEvent.click(choice);
  await userEvent.click(page.getByRole('checkbox', { name: 'Year' }));
  await expect.poll(() => head('Year').elements()).toEqual([]);
  await userEvent.click(page.getByRole('checkbox', { name: 'Year' }));
  await expect.element(head('Year')).toBeVisible();
  expect(page.getByRole('checkbox', { name: 'Title' }).elements()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(choice).toHaveFocus();
  // Columns narrower than a phone are not shown as cards here: only the table's own room counts.
  const frame = document.querySelector('table')?.parentElement;
  if (frame) frame.style.width = '390px';
  await expect.poll(() => head('Size').elements()).toEqual([]);
  await expect.element(head('Year')).toBeVisible();
});

it('is cards on a phone, with what the heads do above them', async () => {
  await page.viewport(390, 800);
  show(few);
  await expect.poll(rowHeads).toEqual(['a', 'b', 'c']);
  expect(page.getByRole('columnheader').elements()).toEqual([]);
  await userEvent.selectOptions(page.getByRole('combobox'), 'year');
  await expect.poll(rowHeads).toEqual(['c', 'b', 'a']);
  await userEvent.click(page.getByRole('button', { name: /^(Ascending|Oplopend)$/ }));
  await expect.poll(rowHeads).toEqual(['b', 'c', 'a']);
});

it('has those of 5,000 rows in the page that are seen, and says how many there are', async () => {
  show(Array.from({ length: 5_000 }, (_, at) => ({ id: String(at), title: `Letter ${at}`, year: at })));
  await expect.poll(() => rowHeads()[0]).toBe('Letter 0');
  expect(rowHeads().length).toBeLessThan(60);
  expect(document.body.scrollHeight).toBeGreaterThan(5_000 * 34);
  await expect.element(page.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
  window.scrollTo(0, document.body.scrollHeight);
  await expect.poll(() => rowHeads().at(-1)).toBe('Letter 4999');
  expect(rowHeads().length).toBeLessThan(60);
  await userEvent.click(page.getByRole('button', { name: 'Year' }));
  await userEvent.click(page.getByRole('button', { name: 'Year' }));
  window.scrollTo(0, 0);
  await expect.poll(() => rowHeads()[0]).toBe('Letter 4999');
});

/** `count` letters, and a column that tells of each time that it is drawn. */
function watched(count: number) {
  const drawn: string[] = [];
  const title: Column<Letter> = {
    id: 'title',
    name: 'Title',
    width: 200,
    sortBy: ({ year }) => year,
    cell: (row) => {
      drawn.push(row.id);
      return row.title;
    },
  };
  const rows = Array.from({ length: count }, (_, at) => ({
    id: String(at),
    title: `Letter ${at}`,
    year: at,
  }));
  return { drawn, rows, columns: [title] };
}

it('draws each row once, and again only what has changed', async () => {
  const { drawn, rows, columns } = watched(60);
  show(rows, { columns });
  await expect.poll(() => rowHeads().length).toBe(60);
  expect(drawn.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  drawn.length = 0;
  show(
    rows.map((row) => (row.id === '7' ? { ...row, title: 'Another' } : row)),
    { columns },
  );
  await expect.poll(rowHeads).toContain('Another');
  expect(drawn).toEqual(['7']);
});

it('says at once by what it will be sorted, and then sorts', async () => {
  show(few);
  await expect.poll(rowHeads).toEqual(['a', 'b', 'c']);
  const seen: (string | null)[][] = [];
  const watch = new MutationObserver(() => seen.push(rowHeads()));
  const year = head('Year').element();
  watch.observe(year, { attributeFilter: ['aria-sort'] });
  await userEvent.click(page.getByRole('button', { name: 'Year' }));
  await expect.poll(rowHeads).toEqual(['c', 'b', 'a']);
  watch.disconnect();
  expect(seen).toEqual([['a', 'b', 'c']]);
});

it('draws while it scrolls only the rows that come', async () => {
  const { drawn, rows, columns } = watched(500);
  show(rows, { columns });
  await expect.poll(rowHeads).toContain('Letter 30');
  await expect.poll(() => rowHeads().length).toBeLessThan(60);
  const there = new Set(rowHeads());
  drawn.length = 0;
  window.scrollTo(0, 8 * 35);
  await expect.poll(() => rowHeads().some((each) => !there.has(each))).toBe(true);
  expect(drawn.filter((id) => there.has(`Letter ${id}`))).toEqual([]);
});

it('breaks a word on a card that is wider than the phone', async () => {
  await page.viewport(390, 800);
  const word = 'wilhelmina.alexandra.'.repeat(5);
  show([{ id: '1', title: word, year: 2019, size: word }]);
  await expect.poll(rowHeads).toEqual([word]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});

/** The colour of a pixel in a picture of an element, beside its right border, in the last row. */
async function atTheSide(element: Element): Promise<string> {
  const picture = new Image();
  picture.src = `data:image/png;base64,${await page.elementLocator(element).screenshot({ save: false })}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  const drawing = canvas.getContext('2d');
  drawing?.drawImage(picture, 0, 0);
  return [...(drawing?.getImageData(picture.width - 3, picture.height - 10, 1, 1).data ?? [])].join(' ');
}

it('in a box says by a shade that there are more columns at the side, until the last of them', async () => {
  show(few, { box: true });
  await expect.poll(rowHeads).toEqual(['a', 'b', 'c']);
  const box = page.getByRole('region', { name: 'Letters' }).element() as HTMLElement;
  const all = await atTheSide(box);
  box.style.width = '320px';
  expect(box.scrollWidth).toBeGreaterThan(box.clientWidth);
  expect(await atTheSide(box)).not.toBe(all);
  box.scrollLeft = box.scrollWidth;
  expect(await atTheSide(box)).toBe(all);
});

it('says on paper what its columns are, and has all of a box there', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({ id: String(at), title: `Letter ${at}`, year: at }));
  show(rows, { box: true });
  const box = () => document.querySelector('table')?.parentElement;
  await expect.poll(() => (box()?.scrollHeight ?? 0) > (box()?.clientHeight ?? 0)).toBe(true);
  await cdp().send('Emulation.setEmulatedMedia', { media: 'print' });
  try {
    await expect.element(page.getByRole('button', { name: 'Year' })).toBeVisible();
    expect(page.getByRole('button', { name: /^(Columns|Kolommen)$/ }).elements()).toEqual([]);
    expect(box()?.scrollHeight).toBe(box()?.clientHeight);
  } finally {
    await cdp().send('Emulation.setEmulatedMedia', { media: '' });
  }
});
