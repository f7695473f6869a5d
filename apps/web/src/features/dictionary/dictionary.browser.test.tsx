import type { Dictionary, DictionaryReport, ReadDictionary } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Answers, serve, silent } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { anAcknowledgement, aProject, els, idOf } from '../../testing/study.ts';
import { dictionaryCsv } from './csv.ts';
import { DictionariesScreen } from './dictionaries-screen.tsx';
import { reportTable } from './report.tsx';

const at = (search = '') => ({
  project: aProject('owner'),
  screen: search === '' ? 'dictionaries' : `dictionaries?${search}`,
});
const stance: Dictionary = {
  id: idOf(1, 7),
  name: 'Stance',
  entries: [
    { concept: 'pressure', pattern: 'sanct*' },
    { concept: 'pressure', pattern: '(sanct*' },
    { concept: 'talks', pattern: 'dialogue' },
  ],
  shared: false,
  version: 1,
  createdById: els.id,
  createdAt: '2026-11-02T10:00:00.000Z',
  removedAt: null,
};
const report: DictionaryReport = {
  basis: { documents: 4, characters: 900, ownOnly: 0, unknown: [], leftOut: { switchedOff: 1 } },
  version: 1,
  stoppedAfter: null,
  total: { hits: 12, documents: 3 },
  concepts: [
    { concept: 'pressure', patterns: 2, hits: 12, documents: 3, query: 'sanct*' },
    { concept: 'talks', patterns: 1, hits: 0, documents: 0, query: 'dialogue' },
  ],
  patterns: [
    { concept: 0, pattern: 'sanct*', hits: 12, documents: 3, error: null, tooHard: false },
    {
      ...{ concept: 0, pattern: '(sanct*', hits: 0, documents: 0, tooHard: false },
      error: { code: 'bracket_not_closed', start: 0, end: 1 },
    },
    { concept: 1, pattern: 'dialogue', hits: 0, documents: 0, error: null, tooHard: false },
  ],
  overlaps: [
    {
      concepts: [0, 1],
      passages: 1,
      documents: 1,
      first: [{ documentId: idOf(2, 1), title: 'Letter 1', start: 3, end: 9 }],
    },
  ],
  without: { documents: 1, first: [{ documentId: idOf(2, 4), title: 'Letter 4' }] },
};
const answers = (more: Answers = {}): Answers => ({
  'document.list': () => [],
  'set.list': () => [],
  'dictionary.list': () => [stance],
  'dictionary.report': () => report,
  'search.progress': () => null,
  ...more,
});
const read: ReadDictionary = {
  entries: [{ line: 2, concept: 'pressure', pattern: 'sanct*' }],
  faults: [
    {
      ...{ line: 3, concept: 'pressure', pattern: 'a AND (b' },
      error: { code: 'bracket_not_closed', start: 6, end: 7 },
    },
    { line: 4, concept: '', pattern: 'x', error: { code: 'no_concept' } },
    {
      ...{ line: 5, concept: 'pressure', pattern: '/a{2,3}/' },
      error: { code: 'comma', start: 4, end: 5, usable: true },
    },
  ],
  leftOut: 3,
  unused: ['note'],
  encoding: 'utf-8',
  delimiter: ',',
};
const drop = (file: File) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true }));
};

