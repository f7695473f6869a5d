import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { saidStore } from '../../lib/said.ts';
import { aLine, aSearch, found } from '../../testing/search.ts';
import { serve, silent } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { anAcknowledgement, aProject } from '../../testing/study.ts';
import { FindScreen } from './find-screen.tsx';

const lines = Array.from({ length: 40 }, (_, nth) => aLine(nth));
const grid = () => page.getByRole('grid', { name: words('find:view.lines') });
/** What a screen reader would say by itself: all that live regions say now. */
const told = () =>
  [...document.querySelectorAll('[role="status"], [role="alert"], [aria-live="polite"]')]
    .map(({ textContent }) => textContent?.trim() ?? '')
    .filter((each) => each !== '');
/** What Tab comes to, from here on until it is in the list or past it. */
async function tabs(): Promise<string[]> {
  const names: string[] = [];
  for (let nth = 0; nth < 40; nth += 1) {
    await userEvent.keyboard('{Tab}');
    const at = document.activeElement;
    if (at === null || at === document.body) break;
    names.push(at.closest('[role="grid"]') === null ? at.tagName : 'grid');
  }
  return names;
}

it('is heard from the question to the lines: what is where, how much there is, and what has changed', async () => {
  let counted = false;
  const saved = aSearch(1);
  const server = serve({
    'document.list': () => [],
    'set.list': () => [],
    'search.list': () => [saved],
    'search.progress': () => ({ done: 12, of: 200 }),
    'search.find': ({ until, after }: { until: string; after: string | null }) => {
      if (until === 'all') return counted ? found(lines) : silent();
      return after === null ? found(lines, { next: 'on', total: null }) : found([], { total: null });
    },
    'search.putAside': () => anAcknowledgement(),
    'search.counts': () => ({
      ...{ state: 'ready', basis: found([]).basis, total: { hits: 40, documents: 3, aside: 0 } },
      ...{ groups: [], rest: { groups: 0, hits: 0, documents: 0 } },
    }),
  });
  const stop = listenToKeys();
  const { place } = await show(<FindScreen />, {
    project: aProject('owner'),
    screen: `find?saved=${saved.id}`,
  });
  await expect.element(page.getByRole('heading', { level: 1, name: words('find:title') })).toBeVisible();
  const field = page.getByRole('textbox', { name: words('find:query'), exact: true });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('sanctions{Enter}');

  // The first lines are there, and the rest is being looked for: both are said.
  await expect.element(grid()).toBeVisible();
  await expect.poll(told).toContain(words('find:arrived'));
  await expect.poll(told).toContain(words('find:looking.part', { done: '12', of: '200' }));
  counted = true;
  await userEvent.click(page.getByRole('button', { name: words('find:stop') }));
  await expect.poll(told).toContainEqual(expect.stringContaining(words('find:stopped')));
  await userEvent.click(page.getByRole('button', { name: words('find:again') }));
  const total = words('find:total', { count: 40, number: '40', documents: '3', all: '200' });
  await expect.poll(told).toContain(total);
  await expect.poll(told).not.toContain(words('find:arrived'));

  // The lines are one stop, and each says which of how many it is, and its words in their order.
  await expect.element(page.getByRole('button', { name: words('find:chart') })).toBeVisible();
  await userEvent.click(field);
  expect((await tabs()).filter((each) => each === 'grid')).toHaveLength(1);
  await expect.element(grid()).toHaveAttribute('aria-rowcount', '40');
  await userEvent.click(field);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  const row = () => document.activeElement?.closest('[role="row"]');
  await expect.poll(() => row()?.getAttribute('aria-rowindex')).toBe('2');
  const second = lines[1];
  const said = row()?.textContent ?? '';
  for (const part of [second?.left, second?.hit, second?.right, second?.title])
    expect(said).toContain(part?.trim());
  expect(said.indexOf(second?.left.trim() ?? '')).toBeLessThan(said.indexOf(second?.right.trim() ?? ''));

  // Another view is said where the list that had the focus is gone.
  const views = page.getByRole('radiogroup', { name: words('find:views') });
  await expect.element(views).toBeVisible();
  await userEvent.keyboard('3');
  await expect.poll(told).toContain(words('find:views.now', { view: words('find:view.counts') }));
  await expect.element(page.getByRole('radio', { name: words('find:view.counts') })).toBeChecked();
  await userEvent.keyboard('1');
  await expect.element(grid()).toBeVisible();
  await expect.poll(told).toContain(words('find:views.now', { view: words('find:view.lines') }));

  // What was put aside is said, with the way back.
  await userEvent.keyboard('jx');
  await expect.poll(() => server.calls.some(({ path }) => path === 'search.putAside')).toBe(true);
  await expect.poll(() => saidStore.get()?.text ?? '').not.toBe('');
  expect(await faultsIn(place)).toEqual([]);
  stop();
});
