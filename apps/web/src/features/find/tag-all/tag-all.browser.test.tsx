import type { SearchCandidates, WorkItem } from '@koersvast/contracts';
import { beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../../data/keyboard.ts';
import { queryClient, trpc } from '../../../data/trpc.ts';
import { saidStore } from '../../../lib/said.ts';
import { found } from '../../../testing/search.ts';
import { type Answers, serve, silent, Unreachable } from '../../../testing/server.ts';
import { faultsIn, show, words } from '../../../testing/show.tsx';
import { anAcknowledgement, aProject, aRound, idOf } from '../../../testing/study.ts';
import { FindScreen } from '../find-screen.tsx';

type Ready = Extract<SearchCandidates, { state: 'ready' }>;
type Letter = Ready['letters'][number];

const project = aProject('coder');
const [pressure, trade] = project.tags;

function letter(nth: number, hits: number, there: Letter['hits'][number]['there'] = []): Letter {
  return {
    ...{ id: idOf(2, nth), title: `Letter ${nth}`, date: '2019-03' },
    hits: Array.from({ length: hits }, (_, at) => ({
      ...{ start: at * 20, end: at * 20 + 9, left: `the cabinet speaks ${at} times of `, hit: 'sanctions' },
      ...{ right: ' that Europe has imposed', cut: false, marks: [], there },
    })),
  };
}

const candidates = (letters: Letter[], more: Partial<Ready> = {}): Ready => ({
  ...{ state: 'ready', basis: found([]).basis, letters, closed: [], ofTags: null },
  total: letters.reduce((sum, { hits }) => sum + hits.length, 0),
  ...more,
});

const answers = (given: Ready, more: Answers = {}): Answers => ({
  'document.list': () => [],
  'set.list': () => [],
  'search.find': () => found([], { total: { hits: 5, documents: 2, aside: 0 } }),
  'search.list': () => [],
  'search.progress': () => null,
  'search.candidates': () => given,
  ...more,
});

// What was decided about a question stays with the page: each test asks another.
let asked = 0;
beforeEach(() => {
  asked += 1;
});
const at = (review = true) => ({ project, screen: `find?q=word${asked}${review ? '&review=true' : ''}` });

const list = () => page.getByRole('listbox', { name: words('tagAll:list') });
const here = () => document.activeElement?.getAttribute('aria-posinset');
const counts = (accepted: number, rejected: number, left: number) =>
  page.getByText(
    words('tagAll:counts', { accepted: String(accepted), rejected: String(rejected), left: String(left) }),
  );

async function choose(name: string) {
  await userEvent.keyboard('t');
  await userEvent.click(page.getByRole('button', { name }));
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
}

it('goes through hits by keys, counts what was decided, and tags what was accepted in one step', async () => {
  const server = serve(
    answers(candidates([letter(1, 3), letter(2, 2)]), {
      'search.tagHits': () => ({
        ...{ ...anAcknowledgement(), tagged: 3, retagged: 0 },
        left: [{ reason: 'done', hits: 1, documents: 1 }],
      }),
    }),
  );
  const stop = listenToKeys();
  const { address, place } = await show(<FindScreen />, at(false));
  await expect.element(page.getByRole('button', { name: words('find:tagAll') })).toBeVisible();
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('t');
  await expect.element(list()).toBeVisible();
  expect(address()).toContain('review=true');
  await expect.poll(here).toBe('1');
  await expect.element(counts(0, 0, 5)).toBeVisible();
  await userEvent.keyboard('x');
  await expect.poll(here).toBe('2');
  await userEvent.keyboard('{Backspace}');
  await expect.element(counts(0, 0, 5)).toBeVisible();
  await expect.poll(here).toBe('1');
  await userEvent.keyboard('x ');
  await expect.poll(here).toBe('3');
  await expect.element(counts(1, 1, 3)).toBeVisible();
  await userEvent.keyboard('k');
  await expect.poll(here).toBe('2');
  await userEvent.keyboard('{Shift>} {/Shift}');
  await expect.poll(here).toBe('4');
  await expect.element(counts(2, 1, 2)).toBeVisible();
  await userEvent.keyboard(' ');
  await expect.element(counts(3, 1, 1)).toBeVisible();
  const options = list().getByRole('option').elements();
  expect(options.map((each) => each.getAttribute('aria-selected'))).toEqual([
    ...['false', 'true', 'true', 'true', 'false'],
  ]);
  expect(options.map((each) => each.getAttribute('tabindex')).filter((each) => each === '0')).toHaveLength(1);
  expect(options[0]?.textContent).toContain(words('tagAll:is.rejected'));
  // Without a tag nothing is sent.
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(server.calls.some(({ path }) => path === 'search.tagHits')).toBe(false);
  await choose(pressure?.name ?? '');
  await expect
    .element(
      page.getByRole('button', {
        name: words('tagAll:submit', { count: 3, number: '3', tag: pressure?.name ?? '' }),
      }),
    )
    .toBeEnabled();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => saidStore.get()?.text).toContain(pressure?.name);
  const sent = server.calls.find(({ path }) => path === 'search.tagHits')?.input;
  expect(sent).toMatchObject({
    ...{ tagId: pressure?.id, roundId: project.rounds[0]?.id },
    search: { query: `word${asked}`, boundary: 'hit', searchId: null, documents: { kind: 'all' } },
    hits: [
      { documentId: idOf(2, 1), start: 20, end: 29, annotationId: null },
      { documentId: idOf(2, 1), start: 40, end: 49, annotationId: null },
      { documentId: idOf(2, 2), start: 0, end: 9, annotationId: null },
    ],
  });
  await expect
    .element(page.getByText(words('tagAll:left.done', { count: 1, number: '1', documents: '1' })))
    .toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
  (list().getByRole('option').elements()[0] as HTMLElement).focus();
  await userEvent.keyboard('{Escape}');
  await expect.poll(address).not.toContain('review');
  stop();
});

