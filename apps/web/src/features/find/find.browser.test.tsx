import type { SavedSearch, SearchCollocates, SearchCounts } from '@koersvast/contracts';
import { onlineManager } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { queryClient } from '../../data/trpc.ts';
import { handedFile } from '../../lib/handed-file.ts';
import { saidStore } from '../../lib/said.ts';
import { printed } from '../../testing/paper.ts';
import { aLine, aSearch, found } from '../../testing/search.ts';
import { type Answers, Refused, serve, silent } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { aChange, anAcknowledgement, aProject, idOf } from '../../testing/study.ts';
import { FindScreen } from './find-screen.tsx';

const at = (search = '') => ({
  project: aProject('owner'),
  screen: search === '' ? 'find' : `find?${search}`,
});
const lines = Array.from({ length: 40 }, (_, nth) => aLine(nth));
const answers = (more: Answers = {}): Answers => ({
  'document.list': () => [],
  'set.list': () => [],
  'search.find': () => found(lines),
  'search.list': () => [],
  'search.progress': () => null,
  ...more,
});
const field = () => page.getByLabelText(words('find:query'), { exact: true });
const grid = () => page.getByRole('grid');
const links = () => [...document.querySelectorAll<HTMLElement>('[data-place]')];
const place = (nth: number) => `${lines[nth]?.documentId} ${lines[nth]?.start} ${lines[nth]?.end}`;
const here = () => (document.activeElement as HTMLElement | null)?.dataset.place;

it('asks what was typed, has it in the address, and shows hits under one another with exact totals', async () => {
  const server = serve(answers());
  const { address, place: screen } = await show(<FindScreen />, at());
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('sanct*{Enter}');
  await expect.element(grid()).toBeVisible();
  expect(address()).toContain('q=sanct');
  await expect
    .element(page.getByText(words('find:total', { count: 40, number: '40', documents: '3', all: '200' })))
    .toBeVisible();
  const asked = server.calls.filter(({ path }) => path === 'search.find').map(({ input }) => input);
  expect(asked).toContainEqual(expect.objectContaining({ query: 'sanct*', until: 'page', after: null }));
  expect(asked).toContainEqual(expect.objectContaining({ query: 'sanct*', until: 'all' }));
  const begins = [...screen.querySelectorAll('mark')].map((each) =>
    Math.round(each.getBoundingClientRect().left),
  );
  expect(begins.length).toBeGreaterThan(5);
  expect(new Set(begins).size).toBe(1);
});

it('underlines what is wrong at its place, says it in a sentence, and asks nothing', async () => {
  const server = serve(answers());
  const { place: screen } = await show(<FindScreen />, at());
  await userEvent.fill(field(), 'sanctions (trade');
  await expect.element(page.getByText(words('find:fault.bracket_not_closed'))).toBeVisible();
  expect(screen.querySelector('mark')?.textContent).toBe('(');
  await expect.element(field()).toHaveAccessibleDescription(words('find:fault.bracket_not_closed'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent(words('find:fault.bracket_not_closed'));
  const typed = field().element() as HTMLTextAreaElement;
  expect([typed.selectionStart, typed.selectionEnd]).toEqual([10, 11]);
  expect(server.calls.some(({ path }) => path === 'search.find')).toBe(false);
  expect(await faultsIn(screen)).toEqual([]);
});

it('keeps what is longer than a query in its field, says how long one is, and marks what is too much', async () => {
  const server = serve(answers());
  const long = 'sanctions '.repeat(500).trim();
  const { place: screen } = await show(<FindScreen />, at(`q=${long}`));
  await expect.element(page.getByText(words('find:fault.query_too_long', { most: '2,000' }))).toBeVisible();
  await expect.element(field()).toHaveValue(long);
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent(words('find:fault.query_too_long', { most: '2,000' }));
  expect(screen.querySelector('mark')?.textContent).toBe(long.slice(2_000));
  await userEvent.click(page.getByRole('button', { name: words('find:run') }));
  const typed = field().element() as HTMLTextAreaElement;
  expect([typed.selectionStart, typed.selectionEnd]).toEqual([2_000, long.length]);
  expect(server.calls.some(({ path }) => path === 'search.find')).toBe(false);
  await userEvent.keyboard('{Delete}{Enter}');
  await expect.element(grid()).toBeVisible();
  // What is pasted is cut off in no silence either.
  await userEvent.fill(field(), `${long} ${long}`);
  await expect.element(field()).toHaveValue(`${long} ${long}`);
  const fault = page.getByText(words('find:fault.query_too_long', { most: '2,000' }));
  await expect.element(fault).toBeVisible();
  // And stays in sight.
  expect(fault.element().getBoundingClientRect().bottom).toBeLessThan(window.innerHeight);
});

it('has what was asked before under the arrow up, and what was typed under the arrow down', async () => {
  serve(answers());
  const { address } = await show(<FindScreen />, at());
  for (const query of ['one', 'two']) {
    await userEvent.fill(field(), query);
    await userEvent.keyboard('{Enter}');
    await expect.poll(address).toContain(`q=${query}`);
  }
  await userEvent.fill(field(), 'three');
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(field()).toHaveValue('two');
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(field()).toHaveValue('one');
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(field()).toHaveValue('one');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(field()).toHaveValue('three');
});

it('is one stop of Tab, with keys from one hit to the next, and Enter opens it where it stands', async () => {
  serve(answers());
  const stop = listenToKeys();
  const { address } = await show(<FindScreen />, at('q=sanctions'));
  await expect.element(grid()).toBeVisible();
  expect(links().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  await userEvent.click(field());
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(here).toBe(place(0));
  await userEvent.keyboard('{ArrowDown}j');
  await expect.poll(here).toBe(place(2));
  await userEvent.keyboard('k');
  await expect.poll(here).toBe(place(1));
  await userEvent.keyboard('{End}');
  await expect.poll(here).toBe(place(39));
  await userEvent.keyboard('{PageUp}');
  await expect.poll(() => Number(here()?.split(' ')[1])).toBeLessThan(390);
  await userEvent.keyboard('{Home}/');
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('{Enter}{ArrowDown}');
  await expect.poll(here).toBe(place(1));
  expect(links().filter(({ tabIndex }) => tabIndex === 0)).toEqual([document.activeElement]);
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toContain(`/documents/${idOf(2, 2)}?at=10-19`);
  stop();
});

it('is at the hit that was opened, for whoever comes back', async () => {
  serve(answers());
  await show(<FindScreen />, at(`q=sanctions&at=${encodeURIComponent(place(33))}`));
  await expect.poll(here).toBe(place(33));
});

it('shows the first hits at once, how far it is with the rest, and stops', async () => {
  const server = serve(
    answers({
      'search.find': ({ until }: { until: string }) =>
        until === 'page' ? found(lines, { next: 'on', total: null }) : silent(),
      'search.progress': () => ({ done: 12, of: 200 }),
    }),
  );
  await show(<FindScreen />, at('q=sanctions'));
  await expect.element(grid()).toBeVisible();
  await expect.element(page.getByText(words('find:looking.part', { done: '12', of: '200' }))).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: words('find:stop') }));
  await expect.element(page.getByText(words('find:stopped'))).toBeVisible();
  await expect.element(grid()).toBeVisible();
  server.answer({ 'search.find': () => found(lines) });
  await userEvent.click(page.getByRole('button', { name: words('find:again') }));
  await expect.element(page.getByText(/40 hits in/)).toBeVisible();
});