it('says what each concept and pattern finds, and leads from a number to its hits', async () => {
  serve(answers());
  const { place, address } = await show(<DictionariesScreen />, at(`dictionary=${stance.id}`));
  await expect.element(page.getByText(/12 hits in 3 of 4 documents/)).toBeVisible();
  await expect.element(page.getByText(words('find:switchedOff', { count: 1, number: '1' }))).toBeVisible();
  await expect.element(page.getByText(words('dictionary:idle', { count: 1, number: '1' }))).toBeVisible();
  await expect.element(page.getByText(words('find:fault.bracket_not_closed'))).toBeVisible();
  expect([...place.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['(']);
  await userEvent.click(page.getByRole('radio', { name: words('dictionary:patterns.idle') }));
  const patterns = page.getByRole('table', { name: words('dictionary:patterns.title') });
  await expect.element(patterns.getByText('dialogue')).toBeVisible();
  await expect.element(patterns.getByText('sanct*', { exact: true })).not.toBeInTheDocument();
  expect(await faultsIn(place)).toEqual([]);
  await userEvent.click(page.getByRole('link', { name: '12', exact: true }).first());
  await expect.poll(address).toContain('/find?q=sanct');
});

it('unfolds what two concepts share to the places, and names documents without a hit', async () => {
  serve(answers());
  const { address } = await show(<DictionariesScreen />, at(`dictionary=${stance.id}`));
  await expect.element(page.getByRole('link', { name: 'Letter 4' })).toBeVisible();
  await userEvent.click(page.getByText(/pressure and talks: 1 passage/));
  await userEvent.click(
    page.getByRole('link', { name: words('dictionary:place', { title: 'Letter 1', at: '4' }) }),
  );
  await expect.poll(address).toContain(`/documents/${idOf(2, 1)}?at=3-9`);
});

it('leads from what two concepts share to Find, and tells two dictionaries of one name apart', async () => {
  const twin = { ...stance, id: idOf(9, 9), createdAt: '2020-01-02T10:00:00.000Z' };
  serve(answers({ 'dictionary.list': () => [stance, twin] }));
  const { address, place } = await show(<DictionariesScreen />, at(`dictionary=${stance.id}`));
  await expect.element(page.getByText(/pressure and talks: 1 passage/)).toBeVisible();
  const options = [...place.querySelectorAll('option')].map(({ textContent }) => textContent);
  expect(options.filter((name) => name?.startsWith(`${stance.name} (`))).toHaveLength(2);
  expect(new Set(options).size).toBe(options.length);
  await userEvent.click(page.getByText(/pressure and talks: 1 passage/));
  await userEvent.click(page.getByRole('link', { name: words('dictionary:overlap.find') }));
  await expect.poll(() => decodeURIComponent(address())).toContain('OVERLAPS');
});

it('shows how far it is, and stops', async () => {
  const progress = { 'search.progress': () => ({ done: 3, of: 9 }) };
  // The server that is asked to stop is another one.
  serve(answers({ 'dictionary.report': silent, 'dictionary.stop': () => false, ...progress }));
  await show(<DictionariesScreen />, at(`dictionary=${stance.id}`));
  await expect.element(page.getByText(words('find:looking.part', { done: '3', of: '9' }))).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: words('find:stop') }));
  await expect.element(page.getByText(words('find:stopped'))).toBeVisible();
});

it('keeps what it had where it is stopped, says of how much it tells, and goes on to all of it', async () => {
  let tell: (given: DictionaryReport) => void = () => undefined;
  const server = serve(
    answers({
      'search.progress': () => ({ done: 2, of: 4 }),
      'dictionary.report': () =>
        new Promise<DictionaryReport>((done) => {
          tell = done;
        }),
      'dictionary.stop': () => {
        tell({ ...report, total: { hits: 7, documents: 1 }, stoppedAfter: 2 });
        return true;
      },
    }),
  );
  const { place } = await show(<DictionariesScreen />, at(`dictionary=${stance.id}`));
  await userEvent.click(page.getByRole('button', { name: words('find:stop') }));
  const said = words('dictionary:stopped', { count: 4, done: '2', all: '4' });
  await expect.element(page.getByText(said)).toBeVisible();
  const part = words('dictionary:total', { count: 7, number: '7', documents: '1', all: '2', share: '50.0%' });
  await expect.element(page.getByText(part)).toBeVisible();
  // What a number leads to is about all of them.
  const leading = () => [...place.querySelectorAll<HTMLElement>('td a')];
  const titles = () => new Set(leading().map(({ title }) => title));
  expect(titles()).toEqual(new Set([words('dictionary:stopped.leads', { all: '4' })]));
  expect(await faultsIn(place)).toEqual([]);
  server.answer({ 'dictionary.report': () => report });
  await userEvent.click(page.getByRole('button', { name: words('find:again') }));
  const whole = words('dictionary:total', {
    count: 12,
    number: '12',
    documents: '3',
    all: '4',
    share: '75.0%',
  });
  await expect.element(page.getByText(whole)).toBeVisible();
  await expect.element(page.getByText(said)).not.toBeInTheDocument();
  expect(titles()).toEqual(new Set(['']));
});

