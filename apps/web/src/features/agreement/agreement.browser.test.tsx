import { untold } from '@koersvast/core/fact';
import { publishedFigures } from '@koersvast/core/testing/published';
import { onlineManager } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { queryClient } from '../../data/trpc.ts';
import { aLargeStudy, anInterval, aReport, ofTag } from '../../testing/agreement.ts';
import { detailsOf } from '../../testing/agreement-details.ts';
import { Refused, serve, silent } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import {
  aChange,
  anAcknowledgement,
  aProject,
  aRound,
  aTag,
  idOf,
  pressure,
  trade,
} from '../../testing/study.ts';
import { AgreementScreen } from './agreement-screen.tsx';

const at = { project: aProject('owner'), screen: 'agreement' };
const answers = (overview: (input: { selection: Record<string, unknown> }) => unknown) => ({
  ...detailsOf(aReport()),
  'agreement.overview': overview as (input: never) => unknown,
  'agreement.progress': () => null,
  'set.list': () => [],
});
const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const wordsIn = (name: string) => expect.poll(() => row(name).element().textContent);

it('says in a sentence how far coders agree, on what that rests, and what does not count', async () => {
  serve(answers(() => aReport()));
  const { place } = await show(<AgreementScreen />, at);
  await expect.element(page.getByText(/0\.741/).first()).toBeVisible();
  const said = place.textContent;
  expect(said).toContain(words('agreement:sentence.unreliable', { count: 1 }));
  expect(said).toContain(words('agreement:leftOut.unfinished', { count: 2 }));
  expect(said).toContain(words('agreement:leftOut.notIndependent', { count: 1 }));
  expect(said).toContain(words('agreement:reason.tags-overlap'));
});

it('offers as coders whose work is measured, and not everybody who could code', async () => {
  const { basis } = aReport();
  const coders = basis.coders.slice(0, 1);
  serve(answers(() => aReport({ basis: { ...basis, coders } })));
  await show(<AgreementScreen />, at);
  expect(at.project.members.length).toBeGreaterThan(coders.length);
  const bar = page.getByRole('region', { name: words('agreement:selection') });
  const lists = () => [...bar.element().querySelectorAll('details')].map(({ textContent }) => textContent);
  await expect
    .poll(() => lists().find((list) => list.startsWith(words('agreement:coders'))))
    .toContain(words('choice.all', { count: coders.length }));
  for (const { name } of coders) expect(lists().join()).toContain(name);
});

it('says of the final version that coders are beside that, and not beside each other', async () => {
  const selection = { ...aReport().selection, layers: 'final' } as const;
  serve(answers(() => aReport({ selection })));
  const { place } = await show(<AgreementScreen />, { ...at, screen: 'agreement?layers=final' });
  await expect.element(page.getByText(/agree 0\.741 with the final version on/).first()).toBeVisible();
  expect(place.textContent).toContain('12 documents with a finished final version');
  expect(place.textContent).not.toContain('two coders or more finished');
});

it.each([
  ['Krippendorff 2019, Fig. 12.11', publishedFigures.krippendorff, ['0.510', '0.414', '0.724', '46.1']],
  ['Hayes and Krippendorff 2007', publishedFigures.hayes, ['0.477', null, '0.477', '100.0']],
])(
  'shows the published values of %s as the server gives them',
  async (_, found, [u, relevance, cu, share]) => {
    const alone = { low: null, high: null, noInterval: 'too-few-documents' } as const;
    const joint = {
      ...{ u: anInterval(found.u, alone), cu: anInterval(found.cu, alone) },
      ...{ coverage: { value: found.coverage, reason: null }, overlaps: 0 },
    };
    const none = { ...alone, reason: 'everything-marked' } as const;
    const marked = found.relevance === null ? anInterval(null, none) : anInterval(found.relevance, alone);
    serve(answers(() => aReport({ joint, relevance: marked })));
    await show(<AgreementScreen />, at);
    const few = words('agreement:reason.too-few-documents');
    const whole = page.getByLabelText(words('agreement:whole'), { exact: true });
    const said = () => [...whole.element().querySelectorAll('dd')].map((each) => each.textContent);
    await expect
      .poll(() => said().slice(1, 4))
      .toEqual([
        relevance === null ? words('agreement:reason.everything-marked') : `${relevance} ${few}`,
        `${u} ${few}`,
        `${cu} ${few}; ${words('agreement:whole.coverage', { share: `${share}%` })}`,
      ]);
  },
);