it('goes through the hits by a key that is pressed before they have been counted', async () => {
  serve(
    answers({
      'search.find': ({ until }: { until: string }) =>
        until === 'page' ? found(lines, { next: 'on', total: null }) : silent(),
      'search.progress': () => ({ done: 12, of: 200 }),
    }),
  );
  const { address } = await show(<FindScreen />, at('q=sanctions'));
  const stop = listenToKeys();
  await expect.element(grid()).toBeVisible();
  await userEvent.keyboard('t');
  await expect.poll(address).toContain('review=true');
  stop();
});

it('has more of them come as one goes down', async () => {
  const all = Array.from({ length: 300 }, (_, nth) => aLine(nth));
  const server = serve(
    answers({
      'search.find': ({ after, limit }: { after: string | null; limit: number }) => {
        const from = Number(after ?? 0);
        const next = from + limit < all.length ? String(from + limit) : null;
        return found(all.slice(from, from + limit), { next, total: { hits: 300, documents: 3, aside: 0 } });
      },
    }),
  );
  await show(<FindScreen />, at('q=sanctions'));
  await expect.element(grid()).toHaveAttribute('aria-rowcount', '300');
  await userEvent.click(field());
  await userEvent.keyboard('{ArrowDown}');
  for (const last of ['990', '1990', '2990']) {
    // The last of those that have come: pressed until they have.
    await expect
      .poll(async () => {
        await userEvent.keyboard('{End}');
        return here()?.split(' ')[1];
      })
      .toBe(last);
    // Of hundreds those are in the page that are seen.
    expect(links().length).toBeLessThan(80);
    await expect
      .poll(() => server.calls.filter(({ input }) => (input as { after?: unknown }).after != null).length)
      .toBeGreaterThanOrEqual(last === '990' ? 1 : 2);
  }
});

it('asks for another order, and for the documents that meet conditions', async () => {
  const server = serve(answers());
  const where = JSON.stringify([['author', 'contains', 'Foreign']]);
  const { address } = await show(<FindScreen />, at(`q=sanctions&where=${encodeURIComponent(where)}`));
  await userEvent.selectOptions(page.getByLabelText(words('find:sort'), { exact: true }), 'left1');
  await userEvent.click(page.getByLabelText(words('find:sort.down')));
  await expect.poll(address).toContain('sort=left1');
  await expect
    .poll(() => server.calls.filter(({ path }) => path === 'search.find').at(-1)?.input)
    .toMatchObject({
      order: [{ by: 'left1', descending: true }],
      documents: { kind: 'filter', conditions: [['author', 'contains', 'Foreign']] },
    });
});

it('shows whole paragraphs with all hits in them', async () => {
  const paragraph = aLine(1, {
    start: 100,
    end: 140,
    hit: 'Sanctions hurt, and sanctions are costly.',
    marks: [
      { start: 100, end: 109 },
      { start: 120, end: 129 },
    ],
  });
  serve(
    answers({
      'search.find': ({ piece }: { piece: string }) => found(piece === 'paragraph' ? [paragraph] : lines),
    }),
  );
  const { address, place: screen } = await show(<FindScreen />, at('q=sanctions'));
  await expect.element(grid()).toBeVisible();
  await userEvent.click(page.getByRole('radio', { name: words('find:view.passages') }));
  await expect
    .poll(() => [...screen.querySelectorAll('mark')].map(({ textContent }) => textContent))
    .toEqual(['Sanctions', 'sanctions']);
  expect(address()).toContain('how=passages');
  expect(await faultsIn(screen)).toEqual([]);
});

const counts: SearchCounts = {
  state: 'ready',
  basis: found([]).basis,
  total: { hits: 50, documents: 6, aside: 0 },
  groups: [
    { value: '2014', documentId: null, hits: 40, documents: 4, of: { documents: 9, characters: 200_000 } },
    { value: '2015', documentId: null, hits: 9, documents: 1, of: { documents: 2, characters: 0 } },
    { value: null, documentId: null, hits: 1, documents: 1, of: { documents: 1, characters: 5_000 } },
  ],
  rest: { groups: 0, hits: 0, documents: 0 },
};

