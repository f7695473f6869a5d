import type { CountTable } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { saidStore } from '../../lib/said.ts';
import { printed } from '../../testing/paper.ts';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { aProject, idOf, pressure, trade } from '../../testing/study.ts';
import { ChartsScreen } from './charts-screen.tsx';
import { FindingsScreen } from './findings-screen.tsx';

const base = (works: number) => ({ works, documents: works, characters: works * 1000, words: works * 200 });

/** Two tags in three years, of which in the second nothing is finished. */
function aTable(more: Partial<CountTable> = {}): CountTable {
  const row = (tagId: string, spans: number[], documents: number[]) => ({
    ...{ tagId, spans, documents, characters: spans.map((each) => each * 10) },
    lengths: spans.map((each) => (each === 0 ? null : ([8, 10, 14] as [number, number, number]))),
    total: { spans: 14, documents: 8, characters: 140 },
  });
  const year = (key: string, works: number, waiting: number) => ({
    ...{ key, kind: 'year' as const, values: [key], condition: ['date', 'range', key, key] },
    ...{ base: base(works), waiting },
  });
  return {
    basis: { ...base(9), waiting: 2, blind: 3, coderIds: [idOf(4, 1)], moreTags: 0 },
    columns: [year('2014', 6, 0), year('2015', 0, 2), year('2016', 3, 0)],
    rows: [row(pressure.id, [14, 0, 0], [5, 0, 0]), row(trade.id, [3, 0, 11], [3, 0, 2])],
    undated: 0,
    ...more,
  };
}

const aTogether = () => ({
  ...{ basis: aTable().basis, tagIds: [pressure.id, trade.id], parts: 0, rows: [14, 8] },
  ...{ together: [0, 4, 4, 0], joined: [0, 5, 5, 0], either: [0, 22, 22, 0], expected: [0, 2, 2, 0] },
});
const aPortrait = () => {
  const strip = { documentId: idOf(2, 1), title: 'Koersvast', date: '2014', length: 1000 };
  const parts = [
    [0, 0, 40, 2, 0, 100],
    [1, 20, 60, 1, 50, 150],
  ];
  return {
    ...{ basis: aTable().basis, tagIds: [pressure.id, trade.id], total: 2 },
    strips: [
      { ...strip, roundId: idOf(5, 1), coderId: idOf(4, 1), parts },
      { ...strip, documentId: idOf(2, 2), title: 'Later', roundId: null, coderId: null, parts: null },
    ],
  };
};
const answers = (table = aTable()) => ({
  'count.table': () => table,
  'count.together': aTogether,
  'count.portrait': aPortrait,
  'set.list': () => [],
  'document.list': () => [],
});
const at = (search = '') => ({ project: aProject('coder'), screen: `charts${search}` });
const mark = (name: RegExp) => page.getByRole('gridcell', { name });

it('says each cell in words, tells a gap from nought, and what is counted of how much', async () => {
  serve(answers());
  const { place } = await show(<ChartsScreen />, at('?by=date'));
  await expect
    .element(mark(new RegExp(`^${pressure.name}, 2014: 14 annotations in 5 of 6 documents`)))
    .toBeInTheDocument();
  await expect.element(mark(new RegExp(`^${pressure.name}, 2015: nothing finished`))).toBeInTheDocument();
  await expect.element(mark(new RegExp(`^${pressure.name}, 2016: 0 annotations`))).toBeInTheDocument();
  const said = place.querySelector('figcaption')?.textContent;
  expect(said).toContain(words('count:caption.counted.spans'));
  expect(said).toContain(words('count:caption.blind', { count: 3, number: '3' }));
  expect(said).toContain(words('count:caption.waiting', { count: 2, number: '2' }));
});

it('shows another unit without asking again, but for words, and has it in the address', async () => {
  const server = serve(answers());
  const { address } = await show(<ChartsScreen />, at('?by=date'));
  await userEvent.click(page.getByRole('radio', { name: words('count:unit.share') }));
  await expect.poll(address).toContain('counting=share');
  await expect.element(mark(/2014: 2\.3% of 6,000 characters/)).toBeInTheDocument();
  const asked = () => server.calls.filter(({ path }) => path === 'count.table').length;
  expect(asked()).toBe(1);
  await userEvent.click(page.getByRole('radio', { name: words('count:unit.words') }));
  await expect.element(mark(/11\.7 in 1,000 words: 14 annotations in 1,200 words/)).toBeInTheDocument();
  await expect.poll(asked).toBe(2);
});