it('shows of each tag a verdict in words, and why there is no value, never nought or one', async () => {
  serve(answers(() => aReport()));
  await show(<AgreementScreen />, at);
  await wordsIn(pressure.name).toContain(words('agreement:verdict.unreliable'));
  await wordsIn(pressure.name).toContain('0.710');
  await wordsIn(pressure.name).toContain(words('agreement:help.which.other', { tag: trade.name }));
  const second = row(words('agreement:reason.category-not-used'));
  expect(second.element().textContent).toContain(trade.name);
  expect(second.element().textContent).not.toMatch(/[01]\.00/);
});

it('says of how little a tag that cannot be told has', async () => {
  const few = ofTag(0.9, { spans: 6, verdict: { word: 'cannot-tell', reason: 'few-spans' } });
  serve(
    answers(() => aReport({ tags: [{ tagId: idOf(3, 1), parentId: null, own: few, withChildren: null }] })),
  );
  await show(<AgreementScreen />, at);
  await wordsIn(pressure.name).toContain(
    `${words('agreement:verdict.cannot-tell')}: ${words('agreement:because.few-spans', { count: 6 })}`,
  );
});

it('measures what is chosen, has that in the address, and keeps it for the way back', async () => {
  const server = serve(answers(() => aReport()));
  const { address } = await show(<AgreementScreen />, at);
  await userEvent.selectOptions(page.getByLabelText(words('agreement:layers')), 'current');
  await expect.poll(address).toContain('layers=current');
  const asked = () =>
    server.calls
      .filter(({ path }) => path === 'agreement.overview')
      .map(({ input }) => (input as { selection: object }).selection);
  await expect
    .poll(() => asked().at(-1))
    .toMatchObject({ layers: 'current', roundId: null, documents: { kind: 'all' } });
  await userEvent.selectOptions(page.getByLabelText(words('agreement:round')), idOf(5, 1));
  await expect.poll(() => asked().at(-1)).toMatchObject({ layers: 'current', roundId: idOf(5, 1) });
});

it('measures the documents that meet conditions, of a set too, with each in words and in the address', async () => {
  const server = serve({
    ...answers(() => aReport()),
    'document.list': () => [],
    'set.list': () => [{ id: idOf(8, 1), name: 'Cabinet', conditions: null, documentIds: [], version: 1 }],
  });
  const { address } = await show(<AgreementScreen />, at);
  await userEvent.click(page.getByRole('button', { name: words('set:filter.add') }));
  const column = page.getByLabelText(words('set:filter.column'));
  await expect.element(column).toHaveFocus();
  await userEvent.selectOptions(column, words('document:field.title'));
  await userEvent.fill(page.getByLabelText(words('set:filter.value')), 'Rusland');
  await userEvent.keyboard('{Enter}');
  const said = words('set:filter.words.contains', { name: words('document:field.title'), value: 'Rusland' });
  const remove = page.getByRole('button', { name: words('set:filter.remove', { words: said }) });
  await expect.element(remove).toBeVisible();
  expect(address()).toContain('where=');
  const asked = () =>
    server.calls
      .filter(({ path }) => path === 'agreement.overview')
      .map(({ input }) => (input as { selection: { documents: object } }).selection.documents)
      .at(-1);
  const conditions = [['title', 'contains', 'Rusland']];
  await expect.poll(asked).toEqual({ kind: 'filter', conditions });
  await userEvent.selectOptions(page.getByLabelText(words('agreement:set')), 'Cabinet');
  await expect.poll(asked).toEqual({ kind: 'set', setId: idOf(8, 1), conditions });
  await userEvent.click(remove);
  await expect.poll(asked).toEqual({ kind: 'set', setId: idOf(8, 1) });
});

it('reads from the address by what documents are measured', async () => {
  const server = serve(answers(() => aReport()));
  const where = encodeURIComponent(JSON.stringify([['dossier', 'one_of', '35925']]));
  await show(<AgreementScreen />, { ...at, screen: `agreement?where=${where}` });
  await expect.element(page.getByText(/35925/)).toBeVisible();
  expect(server.calls.find(({ path }) => path === 'agreement.overview')?.input).toMatchObject({
    selection: { documents: { kind: 'filter', conditions: [['dossier', 'one_of', '35925']] } },
  });
});

it('shows the tags as a drawing with the same words', async () => {
  serve(answers(() => aReport()));
  const { address } = await show(<AgreementScreen />, at);
  await userEvent.click(page.getByRole('radio', { name: words('agreement:shown.chart') }));
  await expect.poll(address).toContain('drawn=true');
  await expect
    .element(
      page.getByRole('option', {
        name: `${pressure.name}: 0.710, 0.630 to 0.770, 12 documents. Enter for passages`,
      }),
    )
    .toBeVisible();
});