it('counts by what documents say, each of which leads to its hits', async () => {
  const server = serve(answers({ 'search.counts': () => counts }));
  const { address, place: screen } = await show(<FindScreen />, at('q=sanctions&how=counts'));
  const row = page.getByRole('row').filter({ hasText: '2014' });
  await expect.element(row).toBeVisible();
  const cells = [...row.element().querySelectorAll('td')].map(({ textContent }) => textContent);
  expect(cells.slice(0, 3)).toEqual([
    '40',
    words('find:count.documentsOf', { number: '4', all: '9' }),
    '2.0',
  ]);
  expect(await faultsIn(screen)).toEqual([]);
  await userEvent.selectOptions(page.getByLabelText(words('find:by')), 'author');
  await expect
    .poll(() => server.calls.filter(({ path }) => path === 'search.counts').at(-1)?.input)
    .toMatchObject({ by: 'author' });
  await userEvent.selectOptions(page.getByLabelText(words('find:by')), 'year');
  await userEvent.click(page.getByRole('link', { name: '2014' }));
  await expect.element(grid()).toBeVisible();
  expect(decodeURIComponent(address())).toContain('[["date","range","2014","2014"]]');
});

it('says that nothing was found, and in how much', async () => {
  serve(answers({ 'search.find': () => found([]) }));
  const { place: screen } = await show(<FindScreen />, at('q=nowhere'));
  await expect.element(page.getByRole('heading', { name: words('find:none.title') })).toBeVisible();
  expect(screen.textContent).toContain(words('find:none.text', { count: 200, number: '200' }));
  expect(await faultsIn(screen)).toEqual([]);
});

it('says of how many documents a query holds that marks no words', async () => {
  serve(answers({ 'search.find': () => found([], { total: { hits: 0, documents: 12, aside: 0 } }) }));
  await show(<FindScreen />, at('q=NOT trade'));
  await expect
    .element(page.getByText(words('find:total.holds', { count: 12, number: '12', all: '200' })))
    .toBeVisible();
});

it('says what was left out where finding is switched off', async () => {
  const basis = { ...found([]).basis, leftOut: { switchedOff: 3 } };
  serve(answers({ 'search.find': () => found(lines, { basis }) }));
  await show(<FindScreen />, at('q=sanctions'));
  await expect.element(page.getByText(words('find:switchedOff', { count: 3, number: '3' }))).toBeVisible();
});

it('waits without a network, and says what went wrong with another try', async () => {
  onlineManager.setOnline(false);
  serve(answers());
  await show(<FindScreen />, at('q=sanctions'));
  await expect.element(page.getByText(words('common:state.waiting')).first()).toBeVisible();
  onlineManager.setOnline(true);
  await expect.element(grid()).toBeVisible();
});

it('says when it was refused, once', async () => {
  const server = serve(
    answers({
      'search.find': () => {
        throw new Refused('not_allowed');
      },
    }),
  );
  const { place: screen } = await show(<FindScreen />, at('q=sanctions'));
  // What is counted and the lines are asked for apart, and both have been answered.
  await expect.poll(() => server.calls.filter(({ path }) => path === 'search.find').length).toBe(2);
  await expect
    .poll(() => screen.querySelectorAll(`progress, [aria-label="${words('find:looking')}"]`).length)
    .toBe(0);
  await expect.element(page.getByRole('alert')).toHaveTextContent(words('error:not_allowed'));
});

it.each(['light', 'dark'] as const)('has nothing that axe finds, %s', async (colours) => {
  serve(answers());
  const { place: screen } = await show(<FindScreen />, { ...at('q=sanctions'), colours });
  await expect.element(grid()).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: words('find:help.open') }));
  await expect.element(page.getByRole('button', { name: words('find:example.near') })).toBeVisible();
  expect(await faultsIn(screen)).toEqual([]);
  await userEvent.click(page.getByRole('button', { name: words('find:example.near') }));
  await expect.element(field()).toHaveValue(words('find:example.near'));
});

it('begins with examples that can be pressed', async () => {
  serve(answers());
  const { address, place: screen } = await show(<FindScreen />, at());
  expect(await faultsIn(screen)).toEqual([]);
  await userEvent.click(page.getByRole('link', { name: words('find:example.word'), exact: true }));
  await expect.element(grid()).toBeVisible();
  expect(address()).toContain(`q=${words('find:example.word')}`);
});

it('prints the query, the documents and the day at the head, and all lines that came', async () => {
  serve(answers());
  const { project } = at();
  const where = encodeURIComponent(JSON.stringify([['author', 'contains', 'Foreign']]));
  const { place: screen } = await show(<FindScreen />, at(`q=sanctions&where=${where}`));
  await expect.element(grid()).toBeVisible();
  const { seen, now } = await printed(
    () => userEvent.click(page.getByRole('button', { name: words('find:print') })),
    () => ({ text: screen.textContent, lines: links().length }),
  );
  const name = words('document:field.author');
  for (const said of [
    words('find:printed.asked', { query: 'sanctions' }),
    words('find:printed.documents', {
      words: words('set:filter.words.contains', { name, value: 'Foreign' }),
    }),
    words('find:printed.when', { project: project.project.name, when: now }),
  ])
    expect(seen.text).toContain(said);
  expect(seen.lines).toBe(lines.length);
});

const saved = aSearch(1, { name: 'Sanctions', version: 3 });
const savedAt = (search = '') => at(`q=sanctions&saved=${saved.id}${search}`);
const total = (count: number, aside: number) => ({ hits: count, documents: 3, aside });