it('leaves out what has the tag, and says what else it leaves out and why', async () => {
  const there = [{ annotationId: idOf(7, 1), tagId: pressure?.id ?? '' }];
  serve(
    answers(
      candidates([letter(1, 2, there), letter(2, 1)], {
        total: 6_000,
        closed: [{ reason: 'not_assigned', documents: 3, hits: 7 }],
      }),
    ),
  );
  const stop = listenToKeys();
  const { place } = await show(<FindScreen />, at());
  await expect.element(counts(0, 0, 3)).toBeVisible();
  await choose(pressure?.name ?? '');
  await expect.element(counts(0, 0, 1)).toBeVisible();
  for (const sentence of [
    words('tagAll:skipped.tagged', { count: 2, number: '2', documents: '0' }),
    words('tagAll:skipped.not_assigned', { count: 7, number: '7', documents: '3' }),
    words('tagAll:most', { number: '5,000', all: '6,000' }),
  ])
    await expect.element(page.getByText(sentence)).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
  stop();
});

it('says to whoever hears it where they are, what was decided, and how much; and has no faults in the dark', async () => {
  serve(answers(candidates([letter(1, 2), letter(2, 1)])));
  const stop = listenToKeys();
  const { place } = await show(<FindScreen />, { ...at(), colours: 'dark' });
  await expect.poll(here).toBe('1');
  const heard = () => {
    const row = document.activeElement;
    return [row?.getAttribute('role'), row?.getAttribute('aria-setsize'), row?.textContent];
  };
  const undecided = words('tagAll:undecided');
  expect(heard()).toEqual([
    'option',
    '3',
    expect.stringMatching(new RegExp(`^Letter 1 March 2019${undecided}.*0 times of sanctions that Europe`)),
  ]);
  await expect.element(list()).toHaveAccessibleDescription(words('tagAll:keys'));
  await userEvent.keyboard(' x');
  await expect.poll(here).toBe('3');
  // The letter is said where another begins.
  expect(heard()[2]).toMatch(/^Letter 2/);
  await expect.element(counts(1, 1, 1)).toBeVisible();
  expect(counts(1, 1, 1).element().getAttribute('role')).toBe('status');
  await userEvent.keyboard('k');
  expect(heard()[2]).toContain(words('tagAll:is.rejected'));
  expect(document.activeElement?.getAttribute('aria-selected')).toBe('false');
  await userEvent.keyboard('k');
  expect(heard()[2]).toContain(words('tagAll:is.accepted'));
  expect(document.activeElement?.getAttribute('aria-selected')).toBe('true');
  expect(await faultsIn(place)).toEqual([]);
  await userEvent.keyboard('t');
  await expect.element(page.getByRole('dialog', { name: words('tagAll:choose') })).toBeVisible();
  await expect.poll(() => faultsIn(document.body)).toEqual([]);
  stop();
});

it('begins with a round in which one has letters to code', async () => {
  const rounds = [1, 2, 3, 4].map((nth) => aRound({ id: idOf(5, nth), number: nth, name: `Round ${nth}` }));
  const workIn = (nth: number, state: 'todo' | 'done' | null): WorkItem => ({
    ...{ roundId: idOf(5, nth), documentId: idOf(2, nth), documentTitle: 'Letter', documentDate: null },
    ...{ documentLanguage: 'nl', paragraphs: 1, annotations: 0, readings: 0, recheck: 0 },
    assignment: state && {
      ...{ id: idOf(6, nth), roundId: idOf(5, nth), documentId: idOf(2, nth), memberId: idOf(1, 1) },
      ...{ state, version: 1, doneAt: null, removedAt: null },
    },
  });
  const given = { ...project, rounds };
  const work = [workIn(4, null), workIn(3, 'done'), workIn(2, 'todo'), workIn(1, 'todo')];
  const server = serve(answers(candidates([letter(1, 1)]), { 'assignment.work': () => work }));
  const { unmount } = await show(<FindScreen />, { ...at(), project: given });
  await expect.element(counts(0, 0, 1)).toBeVisible();
  const asked = () =>
    server.calls.filter(({ path }) => path === 'search.candidates').map(({ input }) => input);
  expect(asked()).toEqual([expect.objectContaining({ roundId: idOf(5, 2) })]);
  await expect.element(page.getByLabelText(words('tagAll:round'))).toHaveValue(idOf(5, 2));
  unmount();
});