it.each([
  [{ kind: 'round_not_revealed', roundId: idOf(5, 2), number: 2 }, 'missing.round', { number: 2 }],
  [{ kind: 'coded_blind', documents: 3, documentIds: [] }, 'missing.coded', { count: 3 }],
] as const)('says to who is blind what is missing, and no figure: %j', async (missing, key, more) => {
  serve(answers(() => ({ state: 'missing', missing: [missing] })));
  const { place } = await show(<AgreementScreen />, at);
  await expect.element(page.getByRole('heading', { name: words('agreement:missing') })).toBeVisible();
  expect(place.textContent).toContain(words(`agreement:${key}`, more));
  expect(place.querySelector('table, svg[data-drawing]')).toBeNull();
});

it('leads who is blind for one of all rounds to those that they are not', async () => {
  const missing = [{ kind: 'round_not_revealed', roundId: idOf(5, 2), number: 2 }];
  serve(answers(() => ({ state: 'missing', missing })));
  const [seen, unseen] = [aRound(), aRound({ id: idOf(5, 2), number: 2, name: 'Herhaling', blind: true })];
  const project = aProject('viewer', { rounds: [seen, unseen] });
  const { address, place } = await show(<AgreementScreen />, { ...at, project });
  const toRound = page.getByRole('link', { name: seen.name, exact: true });
  await expect.element(toRound).toBeVisible();
  expect(place.textContent).toContain(words('agreement:missing.open'));
  expect(page.getByRole('link', { name: unseen.name, exact: true }).elements()).toEqual([]);
  await userEvent.click(toRound);
  await expect.poll(address).toContain(`round=${seen.id}`);
});

it('says what to do where nothing is coded by two, with the way there', async () => {
  serve(answers(() => aReport({ basis: { ...aReport().basis, doubleCoded: 0 } })));
  await show(<AgreementScreen />, at);
  await expect.element(page.getByRole('link', { name: words('agreement:empty.round') })).toBeVisible();
  await expect.element(page.getByText(words('agreement:leftOut.unfinished', { count: 2 }))).toBeVisible();
});

it('says of a part in which nothing can be compared that it is a part, and leads to all of it', async () => {
  serve(answers(() => aReport({ basis: { ...aReport().basis, doubleCoded: 0 } })));
  const first = await show(<AgreementScreen />, { ...at, screen: `agreement?round=${idOf(5, 1)}` });
  await expect.element(page.getByText(words('agreement:empty.part'))).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: words('agreement:empty.all') }));
  await expect.element(page.getByText(words('agreement:empty.text'))).toBeVisible();
  expect(first.address()).not.toContain('round=');
  first.unmount();
  first.place.remove();
  await show(<AgreementScreen />, { ...at, screen: 'agreement?layers=final' });
  await expect.element(page.getByText(words('agreement:empty.final'))).toBeVisible();
});

it('tells how far it is, and can be stopped and begun again', async () => {
  const server = serve({ ...answers(silent), 'agreement.progress': () => ({ done: 3, of: 12 }) });
  await show(<AgreementScreen />, at);
  await expect.element(page.getByText(words('agreement:reckoning.part', { done: 3, of: 12 }))).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: words('agreement:reckoning.cancel') }));
  await expect.element(page.getByText(words('agreement:reckoning.stopped'))).toBeVisible();
  server.answer(answers(() => aReport()));
  await userEvent.click(page.getByRole('button', { name: words('agreement:reckoning.again') }));
  await expect.element(row(pressure.name)).toBeVisible();
  // Who listens hears that they have come, and what they say.
  await expect.element(page.getByRole('status').filter({ hasText: '0.741' })).toBeInTheDocument();
});

it('says that it could not be read, and that there is no connection', async () => {
  const server = serve(
    answers(() => {
      throw new Refused('busy');
    }),
  );
  const shown = await show(<AgreementScreen />, at);
  await expect.element(page.getByRole('alert')).toBeVisible();
  server.answer(answers(() => aReport()));
  shown.unmount();
  shown.place.remove();
  onlineManager.setOnline(false);
  await show(<AgreementScreen />, { ...at, screen: 'agreement?below=true' });
  await expect.element(page.getByRole('status', { name: words('state.waiting') })).toBeVisible();
});

it.each(['light', 'dark'] as const)(
  'can be read by everybody with 40 tags and five coders, %s',
  async (colours) => {
    const { project, report } = aLargeStudy();
    serve(
      answers(() => ({
        ...report,
        pooled: { ...anInterval(0.7, { caution: 'few-documents' }), verdict: report.pooled.verdict },
      })),
    );
    const { place } = await show(<AgreementScreen />, { colours, project, screen: 'agreement' });
    await expect.element(page.getByRole('table')).toBeVisible();
    expect(await faultsIn(place)).toEqual([]);
  },
);