it('puts a false hit of a saved search aside by a key, goes on to the next, and takes it back', async () => {
  const aside = new Set<number>();
  const server = serve(
    answers({
      'search.list': () => [saved],
      'search.find': (input: { aside: string; searchId: string | null }) => {
        expect(input.searchId).toBe(saved.id);
        const left = lines.filter(({ start }) => aside.has(start) === (input.aside === 'only'));
        return found(left, { total: total(left.length, aside.size) });
      },
      'search.putAside': ({ hits }: { hits: { start: number }[] }) => {
        for (const { start } of hits) aside.add(start);
        return anAcknowledgement([aChange('search', { ...saved, version: 4 }, { before: saved })]);
      },
      'search.takeBack': ({ hits }: { hits: { start: number }[] }) => {
        for (const { start } of hits) aside.delete(start);
        return anAcknowledgement([aChange('search', { ...saved, version: 5 }, { before: saved })]);
      },
    }),
  );
  const stop = listenToKeys();
  await show(<FindScreen />, savedAt());
  await expect.element(grid()).toBeVisible();
  await userEvent.click(field());
  await userEvent.keyboard('{ArrowDown}jx');
  await expect.poll(here).toBe(place(2));
  await expect
    .poll(() => server.calls.find(({ path }) => path === 'search.putAside')?.input)
    .toMatchObject({ searchId: saved.id, hits: [{ documentId: lines[1]?.documentId, start: 10, end: 19 }] });
  await userEvent.keyboard('x');
  await expect.poll(here).toBe(place(3));
  await expect.poll(() => aside.size).toBe(2);
  await queryClient.refetchQueries();
  await userEvent.click(
    page.getByRole('button', { name: words('find:aside.show', { count: 2, number: '2' }) }),
  );
  await expect.poll(() => links().map(({ dataset }) => dataset.place)).toEqual([place(1), place(2)]);
  links()[0]?.focus();
  await userEvent.keyboard('x');
  await expect.poll(() => aside.size).toBe(1);
  await expect.poll(here).toBe(place(2));
  stop();
});

it('says that a search must be saved before hits are put aside', async () => {
  const server = serve(answers());
  const stop = listenToKeys();
  await show(<FindScreen />, at('q=sanctions'));
  await expect.element(grid()).toBeVisible();
  await userEvent.click(field());
  await userEvent.keyboard('{ArrowDown}x');
  await expect.poll(() => saidStore.get()?.text).toBe(words('find:aside.unsaved'));
  expect(server.calls.some(({ path }) => path === 'search.putAside')).toBe(false);
  stop();
});

it('keeps what is asked under a name, for all where that was ticked', async () => {
  const kept: SavedSearch[] = [];
  const server = serve(
    answers({
      'search.list': () => kept,
      'search.save': ({ id, name, query }: SavedSearch) => {
        kept.push(aSearch(1, { id, name, query, shared: true }));
        return anAcknowledgement([aChange('search', kept[0] ?? null, { action: 'create' })]);
      },
    }),
  );
  const { address, place: screen } = await show(<FindScreen />, at('q=sanctions'));
  await userEvent.click(page.getByRole('button', { name: words('find:save'), exact: true }));
  const name = page.getByLabelText(words('find:save.name'));
  const submit = page.getByRole('button', { name: words('common:action.save') }).last();
  // What cannot be stored is said at its field, and not by the server.
  await userEvent.fill(name, 'All\u0001');
  await userEvent.click(submit);
  await expect.element(page.getByText(words('common:field.forbidden_character'))).toBeVisible();
  expect(kept).toEqual([]);
  await userEvent.fill(name, 'All sanctions');
  await userEvent.click(page.getByLabelText(words('find:save.share')));
  await userEvent.click(submit);
  await expect.poll(address).toContain('saved=');
  expect(server.calls.find(({ path }) => path === 'search.save')?.input).toMatchObject({
    ...{ name: 'All sanctions', query: 'sanctions', shared: true },
    documents: { kind: 'all' },
  });
  await queryClient.refetchQueries();
  await expect
    .element(page.getByLabelText(words('find:saved'), { exact: true }))
    .toHaveDisplayValue('All sanctions');
  expect(await faultsIn(screen)).toEqual([]);
});

it('asks a saved search again, says when something else is asked, and changes or deletes it', async () => {
  const where = [['author', 'contains', 'Foreign']];
  const other = aSearch(2, { name: 'Trade', query: 'trade', conditions: where });
  const server = serve(
    answers({
      'search.list': () => [saved, other],
      'search.edit': () => anAcknowledgement(),
      'search.remove': () => anAcknowledgement(),
    }),
  );
  const { address } = await show(<FindScreen />, at());
  const choice = page.getByLabelText(words('find:saved'), { exact: true });
  await userEvent.selectOptions(choice, other.id);
  await expect.poll(address).toContain('q=trade');
  expect(decodeURIComponent(address())).toContain('Foreign');
  await expect.element(field()).toHaveValue('trade');
  await userEvent.fill(field(), 'trade*');
  await userEvent.keyboard('{Enter}');
  await expect.element(choice).toHaveDisplayValue(words('find:saved.changed', { name: 'Trade' }));
  const menu = page.getByRole('button', { name: words('find:saved.menu', { name: 'Trade' }) });
  await userEvent.click(menu);
  await userEvent.click(page.getByRole('menuitem', { name: words('find:saved.change') }));
  await expect
    .poll(() => server.calls.find(({ path }) => path === 'search.edit')?.input)
    .toMatchObject({
      searchId: other.id,
      change: { query: 'trade*', documents: { kind: 'filter', conditions: where } },
    });
  await userEvent.click(menu);
  await userEvent.click(page.getByRole('menuitem', { name: words('find:saved.remove') }));
  await expect.poll(() => server.calls.some(({ path }) => path === 'search.remove')).toBe(true);
  await expect.poll(address).not.toContain('saved=');
});