it('leads by keys from a cell to the passages behind it, and knows the way back', async () => {
  listenToKeys();
  serve(answers());
  const { address } = await show(<ChartsScreen />, at('?by=date&below=true'));
  const first = mark(new RegExp(`^${pressure.name}, 2014`));
  await expect.element(first).toBeInTheDocument();
  (first.element() as SVGElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}');
  expect(document.activeElement?.getAttribute('aria-label')).toContain(`${trade.name}, 2016: 11`);
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toContain('/passages?');
  const query = new URLSearchParams(address().split('?')[1]);
  expect(JSON.parse(query.get('tags') ?? '')).toEqual([trade.id]);
  expect(JSON.parse(query.get('where') ?? '')).toEqual([['date', 'range', '2016', '2016']]);
  expect(query.has('only')).toBe(false);
});

it('draws years as bars with a gap, and more tags or a window as lines', async () => {
  serve(answers());
  const { place, address } = await show(<ChartsScreen />, at('?chart=time'));
  await expect.element(mark(/2015: nothing finished/).first()).toBeInTheDocument();
  expect(place.querySelectorAll('[data-gap]')).toHaveLength(2);
  await userEvent.selectOptions(page.getByLabelText(words('count:window')), '3');
  await expect.poll(address).toContain('window=3');
  await expect.element(mark(new RegExp(`^${pressure.name}, 2015: 7 over 3 periods`))).toBeInTheDocument();
});

it('says of two tags how often they stand together, and how much more often than by chance', async () => {
  const server = serve(answers());
  const { address } = await show(<ChartsScreen />, at('?chart=together'));
  const cell = page.getByRole('option', {
    name: new RegExp(`^${pressure.name} with ${trade.name}: 4 pairs`),
  });
  await expect.element(cell).toBeInTheDocument();
  expect(cell.element().getAttribute('aria-label')).toContain(
    'expected by chance 2.00, 2.00 times that, Jaccard 0.23',
  );
  await userEvent.selectOptions(page.getByLabelText(words('count:relation')), 'within');
  await expect.poll(address).toContain('relation=within');
  await expect
    .poll(() => server.calls.findLast(({ path }) => path === 'count.together')?.input)
    .toMatchObject({ relation: 'within' });
});

it('draws each document in the order of its text, and one of which nothing is finished as a gap', async () => {
  serve(answers());
  const { place } = await show(<ChartsScreen />, at('?chart=portrait'));
  const part = mark(new RegExp(`^Koersvast, .*: ${pressure.name}, 2 annotations from 0\\.0% to 10\\.0%`));
  await expect.element(part).toBeInTheDocument();
  await expect.element(mark(/^Later: nothing finished/)).toBeInTheDocument();
  expect(place.querySelectorAll('[data-gap]')).toHaveLength(1);
});

it('says why there is nothing, with a way to count what is not finished', async () => {
  const server = serve(
    answers(aTable({ basis: { ...base(0), waiting: 9, blind: 0, coderIds: [], moreTags: 0 } })),
  );
  const { address } = await show(<ChartsScreen />, at());
  await userEvent.click(page.getByRole('button', { name: words('count:empty.unfinished') }));
  await expect.poll(address).toContain('unfinished=true');
  await expect
    .poll(() => server.calls.findLast(({ path }) => path === 'count.table')?.input)
    .toMatchObject({ selection: { unfinished: true } });
});

it.each([
  '',
  '?chart=time',
  '?chart=coders&long=true',
  '?chart=lengths',
  '?chart=together',
  '?chart=portrait',
])('has no faults of accessibility: charts%s', async (search) => {
  serve(answers());
  const { place } = await show(<ChartsScreen />, at(search));
  await expect.element(page.getByRole('figure').first()).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
});

const aFinding = (nth: number, title: string) => ({
  ...{ id: idOf(9, nth), title, note: nth === 1 ? 'More of it since 2014.' : '', chart: { by: 'date' } },
  ...{ position: nth, version: 1, createdById: idOf(4, 1), createdAt: '2026-11-02T10:00:00.000Z' },
  removedAt: null,
});
const pinned = () => ({
  ...answers(),
  'finding.list': () => [aFinding(1, 'Pressure grows'), aFinding(2, 'Trade shrinks')],
  'finding.edit': () => ({ opId: idOf(8, 1), changes: [], reread: false, result: null }),
});

it('shows what is pinned with its title, note and caption, and moves it', async () => {
  const server = serve(pinned());
  const { place } = await show(<FindingsScreen />, { project: aProject('coder'), screen: 'findings' });
  await expect.element(page.getByRole('figure', { name: 'Pressure grows' })).toBeVisible();
  expect(place.textContent).toContain('More of it since 2014.');
  expect(place.querySelector('figcaption')?.textContent).toContain(words('count:caption.counted.spans'));
  await userEvent.click(page.getByRole('button', { name: words('count:finding.up') }).nth(1));
  await expect
    .poll(() => server.calls.find(({ path }) => path === 'finding.edit')?.input)
    .toMatchObject({ findingId: idOf(9, 2), change: { position: 0 } });
  expect(await faultsIn(place)).toEqual([]);
});