const views = ['pairs', 'confusion', 'units', 'documents', 'time', 'plan', 'methods', 'measures'] as const;
const screens = [
  ...views.map((view) => `view=${view}`),
  'view=confusion&characters=true',
  `tag=${pressure.id}`,
  `passages=${encodeURIComponent(JSON.stringify({ tag: pressure.id }))}`,
];

it.each(screens)('can be read by everybody in both themes: %s', async (search) => {
  const { project, report: whole } = aLargeStudy();
  // Of 40 tags against 40 there is nothing more to be heard than of ten.
  const report = { ...whole, tags: whole.tags.slice(0, 10) };
  for (const colours of ['light', 'dark'] as const) {
    serve({ ...answers(() => report), ...detailsOf(report) });
    const shown = await show(<AgreementScreen />, { colours, project, screen: `agreement?${search}` });
    await expect.poll(() => shown.place.querySelector('h2, table')).not.toBeNull();
    // What is chosen slides into its place.
    await expect.poll(() => faultsIn(shown.place)).toEqual([]);
    shown.unmount();
    shown.place.remove();
  }
});

it('tells of one tag where the disagreement comes from, and steps through tags and differences by keys', async () => {
  const stop = listenToKeys();
  serve(answers(() => aReport()));
  const { place, address } = await show(<AgreementScreen />, at);
  await userEvent.click(page.getByRole('link', { name: pressure.name }));
  await expect.element(page.getByRole('heading', { name: words('agreement:found') })).toBeVisible();
  expect(place.textContent).toContain(`${words('agreement:verdict.unreliable')}. `);
  expect(place.textContent).toContain(words('agreement:which.other', { tag: trade.name, gain: '0.080' }));
  await userEvent.keyboard('d');
  expect(document.activeElement?.textContent).toContain('een combinatie van druk');
  expect(document.activeElement?.getAttribute('href')).toContain(
    `/documents/${idOf(2, 1)}/compare?round=${idOf(5, 1)}&at=12-40`,
  );
  await userEvent.keyboard('d');
  expect(document.activeElement?.textContent).toContain('geen reden');
  await userEvent.keyboard('{]}');
  await expect.poll(address).toContain(`tag=${trade.id}`);
  // The address is there before its screen, of which the key is.
  await expect.poll(() => place.querySelector('#tag')?.textContent).toContain(trade.name);
  await userEvent.keyboard('{[}');
  await expect.poll(address).toContain(`tag=${pressure.id}`);
  stop();
});

it('steps a tag on for each key, also where the page is not drawn yet after the one before', async () => {
  const stop = listenToKeys();
  const third = aTag(3, { name: 'Third', key: 'h' });
  const { tags } = aReport();
  const report = aReport({ tags: [...tags, { ...tags[1], tagId: third.id } as never] });
  serve({ ...detailsOf(report), ...answers(() => report) });
  const { tags: ofProject } = at.project;
  const { address, place } = await show(<AgreementScreen />, {
    project: aProject('owner', { tags: [...ofProject, third] }),
    screen: `agreement?tag=${pressure.id}`,
  });
  await expect.poll(() => place.querySelector('#tag')?.textContent).toContain(pressure.name);
  for (const key of [']', ']'])
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await expect.poll(address).toContain(`tag=${third.id}`);
  await expect.poll(() => place.querySelector('#tag')?.textContent).toContain(third.name);
  stop();
});

it('leads from a cell to its passages side by side, and back to the same cell', async () => {
  const server = serve(answers(() => aReport()));
  await show(<AgreementScreen />, { ...at, screen: 'agreement?view=confusion' });
  const cell = page.getByRole('gridcell', { name: new RegExp(`^${pressure.name} against ${trade.name}`) });
  await expect.element(cell).toBeVisible();
  (cell.element() as SVGElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('een combinatie van druk en selectieve samenwerking')).toBeVisible();
  expect(server.calls.find(({ path }) => path === 'agreement.passages')?.input).toMatchObject({
    cell: { row: pressure.id, column: trade.id },
    pair: null,
  });
  await expect.element(page.getByRole('heading', { level: 2 })).toHaveFocus();
  await userEvent.click(page.getByRole('button', { name: words('agreement:passages.back') }));
  await expect.element(cell).toHaveFocus();
});

