import { createTextView } from '@koersvast/highlighter';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../../data/keyboard.ts';
import { serve } from '../../../testing/server.ts';
import { type Colours, faultsIn, show, words } from '../../../testing/show.tsx';
import { aProject, aRound, documentId, els, idOf } from '../../../testing/study.ts';
import { createReaderSession, ReaderSessionProvider } from '../reader-session.ts';
import { SpokenLine } from '../spoken-line.tsx';
import { LetterFind } from './letter-find.tsx';

let ends: (() => void)[] = [];
beforeEach(() => {
  ends = [listenToKeys()];
});
afterEach(() => {
  for (const end of ends) end();
});

const paragraph = 'The cabinet urges Russia to talk, and trades with it. Talk is slow. ';
const text = paragraph.repeat(60).trim();

async function open(search = '', { allowed = true, colours }: { allowed?: boolean; colours?: Colours } = {}) {
  const session = createReaderSession();
  const host = document.createElement('div');
  const block = {
    index: 0,
    kind: 'paragraph',
    level: null,
    paragraph: 1,
    start: 0,
    end: text.length,
    label: null,
  };
  const sentence = (start: number, index: number) => ({ index, start, end: start + 53 });
  const letter = {
    ...{ documentId, text, textSha256: '', blocks: [block] },
    sentences: Array.from({ length: 60 }, (_, at) => sentence(at * paragraph.length, at)),
  };
  const round = aRound({ searching: allowed });
  const project = aProject('coder', { rounds: [round] });
  const mine = { roundId: round.id, state: 'open', removedAt: null } as never;
  const shown = await show(
    <ReaderSessionProvider value={session}>
      <LetterFind project={project} text={letter as never} assignments={[mine]} />
      <SpokenLine />
    </ReaderSessionProvider>,
    {
      project,
      screen: `documents/$documentId${search}`,
      ...(colours === undefined ? {} : { colours }),
    },
  );
  shown.place.append(host);
  const view = createTextView(host, {
    ...{ text, language: 'en', labels: { region: 'Letter', speak: () => '' }, sentences: [] },
    blocks: [{ ...block, level: undefined }] as never,
    onSelect: (selection) => session.selection.set(selection),
  });
  session.view.set(view);
  ends.push(() => view.destroy());
  return { ...shown, session, view };
}

const field = () => page.getByRole('textbox', { name: words('find:here.title') });
const isPlace = (at: number, of: number) =>
  expect.element(page.getByText(words('find:here.place', { at, of }), { exact: true })).toBeVisible();
const marked = (name: string) =>
  [...(CSS.highlights.get(name) ?? [])].map(({ startContainer, startOffset, endOffset }) =>
    startContainer.textContent?.slice(startOffset, endOffset),
  );

it('opens by its key, marks all that was found, and goes round by keys', async () => {
  const { view, place, session, address } = await open();
  view.focus();
  await userEvent.keyboard('{F3}');
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('TRADES');
  await isPlace(1, 60);
  expect(new Set(marked('kv-found'))).toEqual(new Set(['trades']));
  expect(marked('kv-found')).toHaveLength(60);
  expect(marked('kv-found-present')).toEqual(['trades']);
  // They are no annotations, and the text stays as it is.
  expect(view.annotationsIn({ start: 0, end: text.length })).toEqual([]);
  expect(place.querySelector('.kv-text mark')).toBeNull();
  expect(address()).toContain('q=TRADES');
  expect(await faultsIn(place)).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await isPlace(2, 60);
  expect(session.spoken.get().text).toBe(`${words('find:here.place', { at: 2, of: 60 })}: trades`);
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}{F3}{F3}{F3}');
  await isPlace(4, 60);
  await userEvent.keyboard('{Shift>}{F3}{F3}{F3}{F3}{/Shift}');
  await isPlace(60, 60);
  // The last one was brought into sight.
  const last = text.lastIndexOf('trades');
  const [line] = view.rectsOf({ start: last, end: last + 6 }) ?? [];
  expect(line?.top).toBeGreaterThan(0);
  expect(line?.bottom).toBeLessThan(innerHeight);
  await userEvent.keyboard('{Escape}');
  await expect.element(field()).not.toBeInTheDocument();
  expect(document.activeElement).toBe(view.element);
  expect(view.getCaret()).toBe(last);
  expect([...marked('kv-found'), ...marked('kv-found-present')]).toEqual([]);
  expect(address()).not.toContain('q=');
});