it('has all that is found as CSV, with what was asked', async () => {
  serve(answers());
  const where = encodeURIComponent(JSON.stringify([['author', 'contains', 'Foreign']]));
  await show(<FindScreen />, at(`q=sanct*&where=${where}`));
  const link = page.getByRole('link', { name: words('find:csv') });
  await expect.element(link).toBeVisible();
  const { pathname, searchParams } = new URL((link.element() as HTMLAnchorElement).href);
  expect(pathname).toBe(`/api/projects/${idOf(1, 1)}/search.csv`);
  expect(Object.fromEntries(searchParams)).toEqual({
    query: 'sanct*',
    piece: 'hit',
    conditions: '[["author","contains","Foreign"]]',
  });
});

it('shows the parts of a query, which are edited and removed by keys', async () => {
  serve(answers());
  const { address, place: screen } = await show(<FindScreen />, at('q=sanctions trade "human rights"'));
  const part = (text: string) =>
    page.getByRole('button', { name: words('find:chips.edit', { text }), exact: true });
  await expect.element(part('trade')).toBeVisible();
  expect(await faultsIn(screen)).toEqual([]);
  (part('trade').element() as HTMLElement).focus();
  await userEvent.keyboard('{Delete}');
  await expect.element(field()).toHaveValue('sanctions AND "human rights"');
  await expect.poll(address).toMatch(/sanctions.AND.%22human/);
  await expect.element(part('"human rights"')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(field()).toHaveFocus();
  const typed = field().element() as HTMLTextAreaElement;
  expect(typed.value.slice(typed.selectionStart, typed.selectionEnd)).toBe('"human rights"');
});

const sanctieForms = {
  basis: found([]).basis,
  forms: [
    { form: 'sanctie', count: 12, likelihood: 'itself' },
    { form: 'sancties', count: 30, likelihood: 'likely' },
    { form: 'sanctioneren', count: 2, likelihood: 'doubtful' },
    { form: 'sanctionering', count: 1, likelihood: 'doubtful' },
  ],
} as const;
const ticks = () => [...document.querySelectorAll<HTMLInputElement>('form input[type=checkbox]')];

it('has the forms of a word chosen by keys before it asks for them, and chosen anew', async () => {
  const server = serve(answers({ 'search.forms': () => sanctieForms }));
  const { address, place: screen } = await show(<FindScreen />, at());
  await userEvent.fill(field(), 'Rusland ~sanctie');
  await expect.element(page.getByText(words('find:forms.enter', { word: 'sanctie' }))).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => ticks().map(({ checked }) => checked)).toEqual([true, true, false, false]);
  expect(server.calls.some(({ path }) => path === 'search.find')).toBe(false);
  await expect.element(page.getByText('sanctie + s')).toBeVisible();
  await expect.poll(() => document.activeElement).toBe(ticks()[0]);
  expect(ticks().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  expect(await faultsIn(screen)).toEqual([]);
  await userEvent.keyboard('{ArrowDown}{ArrowDown} {Enter}');
  const query = 'Rusland ~sanctie[sanctie sancties sanctioneren]';
  await expect.element(field()).toHaveValue(query);
  await expect.element(field()).toHaveFocus();
  await expect
    .poll(() => server.calls.find(({ path }) => path === 'search.find')?.input)
    .toMatchObject({ query });
  expect(decodeURIComponent(address())).toContain('~sanctie[sanctie');
  const text = words('find:chips.forms', { word: 'sanctie', count: 3, number: '3' });
  await userEvent.click(page.getByRole('button', { name: words('find:chips.edit', { text }), exact: true }));
  await expect.poll(() => ticks().map(({ checked }) => checked)).toEqual([true, true, true, false]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(ticks).toEqual([]);
  await expect.element(field()).toHaveFocus();
});

it('has a list for each word of which forms are asked, and says at its place that a phrase has none', async () => {
  const handel = { form: 'handel', count: 3, likelihood: 'itself' as const };
  const server = serve(
    answers({
      'search.forms': ({ word }: { word: string }) =>
        word === 'handel' ? { ...sanctieForms, forms: [handel] } : sanctieForms,
    }),
  );
  await show(<FindScreen />, at());
  await userEvent.fill(field(), '~sanctie NEAR/5 ~handel OR ~sanctie');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => ticks().length).toBe(4);
  await expect.poll(() => document.activeElement).toBe(ticks()[0]);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => ticks().length).toBe(1);
  await expect.poll(() => document.activeElement).toBe(ticks()[0]);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => ticks().length).toBe(4);
  await expect.poll(() => document.activeElement).toBe(ticks()[0]);
  await userEvent.keyboard('{ArrowDown} {Enter}');
  const query = '~sanctie[sanctie sancties] NEAR/5 ~handel[handel] OR ~sanctie[sanctie]';
  await expect.element(field()).toHaveValue(query);
  await expect
    .poll(() => server.calls.find(({ path }) => path === 'search.find')?.input)
    .toMatchObject({ query });
  await userEvent.fill(field(), 'trade OR ~wit-rood');
  await expect.element(page.getByText(words('find:fault.forms_of_phrase'))).toBeVisible();
  await userEvent.keyboard('{Enter}');
  const typed = field().element() as HTMLTextAreaElement;
  expect([typed.selectionStart, typed.selectionEnd]).toEqual([9, 18]);
});

