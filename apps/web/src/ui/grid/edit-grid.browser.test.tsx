import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { faultsIn, show } from '../../testing/show.tsx';
import { EditGrid } from './edit-grid.tsx';
import type { Typed } from './use-edit-grid.ts';

const columns = [
  { id: 'title', name: 'Title', width: 200 },
  { id: 'kind', name: 'Kind', width: 120, offered: ['letter', 'note'] },
  { id: 'pages', name: 'Pages', width: 90, number: true },
];

/** A grid of so many rows, in which nothing is kept. */
async function grid(rows: number) {
  const onTyped = vi.fn<(cells: readonly Typed[]) => void>();
  const onPasted = vi.fn<(cells: readonly Typed[], outside: number) => void>();
  const drawn: number[] = [];
  const text = ({ row, column }: { row: number; column: number }) => `r${row}c${column}`;
  const shown = (cell: { row: number; column: number }) => {
    drawn.push(cell.row);
    return text(cell);
  };
  const element = (
    <EditGrid
      label="Details"
      columns={columns}
      keys={Array.from({ length: rows }, (_, at) => `row ${at}`)}
      shown={shown}
      typed={text}
      mark={({ row }) => (row === 1 ? { state: 'refused', words: 'No.' } : null)}
      onTyped={onTyped}
      onPasted={onPasted}
    />
  );
  return { ...(await show(element)), onTyped, onPasted, drawn };
}
const table = page.getByRole('grid', { name: 'Details' });
const active = () => document.querySelector('[data-active="true"]')?.textContent;

it('moves, selects, edits and fills by keys, and is what a screen reader knows as a grid', async () => {
  const { place, onTyped } = await grid(5);
  await expect.element(table).toHaveAttribute('aria-rowcount', '6');
  (table.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  expect(active()).toBe('r1c1');
  await userEvent.keyboard('note{Enter}');
  expect(onTyped).toHaveBeenLastCalledWith([{ row: 1, column: 1, typed: 'note' }]);
  expect(active()).toBe('r2c1');
  await userEvent.keyboard('{F2}x{Escape}');
  expect(onTyped).toHaveBeenCalledTimes(1);
  await userEvent.keyboard('{F2}!{Tab}');
  expect(onTyped).toHaveBeenLastCalledWith([{ row: 2, column: 1, typed: 'r2c1!' }]);
  expect(active()).toBe('r2c2');
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}{Control>}d{/Control}');
  expect(onTyped).toHaveBeenLastCalledWith([{ row: 3, column: 2, typed: 'r2c2' }]);
  expect(place.querySelectorAll('[aria-selected="true"]')).toHaveLength(2);
  expect(await faultsIn(place)).toEqual([]);
});

it('copies what is selected as a spreadsheet takes it, and places what is pasted', async () => {
  const { onPasted } = await grid(3);
  const element = table.element() as HTMLElement;
  element.focus();
  await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowDown}{/Shift}');
  const copied = new ClipboardEvent('copy', {
    bubbles: true,
    cancelable: true,
    clipboardData: new DataTransfer(),
  });
  element.dispatchEvent(copied);
  expect(copied.clipboardData?.getData('text/plain')).toBe('r0c0\tr0c1\nr1c0\tr1c1');
  await userEvent.keyboard('{End}');
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', '"1\n2"\tbeyond\r\n3\t\r\n');
  element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  const [cells, outside] = onPasted.mock.lastCall ?? [];
  expect(cells?.map(({ typed }) => typed)).toEqual(['1\n2', '3']);
  expect(outside).toBe(1);
});

it('has only the rows that are seen of five thousand', async () => {
  const { place } = await grid(5000);
  (table.element() as HTMLElement).focus();
  await expect.poll(() => place.querySelectorAll('tbody tr').length).toBeLessThan(80);
  await userEvent.keyboard('{Control>}{ArrowDown}{/Control}');
  await expect.poll(active).toBe('r4999c0');
});

it('draws at a key only the rows in which something changed', async () => {
  const { place, drawn } = await grid(5000);
  (table.element() as HTMLElement).focus();
  await expect.poll(() => place.querySelectorAll('tbody tr').length).toBeGreaterThan(10);
  drawn.length = 0;
  await userEvent.keyboard('{ArrowDown}');
  expect(active()).toBe('r1c0');
  expect(new Set(drawn)).toEqual(new Set([0, 1]));
  drawn.length = 0;
  await userEvent.keyboard('x');
  expect(new Set(drawn)).toEqual(new Set([1]));
});

it('takes emoji whole, typed while a cell is edited, pasted and copied', async () => {
  const { onTyped, onPasted } = await grid(3);
  const element = table.element() as HTMLElement;
  const family = '👩\u200d👧';
  element.focus();
  await userEvent.keyboard('{F2}');
  await userEvent.fill(page.getByRole('textbox', { name: 'Title' }), `${family} 🇳🇱`);
  await userEvent.keyboard('{Enter}');
  expect(onTyped).toHaveBeenLastCalledWith([{ row: 0, column: 0, typed: `${family} 🇳🇱` }]);
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', `${family}\t👍🏽\r\n`);
  element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  expect(onPasted.mock.lastCall?.[0].map(({ typed }) => typed)).toEqual([family, '👍🏽']);
});

it('says of what was typed that something else has come there meanwhile', async () => {
  const onTyped = vi.fn<(cells: readonly Typed[]) => void>();
  const element = (value: string) => (
    <EditGrid
      label="Details"
      columns={columns}
      keys={['row']}
      shown={() => value}
      typed={() => value}
      mark={() => null}
      onTyped={onTyped}
      onPasted={() => undefined}
    />
  );
  const { again } = await show(element('before'));
  (table.element() as HTMLElement).focus();
  await userEvent.keyboard('mine');
  again(element('theirs'));
  await userEvent.keyboard('{Enter}');
  const cell = { row: 0, column: 0, typed: 'mine' };
  expect(onTyped.mock.calls).toEqual([[[{ ...cell, overtaken: true }]]]);
  // Whoever types it once more has seen what stands there.
  await userEvent.keyboard('mine{Enter}');
  expect(onTyped.mock.lastCall).toEqual([[cell]]);
});