it('shows the query with which one came, from the hit that was opened on', async () => {
  const { view, place } = await open('?q=in:sentence(talk%20trades)', { colours: 'dark' });
  const second = text.indexOf('trades', 60);
  view.setSelection({ start: second, end: second + 6 });
  await isPlace(4, 120);
  expect(place.contains(document.activeElement)).toBe(false);
  expect(await faultsIn(place, true)).toEqual([]);
  await userEvent.keyboard('{F3}');
  await isPlace(5, 120);
  // What one came with is not selected any more.
  expect(view.getSelection()).toBeNull();
  await userEvent.keyboard('{Escape}');
  await expect.element(field()).not.toBeInTheDocument();
});

it('says what is wrong where it stands, what is not there, and what was left out', async () => {
  const { view } = await open();
  view.setSelection({ start: 4, end: 11 });
  await userEvent.keyboard('{F3}');
  await expect.element(field()).toHaveValue('cabinet');
  await isPlace(1, 60);
  await userEvent.fill(field(), 'talk (trade');
  await expect.element(page.getByText(words('find:fault.bracket_not_closed'))).toBeVisible();
  await userEvent.fill(field(), 'zeppelin');
  await expect.element(page.getByText(words('find:here.none'), { exact: true }).first()).toBeVisible();
  await userEvent.fill(field(), 'cabinet [tag:pressure]');
  await expect.element(page.getByText(words('find:here.less'))).toBeVisible();
  await isPlace(1, 60);
  await userEvent.click(page.getByRole('button', { name: words('find:here.next') }));
  await isPlace(2, 60);
  await userEvent.click(page.getByRole('button', { name: words('find:here.close') }));
  await expect.element(field()).not.toBeInTheDocument();
});

const saved = (nth: number, query: string, more: object = {}) => ({
  ...{ id: idOf(8, nth), name: `search ${nth}`, query, piece: 'hit', setId: null, conditions: null },
  ...{ shared: false, aside: [], version: 1, createdById: els.id, createdAt: '2026-11-02T10:00:00.000Z' },
  ...{ removedAt: null, ...more },
});

it('shades what chosen saved searches find, remembers it, and codes nothing by it', async () => {
  const aside = [{ documentId, start: text.indexOf('trades'), end: text.indexOf('trades') + 6 }];
  serve({
    'search.list': () => [saved(1, 'trades', { aside }), saved(2, 'cabinet OR Russia'), saved(3, '(x')],
  });
  const { view, place } = await open();
  expect(marked('kv-pointed')).toEqual([]);
  await userEvent.keyboard('{F2}');
  await userEvent.click(page.getByRole('checkbox', { name: 'search 1' }));
  await expect.poll(() => marked('kv-pointed')).toHaveLength(59);
  await userEvent.click(page.getByRole('checkbox', { name: 'search 2' }));
  await expect.poll(() => marked('kv-pointed')).toHaveLength(59 + 120);
  await expect
    .element(page.getByRole('checkbox', { name: 'search 3' }))
    .toHaveAccessibleDescription(`(x · ${words('find:marks.invalid')}`);
  expect(await faultsIn(document.body)).toEqual([]);
  expect(view.annotationsIn({ start: 0, end: text.length })).toEqual([]);
  expect(place.querySelector('.kv-text mark')).toBeNull();
  // Whoever opens the next letter has them there.
  const other = await open();
  await expect.poll(() => marked('kv-pointed').length).toBeGreaterThan(59 + 120);
  other.unmount();
  await userEvent.click(page.getByRole('checkbox', { name: 'search 1' }));
  await userEvent.click(page.getByRole('checkbox', { name: 'search 2' }));
  await expect.poll(() => marked('kv-pointed')).toEqual([]);
});

it('shades nothing where searching is kept from one', async () => {
  serve({ 'search.list': () => [saved(1, 'trades')] });
  localStorage.setItem(`koersvast-marks::${aProject().project.id}`, JSON.stringify([idOf(8, 1)]));
  await open('', { allowed: false });
  await userEvent.keyboard('{F2}');
  expect(marked('kv-pointed')).toEqual([]);
  expect(document.querySelector('[role="dialog"]')).toBeNull();
});

it('leaves the key to the browser where searching is kept from one', async () => {
  const { place } = await open('?q=talk', { allowed: false });
  await userEvent.keyboard('{Shift}');
  expect(place.querySelector('search')).toBeNull();
});