it('waits for forms without a network, says what went wrong, and finds a word that has none by itself', async () => {
  onlineManager.setOnline(false);
  const server = serve(
    answers({
      'search.forms': () => {
        throw new Refused('input_not_valid');
      },
    }),
  );
  await show(<FindScreen />, at());
  await userEvent.fill(field(), '~quux');
  await userEvent.keyboard('{Enter}');
  const panel = page.getByRole('form', { name: words('query:forms.title', { word: 'quux' }) });
  await expect.element(panel.getByLabelText(words('common:state.waiting'))).toBeVisible();
  onlineManager.setOnline(true);
  await expect.element(panel.getByRole('alert')).toBeVisible();
  await userEvent.click(panel.getByRole('button', { name: words('common:action.cancel') }));
  server.answer({ 'search.forms': () => ({ basis: found([]).basis, forms: [] }) });
  await userEvent.fill(field(), '~quuz');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(words('query:forms.none', { word: 'quuz' }))).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(field()).toHaveValue('~quuz[quuz]');
  await expect.element(grid()).toBeVisible();
});

it('reads conditions on codings and documents, and says what of them is hidden or unknown', async () => {
  const basis = { ...found([]).basis, ownOnly: 2, unknown: [{ field: 'tag', value: 'pressure' }] };
  serve(answers({ 'search.find': () => found(lines, { basis }) }));
  const { place: screen } = await show(<FindScreen />, at('q=[tag:pressure coder:Anna] date:2014..2020'));
  for (const text of ['[tag:pressure coder:Anna]', 'date:2014..2020'])
    await expect
      .element(page.getByRole('button', { name: words('find:chips.edit', { text }), exact: true }))
      .toBeVisible();
  await expect.element(page.getByText(words('find:ownOnly', { count: 2, number: '2' }))).toBeVisible();
  await expect
    .element(page.getByText(words('find:unknown', { field: 'tag', value: 'pressure' })))
    .toBeVisible();
  await userEvent.fill(field(), '[tag:pressure');
  await expect.element(page.getByText(words('find:fault.coding_not_closed'))).toBeVisible();
  expect(await faultsIn(screen)).toEqual([]);
});

it.each([
  ['datum:maart 2014 trade', 'date:"maart 2014"', 'date:"maart 2014" trade'],
  ['trade OR auteur:Jan Jansen', 'author:"Jan Jansen"', 'trade OR author:"Jan Jansen"'],
])('offers the quotation marks that %s lacks, which one press takes', async (typed, marked, whole) => {
  const letter = {
    id: idOf(2, 1),
    title: 'Letter',
    language: 'nl',
    author: 'Minister Jan Jansen',
    fields: {},
  };
  serve(answers({ 'document.list': () => [{ document: letter }] }));
  const { address } = await show(<FindScreen />, at(`q=${encodeURIComponent(typed)}`));
  await expect.element(page.getByText(words('find:quotes'))).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: marked, exact: true }).last());
  await expect.poll(() => new URLSearchParams(address().split('?')[1]).get('q')).toBe(whole);
  await expect.element(field()).toHaveFocus();
  await expect.element(field()).toHaveValue(whole);
  await expect.poll(() => page.getByText(words('find:quotes')).query()).toBeNull();
});

it('shows what was found in each way by one key, and as no lines where these are sentences', async () => {
  serve(answers());
  const stop = listenToKeys();
  const { address } = await show(<FindScreen />, at('q=sanctions'));
  await expect.element(grid()).toBeVisible();
  (document.activeElement as HTMLElement).blur();
  for (const [key, how] of [
    ['3', 'how=counts'],
    ['4', 'how=collocates'],
    ['2', 'how=passages'],
  ] as const) {
    await userEvent.keyboard(key);
    await expect.poll(address).toContain(how);
  }
  await userEvent.keyboard('1');
  await expect.poll(address).not.toContain('how=');
  stop();
});

it('says that searching is switched off where that leaves no document, and offers to make a dropped table a dictionary', async () => {
  const none = found([]);
  const basis = { ...none.basis, documents: 0, leftOut: { switchedOff: 2 } };
  serve(answers({ 'search.find': () => ({ ...none, total: { hits: 0, documents: 0, aside: 0 }, basis }) }));
  const { address } = await show(<FindScreen />, at('q=sanctions'));
  await expect.element(page.getByText(words('find:none.switchedOff'))).toBeVisible();
  await expect.element(page.getByText(words('find:none.documents'))).not.toBeInTheDocument();
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['concept,pattern\n'], 'Frames.csv', { type: 'text/csv' }));
  // What takes it comes after the first screen.
  const drop = () => {
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true }));
    return saidStore.get()?.text;
  };
  await expect.poll(drop).toBe(words('dictionary:dropped.table', { name: 'Frames.csv' }));
  saidStore.get()?.action?.act();
  await expect.poll(address).toContain('/dictionaries');
  handedFile.set(null);
});

it('offers what can stand behind the name of a condition, which keys take over', async () => {
  const server = serve(answers());
  const stop = listenToKeys();
  const { place: screen } = await show(<FindScreen />, at('q=sanctions'));
  await expect.element(grid()).toBeVisible();
  await expect
    .element(page.getByText(words('find:total', { count: 40, number: '40', documents: '3', all: '200' })))
    .toBeVisible();
  const asked = server.calls.length;
  const list = () => page.getByRole('listbox', { name: words('find:offer', { field: 'tag' }) });
  await userEvent.fill(field(), 'sanctions tag:');
  await expect.element(list()).toBeVisible();
  expect(
    list()
      .getByRole('option')
      .elements()
      .map(({ textContent }) => textContent),
  ).toEqual(['Pressure', 'Trade']);
  const count = words('find:offer.count', { count: 2, number: '2' });
  await expect.element(page.getByRole('status').filter({ hasText: count })).toBeInTheDocument();
  expect(await faultsIn(screen)).toEqual([]);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  const active = () => document.getElementById(field().element().getAttribute('aria-activedescendant') ?? '');
  expect(active()?.textContent).toBe('Trade');
  await userEvent.keyboard('{Enter}');
  await expect.element(field()).toHaveValue('sanctions tag:Trade');
  await expect.poll(() => list().query()).toBeNull();
  await userEvent.keyboard(' coder:E');
  const coders = page.getByRole('listbox', { name: words('find:offer', { field: 'coder' }) });
  await expect.element(coders).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => coders.query()).toBeNull();
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('l');
  await userEvent.click(coders.getByRole('option').first());
  await expect.element(field()).toHaveFocus();
  expect((field().element() as HTMLTextAreaElement).value).toMatch(
    /^sanctions tag:Trade coder:("Els .*"|Els)$/,
  );
  // What is offered comes from what all members are told: nobody learns of a coding by it.
  expect(server.calls.slice(asked)).toEqual([]);
  stop();
});