const behind = (search: string) => `agreement?${search}`;
it.each([
  [
    'a bar',
    behind(`tag=${pressure.id}`),
    'gridcell',
    /^Begins \+2 characters apart/,
    { tagId: pressure.id, boundary: { side: 'start', by: 2 } },
  ],
  [
    'a point of the curve',
    behind(`tag=${pressure.id}`),
    'gridcell',
    /^5 characters off/,
    { tagId: pressure.id, beyond: 5 },
  ],
  [
    'a row of sentences',
    behind('view=units'),
    'option',
    new RegExp(`^${pressure.name}`),
    { tagId: pressure.id, unit: { kind: 'sentence', rule: 'any' } },
  ],
  [
    'a cell of characters',
    behind('view=confusion&characters=true'),
    'gridcell',
    new RegExp(`^${pressure.name} against ${trade.name}`),
    { cell: { row: pressure.id, column: trade.id, unit: 'character' } },
  ],
  [
    'a window of a course',
    behind('view=time'),
    'gridcell',
    /^Jan, documents 1 to/,
    { coderId: idOf(4, 2), documentIds: expect.any(Array) },
  ],
] as const)(
  'leads from %s to exactly its passages, and back to it',
  async (_what, screen, role, name, asked) => {
    const server = serve(answers(() => aReport()));
    await show(<AgreementScreen />, { ...at, screen });
    const mark = page.getByRole(role, { name }).first();
    await expect.element(mark).toBeVisible();
    (mark.element() as SVGElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('heading', { name: /^Passages:/ })).toHaveFocus();
    expect(server.calls.findLast(({ path }) => path === 'agreement.passages')?.input).toMatchObject(asked);
    await userEvent.click(page.getByRole('button', { name: words('agreement:passages.back') }));
    await expect.element(mark).toHaveFocus();
  },
);

it('leads from the rows of tables and lists to what is behind them, and back to the same row', async () => {
  const server = serve(answers(() => aReport()));
  const passages = page.getByRole('heading', { name: /^Passages:/ });
  const back = page.getByRole('button', { name: words('agreement:passages.back') });
  const first = await show(<AgreementScreen />, { ...at, screen: 'agreement?view=documents' });
  const document = page.getByRole('link', { name: 'Verslag van de Raad' });
  await userEvent.click(document);
  await expect.element(passages).toHaveFocus();
  await userEvent.click(back);
  await expect.element(document).toHaveFocus();
  first.unmount();
  first.place.remove();
  const { address } = await show(<AgreementScreen />, at);
  const figure = page.getByRole('link', {
    name: words('agreement:figure.passages', { name: pressure.name, value: '0.710' }),
  });
  await userEvent.click(figure);
  await expect.element(passages).toHaveFocus();
  // Differences alone, without leaving the place.
  await userEvent.click(page.getByRole('radio', { name: words('agreement:passages.onlyDiffer') }));
  const last = () => server.calls.findLast(({ path }) => path === 'agreement.passages')?.input;
  await expect.poll(last).toMatchObject({ tagId: pressure.id, onlyDifferences: true });
  await userEvent.click(back);
  await expect.element(figure).toHaveFocus();
  // The tag, and back to its row.
  const tag = page.getByRole('link', { name: pressure.name, exact: true });
  await userEvent.click(tag);
  await userEvent.click(page.getByRole('link', { name: words('agreement:found.link') }));
  await expect
    .poll(last)
    .toMatchObject({ tagId: pressure.id, cell: { row: pressure.id, column: null, unit: 'span' } });
  await userEvent.click(back);
  await expect.element(page.getByRole('link', { name: words('agreement:found.link') })).toHaveFocus();
  await userEvent.click(page.getByRole('link', { name: words('agreement:tag.back') }));
  await expect.element(tag).toHaveFocus();
  expect(address()).not.toContain('passages=');
});

it('has nothing to sort by on a phone where a list comes in an order of its own', async () => {
  await page.viewport(390, 844);
  serve(answers(() => aReport()));
  const { place } = await show(<AgreementScreen />, { ...at, screen: 'agreement?view=documents' });
  await expect.element(page.getByRole('link', { name: 'Verslag van de Raad' })).toBeVisible();
  expect(place.querySelector(`select[aria-label="${words('table.sort')}"]`)).toBeNull();
  await page.viewport(1200, 800);
});

it('folds what is measured on a phone, and says there in a line what is chosen', async () => {
  await page.viewport(390, 844);
  serve(answers(() => aReport()));
  const where = encodeURIComponent(JSON.stringify([['title', 'contains', 'Rusland']]));
  const { place } = await show(<AgreementScreen />, {
    ...at,
    screen: `agreement?layers=current&where=${where}&tags=${encodeURIComponent(JSON.stringify([trade.id]))}`,
  });
  const bar = page.getByRole('region', { name: words('agreement:selection') });
  await expect.element(bar).toBeVisible();
  const summary = place.querySelector('summary') as HTMLElement;
  for (const said of ['selection', 'round.all', 'layers.current', 'documents.some'])
    expect(summary.textContent).toContain(words(`agreement:${said}`));
  expect(summary.textContent).toContain(words('agreement:tags.shown', { number: '1', all: '2' }));
  const round = page.getByLabelText(words('agreement:round'));
  await expect.element(round).not.toBeVisible();
  await userEvent.click(summary);
  await expect.element(round).toBeVisible();
  await page.viewport(1200, 800);
  await expect.element(round).toBeVisible();
});