it('gives codings of one’s own another tag', async () => {
  const there = [{ annotationId: idOf(7, 1), tagId: pressure?.id ?? '' }];
  const server = serve(
    answers(candidates([letter(1, 1, there), letter(2, 1)], { ofTags: [pressure?.id ?? ''] }), {
      'search.tagHits': () => ({ ...anAcknowledgement(), tagged: 0, retagged: 1, left: [] }),
    }),
  );
  const stop = listenToKeys();
  await show(<FindScreen />, at());
  await userEvent.selectOptions(page.getByLabelText(words('tagAll:mode')), 'instead');
  await expect.element(counts(0, 0, 1)).toBeVisible();
  await choose(trade?.name ?? '');
  await userEvent.click(page.getByRole('button', { name: words('tagAll:accept'), exact: true }));
  await userEvent.click(
    page.getByRole('button', {
      name: words('tagAll:submit', { count: 1, number: '1', tag: trade?.name ?? '' }),
    }),
  );
  await expect
    .poll(() => server.calls.find(({ path }) => path === 'search.tagHits')?.input)
    .toMatchObject({ tagId: trade?.id, hits: [{ documentId: idOf(2, 1), annotationId: idOf(7, 1) }] });
  stop();
});

it('has few of five thousand hits in the page, and goes on by the document', async () => {
  serve(answers(candidates(Array.from({ length: 100 }, (_, nth) => letter(nth + 1, 50)))));
  const stop = listenToKeys();
  await show(<FindScreen />, at());
  await expect.element(list()).toBeVisible();
  await expect.poll(here).toBe('1');
  for (let nth = 0; nth < 20; nth += 1) await userEvent.keyboard('{Shift>} {/Shift}');
  await expect.poll(here).toBe('1001');
  expect(document.querySelectorAll('[role="option"]').length).toBeLessThan(80);
  stop();
});

it('has nothing to press but the way back once nothing is left', async () => {
  const nothing = candidates([]);
  const server = serve(
    answers(candidates([letter(1, 1)]), {
      'search.tagHits': () => {
        server.answer({ 'search.candidates': () => nothing });
        return { ...anAcknowledgement(), tagged: 1, retagged: 0, left: [] };
      },
    }),
  );
  const stop = listenToKeys();
  const { address, place } = await show(<FindScreen />, at());
  await expect.element(counts(0, 0, 1)).toBeVisible();
  // By keys alone: that of the tag is heard in the dialogue.
  await userEvent.keyboard('t');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await userEvent.keyboard(pressure?.key ?? '');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  list().getByRole('option').element().focus();
  await userEvent.keyboard(' {Control>}{Enter}{/Control}');
  // It is asked again when the changes have come; here by whoever comes back.
  await expect.poll(() => server.calls.some(({ path }) => path === 'search.tagHits')).toBe(true);
  await queryClient.invalidateQueries();
  await expect.element(page.getByText(words('tagAll:nothing'))).toBeVisible();
  await expect.element(page.getByRole('button', { name: words('tagAll:accept') })).not.toBeInTheDocument();
  await expect.element(page.getByText(words('tagAll:chooseFirst'))).not.toBeInTheDocument();
  const back = page.getByRole('button', { name: words('tagAll:leave') });
  await expect.element(back).toHaveFocus();
  expect(await faultsIn(place)).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).not.toContain('review');
  stop();
});

const submitOf = (count: number) =>
  page.getByRole('button', {
    name: words('tagAll:submit', { count, number: String(count), tag: pressure?.name ?? '' }),
  });
const focusHit = (nth: number) => (list().getByRole('option').elements()[nth] as HTMLElement).focus();