it('gives sentences back in place of hits, counts these, and keeps that in the address', async () => {
  const sentence = aLine(1, {
    ...{ start: 100, end: 116, hit: 'Sanctions hurt.' },
    marks: [{ start: 100, end: 109 }],
  });
  const server = serve(
    answers({
      'search.find': ({ piece }: { piece: string }) => found(piece === 'sentence' ? [sentence] : lines),
    }),
  );
  const { address, place: screen } = await show(<FindScreen />, at('q=sanctions'));
  await userEvent.selectOptions(page.getByLabelText(words('find:piece'), { exact: true }), 'sentence');
  await expect.poll(address).toContain('piece=sentence');
  const total = words('find:total.sentence', { count: 1, number: '1', documents: '1', all: '200' });
  await expect.element(page.getByText(total)).toBeVisible();
  await expect
    .poll(() => [...screen.querySelectorAll('mark')].map(({ textContent }) => textContent))
    .toEqual(['Sanctions']);
  expect(server.calls.findLast(({ path }) => path === 'search.find')?.input).toMatchObject({
    piece: 'sentence',
  });
  await expect
    .element(page.getByRole('link', { name: words('find:csv') }))
    .toHaveAttribute('href', expect.stringContaining('piece=sentence'));
});

const optionsOf = (label: string) =>
  [...(page.getByLabelText(label, { exact: true }).element() as HTMLSelectElement).options].map(
    ({ value }) => value,
  );

it('has what two share, each of them, or both as one given back, of a query that is about two', async () => {
  const server = serve(answers());
  const { address } = await show(<FindScreen />, at('q=tag:pressure OVERLAPS tag:trade'));
  const piece = page.getByLabelText(words('find:piece'), { exact: true });
  await expect
    .poll(() => optionsOf(words('find:piece')))
    .toEqual(['hit', 'sentence', 'paragraph', 'common', 'either', 'union']);
  await userEvent.selectOptions(piece, 'union');
  await expect.poll(address).toContain('piece=union');
  const total = words('find:total.union', { count: 40, number: '40', documents: '3', all: '200' });
  await expect.element(page.getByText(total)).toBeVisible();
  // They are hits, which stand under one another.
  await expect.element(page.getByRole('grid', { name: words('find:view.lines') })).toBeVisible();
  const input = () => server.calls.findLast(({ path }) => path === 'search.find')?.input;
  await expect.poll(input).toMatchObject({ piece: 'union' });
  await expect
    .element(page.getByRole('link', { name: words('find:csv') }))
    .toHaveAttribute('href', expect.stringContaining('piece=union'));
  await userEvent.click(page.getByRole('button', { name: words('find:help.open') }));
  await expect.element(page.getByText(words('query:help.pieces'))).toBeVisible();
  // Words alone have no two sides.
  await userEvent.fill(field(), 'sanctions');
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).not.toContain('piece=');
  await expect.poll(() => optionsOf(words('find:piece'))).toEqual(['hit', 'sentence', 'paragraph']);
});

it('offers to sort by tag where codings are asked for, and nowhere else', async () => {
  serve(answers());
  const { address } = await show(<FindScreen />, at('q=sanctions'));
  await expect.element(grid()).toBeVisible();
  const sorts = () => optionsOf(words('find:sort'));
  await expect.poll(sorts).toContain('title');
  expect(sorts()).not.toContain('tag');
  await userEvent.fill(field(), 'sanctions WITHIN tag:pressure');
  await userEvent.keyboard('{Enter}');
  await expect.poll(sorts).toContain('tag');
  await userEvent.selectOptions(page.getByLabelText(words('find:sort'), { exact: true }), 'tag');
  await expect.poll(address).toContain('sort=tag');
});

const collocates: SearchCollocates = {
  state: 'ready',
  basis: found([]).basis,
  total: { hits: 40, documents: 3, aside: 0 },
  words: { all: 10_000, near: 320, hits: 40 },
  rows: [
    { word: 'heavy', near: 12, documents: 3, expected: 0.8, all: 24, logLikelihood: 61.25, logRatio: 4.9 },
    { word: 'the', near: 30, documents: 3, expected: 24.2, all: 700, logLikelihood: 1.6, logRatio: 0.33 },
    { word: 'ruble', near: 3, documents: 1, expected: 0.1, all: 3, logLikelihood: 20.5, logRatio: null },
  ],
  more: 0,
};

