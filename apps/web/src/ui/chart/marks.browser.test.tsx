import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { show } from '../../testing/show.tsx';
import { MatrixChart } from './matrix-chart.tsx';

const opened = vi.fn();
const countOf = (row: number, column: number) => (row * 31 + column * 7) % 23;
/** Tags by values: each cell has its name and its number, and leads further. */
function matrixOf(rows: number, columns: number) {
  const nameOf = (row: number, column: number) => `tag ${row}, value ${column}: ${countOf(row, column)}`;
  const down = Array.from({ length: rows }, (_, row) => row);
  const across = Array.from({ length: columns }, (_, column) => column);
  return (
    <MatrixChart
      title="Tags by value"
      summary="Most: tag 3."
      caption="Counted: annotations."
      down="Tags"
      across="Values"
      columns={across.map((column) => ({ key: String(column), name: `value ${column}` }))}
      rows={down.map((row) => ({
        key: String(row),
        name: `tag ${row}`,
        cells: across.map((column) => ({
          mark: {
            id: `${row} ${column}`,
            label: nameOf(row, column),
            open: () => opened(`${row} ${column}`),
          },
          text: String(countOf(row, column)),
          shade: countOf(row, column) / 23,
        })),
      }))}
      table={{
        columns: [
          { key: 'tag', name: 'Tags' },
          ...across.map((column) => ({ key: String(column), name: `value ${column}`, number: true })),
        ],
        rows: down.map((row) => ({
          key: String(row),
          cells: [
            { text: `tag ${row}` },
            ...across.map((column) => ({ text: String(countOf(row, column)), mark: `${row} ${column}` })),
          ],
        })),
      }}
    />
  );
}

/** The mark that has the focus, and what is heard of it. */
const heard = () => {
  const at = document.activeElement;
  return [at?.getAttribute('data-mark'), at?.getAttribute('aria-label') ?? at?.textContent];
};
const cell = (row: number, column: number) => [
  `${row} ${column}`,
  `tag ${row}, value ${column}: ${countOf(row, column)}`,
];

it('reads and opens every mark of a matrix of 12 by 40 by keys, as a drawing and as a table', async () => {
  listenToKeys();
  const { place } = await show(matrixOf(12, 40));
  const grid = page.getByRole('grid', { name: 'Tags by value' });
  await expect.element(grid).toBeVisible();
  expect(grid.getByRole('row').elements()).toHaveLength(12);
  expect(place.querySelectorAll('[data-mark][tabindex="0"]')).toHaveLength(1);
  place.querySelector<SVGElement>('[data-mark][tabindex="0"]')?.focus();
  expect(heard()).toEqual(cell(0, 0));
  const steps = [
    ['{ArrowRight}', 0, 1],
    ['{ArrowDown}', 1, 1],
    ['{End}', 1, 39],
    ['{ArrowRight}', 1, 39],
    ['{ArrowDown}', 2, 39],
    ['{Home}', 2, 0],
    ['{Control>}{End}{/Control}', 11, 39],
    ['{ArrowUp}', 10, 39],
    ['{ArrowLeft}', 10, 38],
    ['{Control>}{Home}{/Control}', 0, 0],
  ] as const;
  for (const [keys, row, column] of steps) {
    await userEvent.keyboard(keys);
    expect([keys, ...heard()]).toEqual([keys, ...cell(row, column)]);
    expect(place.querySelectorAll('[data-mark][tabindex="0"]')).toHaveLength(1);
  }
  for (let row = 0; row < 12; row += 1) {
    for (let column = 0; column < 40; column += 1) {
      expect(heard()).toEqual(cell(row, column));
      press('Enter');
      expect(opened).toHaveBeenLastCalledWith(`${row} ${column}`);
      press('ArrowRight');
    }
    press('Home');
    press('ArrowDown');
  }
  // The table has the same mark, and the same keys.
  await userEvent.keyboard('t');
  await expect.poll(heard).toEqual(['11 0', String(countOf(11, 0))]);
  await userEvent.keyboard('{ArrowUp}{End}');
  expect(heard()).toEqual(['10 39', String(countOf(10, 39))]);
  await userEvent.keyboard('{Enter}');
  expect(opened).toHaveBeenLastCalledWith('10 39');
});

/** A key, as the browser gives it to what has the focus. */
function press(key: string): void {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
}

it('draws none of 1,600 marks again for a key', async () => {
  const { place } = await show(matrixOf(40, 40));
  // All of it is drawn and named by then.
  const named = () => place.querySelectorAll('[data-mark][aria-label]').length;
  await expect.poll(named, { timeout: 30_000 }).toBe(1_600);
  place.querySelector<SVGElement>('[data-mark][tabindex="0"]')?.focus();
  const changed: Element[] = [];
  const watch = new MutationObserver((records) => {
    for (const { target } of records) if (target instanceof Element) changed.push(target);
  });
  const drawing = place.querySelector('svg[data-drawing]');
  if (drawing === null) throw new Error('no drawing');
  watch.observe(drawing, { attributes: true, childList: true, subtree: true });
  for (let nth = 0; nth < 39; nth += 1) {
    press(nth % 2 === 0 ? 'ArrowDown' : 'ArrowRight');
    // What the key set off is drawn before the next frame.
    await new Promise((done) => requestAnimationFrame(done));
  }
  watch.disconnect();
  expect(heard()).toEqual(cell(20, 19));
  // Of each key the one that had the tab stop, and the one that has it.
  expect(new Set(changed.filter((each) => each.hasAttribute('data-mark'))).size).toBeLessThanOrEqual(40);
});

it('draws what a window shows first, and the rest as soon as somebody needs it', async () => {
  // A browser that is never idle.
  vi.stubGlobal('requestIdleCallback', () => 0);
  const { place, unmount } = await show(matrixOf(60, 40));
  const drawn = () => place.querySelectorAll('[data-mark]').length;
  expect(drawn()).toBeGreaterThan(0);
  expect(drawn()).toBeLessThan(1_200);
  place.querySelector<SVGElement>('[data-mark][tabindex="0"]')?.focus();
  expect(heard()).toEqual(cell(0, 0));
  await userEvent.keyboard('{Control>}{End}{/Control}');
  expect(heard()).toEqual(cell(59, 39));
  expect(drawn()).toBe(2_400);
  expect(place.querySelectorAll('[data-mark][tabindex="0"]')).toHaveLength(1);
  unmount();
  const again = await show(matrixOf(60, 40));
  window.dispatchEvent(new Event('beforeprint'));
  expect(again.place.querySelectorAll('[data-mark]')).toHaveLength(2_400);
  vi.unstubAllGlobals();
});