it('explains each figure in place, by a press and by a key', async () => {
  const stop = listenToKeys();
  serve(answers(() => aReport()));
  await show(<AgreementScreen />, at);
  const name = words('agreement:whole.relevance');
  const mark = page.getByRole('button', { name: words('agreement:reading.open', { name }) });
  await userEvent.click(mark);
  const sheet = page.getByRole('dialog', { name: words('agreement:reading.open', { name }) });
  await expect.element(sheet).toBeVisible();
  await expect.element(sheet.getByRole('heading', { name: '|u-alpha: marked or not' })).toBeVisible();
  for (const part of ['worth marking at all', '|uα = 1', 'When not.', 'Source: Krippendorff'])
    expect(sheet.element().textContent).toContain(part);
  await userEvent.keyboard('{Escape}');
  await expect.element(mark).toHaveFocus();
  await userEvent.click(mark);
  await expect.element(sheet).toBeVisible();
  await userEvent.click(mark);
  await expect.element(sheet).not.toBeInTheDocument();
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('m');
  await expect.element(page.getByRole('heading', { name: 'u-alpha over all tags (pooled)' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  stop();
});

it('shows of a long codebook its top alone, or the tags with one verdict', async () => {
  const { project, report } = aLargeStudy();
  serve(answers(() => report));
  const { address, place } = await show(<AgreementScreen />, { project, screen: 'agreement' });
  await expect.element(page.getByRole('table')).toBeVisible();
  const rows = () => place.querySelectorAll('tbody tr').length;
  expect(rows()).toBe(40);
  await userEvent.click(page.getByRole('radio', { name: words('agreement:levels.top') }));
  await expect.poll(rows).toBe(report.tags.filter(({ parentId }) => parentId === null).length);
  await expect.poll(address).toContain('top=true');
  await userEvent.click(page.getByRole('radio', { name: words('agreement:levels.all') }));
  await userEvent.selectOptions(page.getByLabelText(words('agreement:table.verdict')), 'tentative');
  const tentative = report.tags.filter(({ own }) => own.verdict.word === 'tentative').length;
  await expect.poll(rows).toBe(tentative);
  await expect
    .element(page.getByText(words('agreement:tags.shown', { number: String(tentative), all: '40' })))
    .toBeVisible();
});

it('counts what was given of an archived tag, by its name, and says nothing of one that nobody gave', async () => {
  const study = aProject('owner');
  const archivedAt = '2026-01-01T00:00:00.000Z';
  const tags = study.tags.map((tag) => ({ ...tag, archivedAt }));
  serve(answers(() => aReport()));
  const { place } = await show(<AgreementScreen />, { ...at, project: { ...study, tags } });
  await expect
    .element(page.getByRole('link', { name: words('agreement:tag.archived', { tag: pressure.name }) }))
    .toBeVisible();
  expect(place.querySelectorAll('tbody tr')).toHaveLength(1);
  expect(place.textContent).not.toContain(words('agreement:reason.category-not-used'));
});

it('compares each coder with the final version, under its name', async () => {
  const final = aReport({ selection: { ...aReport().selection, layers: 'final' } });
  const { pairs: given, ...rest } = detailsOf(final)['agreement.pairs']();
  const pairs = given.slice(0, 1).map((pair) => ({ ...pair, second: 'final' }));
  const server = serve({
    ...answers(() => final),
    'agreement.pairs': () => ({ ...rest, coders: [pairs[0]?.first, 'final'], pairs }),
  });
  await show(<AgreementScreen />, { ...at, screen: 'agreement?view=pairs&layers=final' });
  const cell = page.getByRole('option', { name: new RegExp(words('agreement:coder.final')) }).first();
  await expect.element(cell).toBeVisible();
  await expect.element(page.getByText(new RegExp(`${words('agreement:layers.final')}\\. 12`))).toBeVisible();
  (cell.element() as SVGElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: /^Passages:.*Final version/ })).toBeVisible();
  expect(server.calls.findLast(({ path }) => path === 'agreement.passages')?.input).toMatchObject({
    selection: { layers: 'final' },
  });
});

it('says why two coders have no value', async () => {
  const pairs = detailsOf(aReport())['agreement.pairs']();
  const without = {
    ...pairs,
    pairs: pairs.pairs.map((pair) => ({ ...pair, pooled: anInterval(null, { reason: 'nothing-pairable' }) })),
  };
  serve({ ...answers(() => aReport()), 'agreement.pairs': () => without });
  await show(<AgreementScreen />, { ...at, screen: 'agreement?view=pairs' });
  await expect
    .element(
      page.getByRole('option', { name: new RegExp(words('agreement:reason.nothing-pairable')) }).first(),
    )
    .toBeVisible();
});

it('says who drifts, and what more documents would bring', async () => {
  const server = serve(answers(() => aReport()));
  const first = await show(<AgreementScreen />, { ...at, screen: 'agreement?view=time' });
  await expect
    .element(page.getByText(/Jan drifts away from the others: .* 21\.0 fewer of 100 .*\(12\.0 to 30\.0\)/))
    .toBeVisible();
  await expect
    .element(page.getByText(/Els neither drifts away .* between 2\.0 fewer and 3\.0 more of/))
    .toBeVisible();
  // And each with themself: undefined with the reason, never as 0 or 1.
  await expect.element(page.getByText(/Els: alpha 0\.880 .*0\.790.*0\.930.*12 documents/)).toBeVisible();
  await expect.element(page.getByText(/Jan: no value in 1 document/)).toBeVisible();
  // Both codings stand side by side behind it, and lead to the text; the way back to the same coder.
  const own = page.getByRole('link', { name: words('agreement:repeats.passagesOf', { name: 'Els' }) });
  await userEvent.click(own);
  await expect.element(page.getByRole('heading', { name: /^Passages: what Els coded twice/ })).toHaveFocus();
  expect(server.calls.findLast(({ path }) => path === 'agreement.passages')?.input).toMatchObject({
    again: idOf(4, 1),
    coderId: null,
  });
  const linked = () => first.place.querySelector('[data-difference]');
  const leads = () => decodeURIComponent(linked()?.getAttribute('href') ?? '');
  await expect.poll(leads).toMatch(/documents\/[^/?]+\?at=\D?\d+-\d+/);
  expect(linked()?.closest('li')?.textContent).toContain(words('agreement:repeats.first'));
  await userEvent.click(page.getByRole('button', { name: words('agreement:passages.back') }));
  await expect.element(own).toHaveFocus();
  await expect.element(page.getByText(/Not revealed yet, and not counted: round 3\./)).toBeVisible();
  await expect
    .element(page.getByRole('link', { name: words('agreement:repeats.open') }))
    .toHaveAttribute('href', expect.stringContaining('/rounds/new?again=true'));
  first.unmount();
  first.place.remove();
  const { address } = await show(<AgreementScreen />, { ...at, screen: 'agreement?view=plan' });
  await expect.element(page.getByText(/you need about 31 documents/)).toBeVisible();
  const more = page.getByRole('link', { name: words('agreement:plan.more', { count: 19 }) });
  await expect.element(more).toHaveAttribute('href', expect.stringContaining('/rounds/new?draw=19'));
  await expect.element(page.getByText(/0\.800: 139 sentences/)).toBeVisible();
  await userEvent.fill(page.getByLabelText(words('agreement:formula.share')), '10');
  await expect.poll(address).toContain('expected=10');
});

it('shows the text for a paper with its blanks named, in the language of the screen and the other', async () => {
  const server = serve(answers(() => aReport()));
  const { address, place } = await show(<AgreementScreen />, { ...at, screen: 'agreement?view=methods' });
  await expect.element(page.getByText(/The texts were coded/)).toBeVisible();
  const blanks = () =>
    [...place.querySelectorAll('mark, a[href*="tell="]')].map((blank) => blank.textContent);
  expect(blanks().length).toBeGreaterThan(4);
  for (const each of blanks()) expect(each).toMatch(/^To be filled in: \[[a-z][^\]]+\]$/);
  await expect
    .element(page.getByText(words('agreement:methods.blanks', { count: blanks().length })))
    .toBeVisible();
  // Intervals, in the same brackets, are none.
  expect(place.textContent).toContain('95% CI [.66, .80]');
  const table = page.getByRole('table');
  await expect.element(table.getByRole('rowheader', { name: 'tag 1' })).toBeVisible();
  await userEvent.click(page.getByRole('radio', { name: 'Nederlands' }));
  await expect.poll(address).toContain('language=nl');
  await expect.element(page.getByText(/^De teksten zijn/)).toBeVisible();
  expect(
    page
      .getByText(/^De teksten zijn/)
      .element()
      .closest('[lang]')
      ?.getAttribute('lang'),
  ).toBe('nl');
  const asked = server.calls.filter(({ path }) => path === 'agreement.methods');
  expect(asked.map(({ input }) => (input as { language: string }).language)).toEqual(['en', 'nl']);
});