it('shows the words near hits with their measures, in any order, each of which leads to where both stand', async () => {
  const server = serve(answers({ 'search.collocates': () => collocates }));
  const { address, place: screen } = await show(<FindScreen />, at('q=sanctions&how=collocates'));
  const table = page.getByRole('table', { name: words('find:view.collocates') });
  await expect.element(table).toBeVisible();
  const column = (nth: number) =>
    [...screen.querySelectorAll('tbody tr')].map((row) => row.querySelectorAll('td, th')[nth]?.textContent);
  expect(column(0)).toEqual(['heavy', 'ruble', 'the']);
  expect(column(4)).toEqual(['4.90', '–', '0.33']);
  await userEvent.click(table.getByRole('button', { name: words('collocate:collocates.near') }));
  await expect.poll(() => column(0)[0]).not.toBe('heavy');
  await userEvent.click(page.getByText(words('collocate:collocates.help')));
  await expect.element(page.getByText(/Dunning \(1993\)/)).toBeVisible();
  await expect.element(page.getByText(/Hardie \(2014\)/)).toBeVisible();
  expect(await faultsIn(screen)).toEqual([]);
  await userEvent.selectOptions(page.getByLabelText(words('collocate:window.left'), { exact: true }), '0');
  await userEvent.selectOptions(page.getByLabelText(words('collocate:least'), { exact: true }), '10');
  const asked = () => server.calls.findLast(({ path }) => path === 'search.collocates')?.input;
  await expect.poll(asked).toMatchObject({ window: { kind: 'words', left: 0, right: 5 }, least: 10 });
  await userEvent.click(page.getByRole('link', { name: 'heavy' }));
  await expect
    .poll(address)
    .toContain(`q=${encodeURIComponent('sanctions FOLLOWED/4 heavy')}`.replaceAll('%20', '+'));
  await expect.element(grid()).toBeVisible();
});

it('has the words of passages themselves where tags are asked, and all of it as CSV', async () => {
  const server = serve(answers({ 'search.collocates': () => ({ ...collocates, more: 7 }) }));
  await show(<FindScreen />, at('q=tag%3Apressure&how=collocates'));
  await expect.element(page.getByRole('table')).toBeVisible();
  expect(server.calls.find(({ path }) => path === 'search.collocates')?.input).toMatchObject({
    ...{ query: 'tag:pressure', window: { kind: 'hit' }, least: 3 },
  });
  await expect
    .element(page.getByText(words('collocate:collocates.more', { count: 7, number: '7' })))
    .toBeVisible();
  const saved: Blob[] = [];
  const spy = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved.push(blob as Blob);
    return 'blob:nothing';
  });
  const press = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  await userEvent.click(page.getByRole('button', { name: words('collocate:collocates.csv') }));
  const [, heavy, , ruble] = ((await saved[0]?.text()) ?? '').split('\r\n');
  const [window, least] = [
    words('collocate:window.hit'),
    words('collocate:least.of', { count: 3, number: '3' }),
  ];
  expect(heavy).toBe(`heavy,12,24,61.25,4.9,0.8,3,tag:pressure,${window},${least},${words('find:set.all')}`);
  expect(ruble).toContain('ruble,3,3,20.5,,0.1,1');
  spy.mockRestore();
  press.mockRestore();
});

it('offers names as well, of which keys take what arrows have gone to, and keeps one name for each condition', async () => {
  const server = serve(answers());
  const stop = listenToKeys();
  const { address } = await show(<FindScreen />, at());
  await expect.element(page.getByRole('textbox')).toHaveFocus();
  // What reads a query comes after the screen.
  await userEvent.keyboard('tag:Pr');
  await expect.element(page.getByRole('option')).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{Tab} CO{ArrowDown}{Enter}oek* dat');
  await expect.element(page.getByRole('option', { name: 'date:' })).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{Tab}2014.. afzender:Blok');
  const typed = 'tag:Pressure CONTAINS oek* date:2014.. afzender:Blok';
  await expect.element(page.getByRole('textbox')).toHaveValue(typed);
  const own = 'tag:Pressure CONTAINS oek* date:2014.. author:Blok';
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => decodeURIComponent(address()).replaceAll('+', ' ')).toContain(`q=${own}`);
  await expect.element(page.getByRole('textbox')).toHaveValue(own);
  const queries = server.calls.flatMap(({ path, input }) =>
    path === 'search.find' ? (input as { query: string }).query : [],
  );
  expect(new Set(queries)).toEqual(new Set([own]));
  stop();
});

it('leaves the field by Tab, and asks by Enter, what was typed where no arrow went into what is offered', async () => {
  serve(answers());
  const { address } = await show(<FindScreen />, at());
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('trade dat');
  await expect.element(page.getByRole('option', { name: 'date:' })).toBeVisible();
  await userEvent.tab();
  await expect.element(page.getByRole('button', { name: words('find:run') })).toHaveFocus();
  await expect.element(field()).toHaveValue('trade dat');
  await expect.poll(() => page.getByRole('option').query()).toBeNull();
  await userEvent.tab({ shift: true });
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('{End}e');
  await userEvent.keyboard('{Backspace}');
  await expect.element(page.getByRole('option', { name: 'date:' })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toContain('q=trade+dat');
  expect(address()).not.toContain('date');
});

it('leads by a key to the chart of what was coded, and counts what no chart can', async () => {
  serve(answers({ 'search.counts': () => counts }));
  const stop = listenToKeys();
  const where = encodeURIComponent(JSON.stringify([['author', 'contains', 'Foreign']]));
  const { address } = await show(<FindScreen />, at(`q=tag:pressure CONTAINS oek*&where=${where}`));
  await expect.element(page.getByRole('button', { name: words('find:chart') })).toBeVisible();
  await userEvent.keyboard('g');
  await expect.element(page.getByRole('row').filter({ hasText: '2014' })).toBeVisible();
  expect(saidStore.get()?.text).toBe(words('find:chart.none'));
  await userEvent.fill(field(), 'tag:Pressure date:2014..');
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toContain('date');
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('g');
  await expect.poll(address).toContain('/charts?');
  const search = new URLSearchParams(address().split('?')[1]);
  expect(Object.fromEntries(search)).toMatchObject({ chart: 'time', below: 'true', unfinished: 'true' });
  expect(JSON.parse(search.get('where') ?? '')).toEqual([
    ['author', 'contains', 'Foreign'],
    ['date', 'range', '2014', ''],
  ]);
  stop();
});