it('prints when it was at the head, and with each chart what it counts of which documents', async () => {
  const chart = { by: 'date', tags: [pressure.id], where: [['date', 'range', '2014', '']] };
  serve({ ...pinned(), 'finding.list': () => [{ ...aFinding(1, 'Pressure grows'), chart }] });
  const project = aProject('coder');
  const { place } = await show(<FindingsScreen />, { project, screen: 'findings' });
  await expect.element(page.getByRole('figure', { name: 'Pressure grows' })).toBeVisible();
  const { seen, now } = await printed(
    () => userEvent.click(page.getByRole('button', { name: words('count:findings.print') })),
    () => ({ text: place.textContent, caption: place.querySelector('figcaption') }),
  );
  const lead = words('count:print.lead', { project: project.project.name, when: now });
  expect(seen.text).toContain(lead);
  expect(seen.text.indexOf(lead)).toBeLessThan(seen.text.indexOf('Pressure grows'));
  const conditions = words('set:filter.words.range.from', {
    name: words('document:field.date'),
    from: '2014',
  });
  expect(seen.caption?.closest('[data-screen="only"]')).toBeNull();
  for (const said of [
    words('count:caption.where', { conditions }),
    words('count:caption.tags', { tags: pressure.name }),
  ])
    expect(seen.caption?.textContent).toContain(said);
  expect(seen.caption?.textContent).not.toContain('…');
});

it('pins a chart once, however often it is pressed at once', async () => {
  const done = { opId: idOf(8, 1), changes: [], reread: false, result: null };
  const server = serve({ ...answers(), 'finding.pin': () => done });
  await show(<ChartsScreen />, at());
  const pins = () => server.calls.filter(({ path }) => path === 'finding.pin');
  await userEvent.dblClick(page.getByRole('button', { name: words('count:pin') }));
  await expect.poll(() => saidStore.get()?.text).toBe(words('count:pin.done'));
  expect(pins()).toHaveLength(1);
});

it('asks what a chart that is pinned already is pinned again for', async () => {
  const done = { opId: idOf(8, 1), changes: [], reread: false, result: null };
  const there = { ...aFinding(1, 'Pressure grows'), chart: { counting: 'documents', by: 'date' } };
  const server = serve({ ...answers(), 'finding.list': () => [there], 'finding.pin': () => done });
  await show(<ChartsScreen />, at('?by=date&counting=documents'));
  const pins = () => server.calls.filter(({ path }) => path === 'finding.pin');
  await userEvent.click(page.getByRole('button', { name: words('count:pin'), exact: true }));
  await expect
    .element(page.getByText(words('count:pin.again.text', { title: 'Pressure grows' })))
    .toBeVisible();
  const again = page.getByRole('button', { name: words('count:pin.again.submit') });
  await expect.element(again).toBeDisabled();
  expect(pins()).toHaveLength(0);
  const note = page.getByLabelText(words('count:finding.note'));
  await userEvent.fill(note, 'For\u0001');
  await userEvent.click(again);
  await expect.element(page.getByText(words('common:field.forbidden_character'))).toBeVisible();
  expect(pins()).toHaveLength(0);
  await userEvent.fill(note, 'For the appendix.');
  await expect.poll(() => faultsIn(document.body)).toEqual([]);
  await userEvent.click(again);
  await expect.poll(() => pins().map(({ input }) => input)).toMatchObject([{ note: 'For the appendix.' }]);
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

it('says which finding it is whose chart has nothing to show, or is of what is gone', async () => {
  const undated = { ...aFinding(2, 'By year'), chart: { chart: 'time' } };
  serve({
    ...pinned(),
    'finding.list': () => [{ ...aFinding(1, 'Of a set'), chart: { chart: 'together' } }, undated],
    'count.together': () => {
      throw new Refused('not_found');
    },
    'count.table': () => aTable({ columns: [] }),
  });
  await show(<FindingsScreen />, { project: aProject('coder'), screen: 'findings' });
  await expect.element(page.getByText(words('count:empty.dates'))).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'By year' })).toBeVisible();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'Of a set' })).toBeVisible();
});

it('shows viewers what is pinned, and nothing to change it by', async () => {
  serve(pinned());
  await show(<FindingsScreen />, { project: aProject('viewer'), screen: 'findings' });
  await expect.element(page.getByRole('figure', { name: 'Trade shrinks' })).toBeVisible();
  expect(page.getByRole('button', { name: words('count:finding.remove') }).elements()).toHaveLength(0);
});