it('fills a blank in where it stands, of one coder after the other', async () => {
  const answer = answers(() => aReport());
  const row = { id: idOf(4, 1), role: 'owner', version: 2, removedAt: null, ...untold.member } as const;
  let told = 0;
  serve({
    ...answer,
    'member.describe': () => {
      told += 1;
      return anAcknowledgement([aChange('member', { ...row, training: 'two sessions' })]);
    },
  });
  const detail = aProject('owner');
  const { address } = await show(<AgreementScreen />, {
    ...at,
    project: detail,
    screen: 'agreement?view=methods',
  });
  await userEvent.click(page.getByRole('link', { name: /how the coders were trained/ }));
  const dialog = page.getByRole('dialog', { name: words('agreement:tell') });
  const training = dialog.getByLabelText(words('fact:label.training'), { exact: true });
  await expect.element(training).toHaveFocus();
  await userEvent.fill(training, 'two sessions');
  await userEvent.click(dialog.getByRole('button', { name: words('action.save') }));
  await expect.poll(() => told).toBe(1);
  // To the next coder, without leaving the text.
  await expect.element(dialog.getByLabelText(/Coder \(2 of/)).toBeVisible();
  await expect.element(training).toHaveFocus();
  await expect.element(training).toHaveValue('');
  await userEvent.click(dialog.getByRole('button', { name: words('action.cancel') }));
  await expect.poll(address).not.toContain('tell=');
  // Where there is but one, it is said which.
  await userEvent.click(page.getByRole('link', { name: /the coders did not know/ }));
  const { name = '' } = detail.rounds[0] ?? {};
  await expect.element(dialog.getByText(words('agreement:tell.ofRound', { name }))).toBeVisible();
});

it('leaves blanks as they are to who may not fill them in', async () => {
  serve(answers(() => aReport()));
  const { place } = await show(<AgreementScreen />, {
    project: aProject('coder'),
    screen: 'agreement?view=methods',
  });
  await expect.element(page.getByText(/The texts were coded/)).toBeVisible();
  expect(place.querySelectorAll('p > mark').length).toBeGreaterThan(4);
  expect(place.querySelectorAll('a[href*="tell="]')).toHaveLength(0);
});

it('gives the text and the table to be copied, and all files of what is measured', async () => {
  const copied: string[] = [];
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text));
  const printed = vi.spyOn(window, 'print').mockImplementation(() => undefined);
  serve(answers(() => aReport()));
  const screen = `agreement?view=methods&layers=final&round=${idOf(5, 1)}`;
  const { place } = await show(<AgreementScreen />, { ...at, screen });
  await userEvent.click(page.getByRole('button', { name: words('agreement:methods.copy') }));
  await expect.element(page.getByRole('button', { name: words('action.copied') })).toBeVisible();
  expect(copied[0]).toMatch(/^The texts were coded[^\n]+\n\n/);
  expect(copied[0]).toContain('[');
  expect(copied[0]).not.toContain(words('agreement:methods.blank'));
  expect(copied[0]).toContain('Krippendorff, K.');
  await userEvent.click(page.getByRole('button', { name: words('agreement:methods.table.copy') }));
  await expect.poll(() => copied[1]?.split('\n')[1]).toMatch(/^tag 1\t40\t12\t\.71\t/);
  await userEvent.click(page.getByRole('button', { name: words('agreement:methods.print') }));
  expect(printed).toHaveBeenCalledOnce();
  expect(
    [...place.querySelectorAll('a[download]')].map((link) => link.getAttribute('href')?.split('/').at(-1)),
  ).toEqual([
    'agreement.csv?round=1&layers=final',
    'agreement_spans.csv?round=1&layers=final',
    'agreement.py',
    'agreement.R',
    'facts.csv',
  ]);
  vi.restoreAllMocks();
});

it('says of the text too what is missing to who is blind, and that it could not be read', async () => {
  const missing = { state: 'missing', missing: [{ kind: 'coded_blind', documents: 3, documentIds: [] }] };
  serve({ ...answers(() => aReport()), 'agreement.methods': () => missing });
  const screen = 'agreement?view=methods';
  const { place, unmount } = await show(<AgreementScreen />, { ...at, screen });
  await expect.poll(() => place.textContent).toContain(words('agreement:missing.coded', { count: 3 }));
  expect(place.querySelector('table, mark, a[download]')).toBeNull();
  unmount();
  place.remove();
  queryClient.clear();
  const server = serve({
    ...answers(() => aReport()),
    'agreement.methods': () => {
      throw new Refused('busy');
    },
  });
  const shown = await show(<AgreementScreen />, { ...at, screen });
  await expect.element(page.getByRole('alert')).toBeVisible();
  server.answer(answers(() => aReport()));
  await userEvent.click(page.getByRole('alert').getByRole('button'));
  await expect.poll(() => shown.place.querySelector('a[href*="tell="]')).not.toBeNull();
});