it('reads a dropped file, says of each line that is left out why and where, and keeps the rest', async () => {
  const server = serve(
    answers({ 'dictionary.read': () => read, 'dictionary.save': () => anAcknowledgement([]) }),
  );
  const { address } = await show(<DictionariesScreen />, at());
  await expect.element(page.getByText(words('dictionary:start'), { exact: true })).toBeVisible();
  drop(new File(['concept,pattern\npressure,sanct*\n'], 'Frames.csv', { type: 'text/csv' }));
  await expect.element(page.getByText(words('dictionary:line', { line: '3' }))).toBeVisible();
  await expect.element(page.getByText(words('find:fault.bracket_not_closed'))).toBeVisible();
  await expect.element(page.getByText(words('dictionary:fault.no_concept'))).toBeVisible();
  await expect.element(page.getByLabelText(words('dictionary:name'))).toHaveValue('Frames');
  await expect.element(page.getByText(words('dictionary:fault.comma'))).toBeVisible();
  await expect
    .element(page.getByText(words('dictionary:read.unused', { count: 1, columns: 'note' })))
    .toBeVisible();
  await expect.poll(() => faultsIn(document.body)).toEqual([]);
  await expect
    .element(page.getByRole('button', { name: words('dictionary:read.save', { count: 1 }) }))
    .toBeVisible();
  // What a comma has divided is taken whole.
  await userEvent.click(page.getByRole('button', { name: words('dictionary:fault.use') }));
  await userEvent.click(page.getByRole('button', { name: words('dictionary:read.save', { count: 2 }) }));
  const saved = () => server.calls.find(({ path }) => path === 'dictionary.save')?.input;
  const entries = ['sanct*', '/a{2,3}/'].map((pattern) => ({ concept: 'pressure', pattern }));
  await expect.poll(saved).toMatchObject({ name: 'Frames', entries, shared: false });
  await expect.poll(address).toContain('dictionary=');
});

it('puts a corrected file in the place of one that is kept', async () => {
  const server = serve(
    answers({ 'dictionary.read': () => read, 'dictionary.edit': () => anAcknowledgement([]) }),
  );
  await show(<DictionariesScreen />, at(`dictionary=${stance.id}`));
  await userEvent.click(page.getByRole('button', { name: words('dictionary:menu', { name: 'Stance' }) }));
  await userEvent.click(page.getByRole('menuitem', { name: words('dictionary:replace') }));
  drop(new File(['x'], 'other.csv'));
  await userEvent.click(page.getByRole('button', { name: words('dictionary:read.replace', { count: 1 }) }));
  const edited = () => server.calls.find(({ path }) => path === 'dictionary.edit')?.input;
  await expect
    .poll(edited)
    .toMatchObject({ dictionaryId: stance.id, version: 1, change: { entries: [{ concept: 'pressure' }] } });
});

it('writes a dictionary and a report as tables', () => {
  const entries = [
    { concept: 'a, b', pattern: '"vrije wereld"' },
    { concept: 'c', pattern: '=x' },
  ];
  expect(dictionaryCsv(entries)).toBe('concept,pattern\r\n"a, b","""vrije wereld"""\r\nc,=x\r\n');
  expect(reportTable(report).rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['pressure', '', '12', '3', '4', '', ''],
    ['pressure', 'sanct*', '12', '3', '4', '', ''],
    ['pressure', '(sanct*', '0', '0', '4', '', 'bracket_not_closed'],
    ['talks', '', '0', '0', '4', '', ''],
    ['talks', 'dialogue', '0', '0', '4', '', ''],
  ]);
});