it('keeps what somebody decides while the server is still tagging what they sent', async () => {
  const tagged = Promise.withResolvers<object>();
  const server = serve(answers(candidates([letter(1, 5)]), { 'search.tagHits': () => tagged.promise }));
  const stop = listenToKeys();
  await show(<FindScreen />, at());
  await expect.poll(here).toBe('1');
  await userEvent.keyboard(' ');
  await choose(pressure?.name ?? '');
  await userEvent.click(submitOf(1));
  await expect.poll(() => server.calls.some(({ path }) => path === 'search.tagHits')).toBe(true);
  focusHit(1);
  await userEvent.keyboard(' x');
  await expect.element(counts(2, 1, 2)).toBeVisible();
  tagged.resolve({ ...anAcknowledgement(), tagged: 1, retagged: 0, left: [] });
  await expect.poll(() => saidStore.get()?.text).toContain(pressure?.name);
  await expect.element(counts(1, 1, 3)).toBeVisible();
  stop();
});

it('shows no hits of the question before under the next one, and leaves the focus where it is', async () => {
  const sentences = Promise.withResolvers<Ready>();
  const server = serve(
    answers(candidates([]), {
      'search.candidates': ({ boundary }: { boundary: string }) =>
        boundary === 'hit' ? candidates([letter(1, 3)]) : sentences.promise,
      'search.tagHits': silent,
    }),
  );
  const stop = listenToKeys();
  const { place } = await show(<FindScreen />, at());
  await expect.poll(here).toBe('1');
  await userEvent.keyboard(' ');
  await expect.poll(here).toBe('2');
  await choose(pressure?.name ?? '');
  await expect.element(submitOf(1)).toBeEnabled();
  const boundary = page.getByLabelText(words('tagAll:boundary'));
  boundary.element().focus();
  await userEvent.selectOptions(boundary, 'sentence');
  await expect.element(page.getByText(words('find:looking'))).toBeVisible();
  expect(list().query()).toBeNull();
  await expect.element(boundary).toHaveFocus();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  sentences.resolve(candidates([letter(1, 2)]));
  await expect.element(counts(0, 0, 2)).toBeVisible();
  await expect.element(boundary).toHaveFocus();
  // Under another question one begins at the first of its hits.
  const stops = () =>
    list()
      .getByRole('option')
      .elements()
      .map((each) => (each as HTMLElement).tabIndex);
  expect(stops()).toEqual([0, -1]);
  expect(server.calls.some(({ path }) => path === 'search.tagHits')).toBe(false);
  expect(await faultsIn(place)).toEqual([]);
  stop();
});

it('begins when a round opens, and goes on in another when that one closes', async () => {
  const [first, second] = [1, 2].map((nth) =>
    aRound({ id: idOf(5, nth), number: nth, name: `Round ${nth}` }),
  );
  if (first === undefined || second === undefined) throw new Error('no rounds');
  serve(answers(candidates([letter(1, 1)]), { 'assignment.work': () => [] }));
  const { place } = await show(<FindScreen />, { ...at(), project: { ...project, rounds: [] } });
  const become = (rounds: (typeof first)[]) =>
    queryClient.setQueryData(trpc.project.get.queryKey({ projectId: project.project.id }), {
      ...project,
      rounds,
    });
  await expect.element(page.getByText(words('tagAll:noRound'))).toBeVisible();
  become([first]);
  await expect.element(counts(0, 0, 1)).toBeVisible();
  const round = page.getByLabelText(words('tagAll:round'));
  await expect.element(round).toHaveValue(first.id);
  become([first, second]);
  await expect.poll(() => round.getByRole('option').elements()).toHaveLength(2);
  await expect.element(round).toHaveValue(first.id);
  become([{ ...first, state: 'closed' }, second]);
  await expect.element(round).toHaveValue(second.id);
  await expect.element(counts(0, 0, 1)).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
});

it('sends the same once more where no answer came, so that it is done once', async () => {
  const server = serve(
    answers(candidates([letter(1, 1)]), {
      'search.tagHits': () => {
        throw new Unreachable();
      },
    }),
  );
  const stop = listenToKeys();
  await show(<FindScreen />, at());
  await expect.poll(here).toBe('1');
  await userEvent.keyboard(' ');
  await choose(pressure?.name ?? '');
  const { setTimeout: later } = window;
  // The waits between its tries.
  const waits = vi
    .spyOn(window, 'setTimeout')
    .mockImplementation(((act: () => void, after = 0) =>
      later(act, after > 200 && after < 10_000 ? 0 : after)) as typeof setTimeout);
  await userEvent.click(submitOf(1));
  const again = page.getByRole('button', { name: words('state.retry') });
  await expect.element(again).toBeVisible();
  waits.mockRestore();
  server.answer({
    'search.tagHits': () => ({ ...anAcknowledgement(), tagged: 1, retagged: 0, left: [] }),
  });
  await userEvent.click(again);
  await expect.poll(() => saidStore.get()?.text).toContain(pressure?.name);
  const sent = server.calls.filter(({ path }) => path === 'search.tagHits').map(({ input }) => input);
  expect(sent).toHaveLength(7);
  expect(new Set(sent.map((each) => JSON.stringify(each))).size).toBe(1);
  stop();
});
