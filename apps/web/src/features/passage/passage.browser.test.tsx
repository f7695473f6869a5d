import type { ListedPassages, ListPassagesInput, PassageRow } from '@koersvast/contracts';
import { onlineManager } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { saidStore } from '../../lib/said.ts';
import { printed } from '../../testing/paper.ts';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { anAcknowledgement, aProject, documentId, idOf, pressure } from '../../testing/study.ts';
import { PassageScreen } from './passage-screen.tsx';

const at = { project: aProject('owner'), screen: 'passages' };
const most = 2_000;

function aPassage(nth: number, more: Partial<PassageRow> = {}): PassageRow {
  const span = { start: nth * 100, end: nth * 100 + 10, startCp: nth * 100, endCp: nth * 100 + 10 };
  return {
    ...{
      annotationId: idOf(7, nth),
      layerId: idOf(6, 1),
      documentId,
      roundId: idOf(5, 1),
      memberId: idOf(4, 1),
    },
    ...{
      tagId: pressure.id,
      ...span,
      quote: `quote ${nth}`,
      cut: false,
      before: 'before it ',
      after: ' after it',
    },
    ...{ memo: null, certainty: null, version: 1, madeAt: '2026-11-02T10:00:00.000Z' },
    ...{ verdict: null, replies: 0, open: false, lastReply: null },
    ...more,
  };
}

const size = { documents: 1, coders: 1 };
const aDocument = {
  ...{ id: documentId, title: 'A letter', language: 'nl', date: '2019-12-20', author: 'Blok' },
  ...{ addressee: null, dossier: null, documentNumber: null },
};

function answers(over: Partial<ListedPassages> = {}, row: Partial<PassageRow> = {}) {
  const total = over.total ?? { passages: most, ...size };
  return {
    'passage.list': ({ from, most: asked, group }: ListPassagesInput): ListedPassages => ({
      ...{ total, related: null, tags: null, ownOnly: 0, documents: [aDocument] },
      groups:
        group === null
          ? []
          : [
              { key: '2019', from: 0, passages: 30, ...size },
              { key: null, from: 30, passages: most - 30, ...size },
            ],
      passages: Array.from({ length: Math.max(0, Math.min(asked, total.passages - from)) }, (_, nth) =>
        aPassage(from + nth, row),
      ),
      ...over,
    }),
    'set.list': () => [],
    'document.list': () => [],
  };
}

const link = (nth: number) => page.getByRole('link', { name: `quote ${nth}`, exact: true });
const total = (passages: number) =>
  words('passage:passages', { count: passages, number: passages.toLocaleString('en-GB') });

it('shows passages in context with what was said of them, and says of how much nothing is seen', async () => {
  const said = {
    verdict: 'reject',
    memberId: idOf(4, 1),
    reason: 'too long',
    response: null,
    stale: false,
  } as const;
  const row = { memo: 'why is this here', certainty: 1, verdict: said, open: true };
  serve(answers({ ownOnly: 3 }, row));
  const { place } = await show(<PassageScreen />, at);
  await expect.element(link(0)).toBeVisible();
  const text = place.textContent;
  for (const each of [
    'before it',
    'after it',
    'why is this here',
    'too long',
    'A letter',
    'Blok',
    total(most),
  ])
    expect(text).toContain(each);
  expect(text).toContain(words('passage:ownOnly', { count: 3 }));
  expect(text).toContain(words('passage:open'));
});

it('has one of thousands under Tab, and steps by keys to the last and back', async () => {
  const server = serve(answers());
  const stop = listenToKeys();
  const { place } = await show(<PassageScreen />, at);
  await expect.element(link(0)).toBeVisible();
  await userEvent.keyboard('j');
  await expect.element(link(0)).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(link(1)).toHaveFocus();
  await userEvent.keyboard('{End}');
  await expect.element(link(most - 1)).toHaveFocus();
  expect(place.querySelectorAll('[data-passage]').length).toBeLessThan(60);
  expect(place.querySelectorAll('[data-passage][tabindex="0"]')).toHaveLength(1);
  await userEvent.keyboard('k');
  await expect.element(link(most - 2)).toHaveFocus();
  expect(server.calls.filter(({ path }) => path === 'passage.list').length).toBeLessThan(12);
  stop();
});

it('opens a passage in the letter, and the way back is at it', async () => {
  serve(answers());
  const { address } = await show(<PassageScreen />, at);
  await link(1).click();
  await expect.poll(address).toContain(`annotation=${idOf(7, 1)}`);
});

it('comes back to where somebody was, however far down', async () => {
  serve(answers());
  const place = encodeURIComponent(`1200 ${idOf(7, 1200)}`);
  await show(<PassageScreen />, { ...at, screen: `passages?at=${place}` });
  await expect.element(link(1200)).toHaveFocus();
});

it('groups with counts, and keeps what is chosen in the address', async () => {
  const server = serve(answers());
  const { address } = await show(<PassageScreen />, at);
  await userEvent.selectOptions(page.getByLabelText(words('passage:group')), 'year');
  await expect.poll(address).toContain('group=year');
  await expect.element(page.getByRole('heading', { name: '2019' })).toBeVisible();
  await page.getByText(words('passage:filters'), { exact: true }).click();
  await userEvent.selectOptions(page.getByLabelText(words('passage:layer')), 'final');
  await expect
    .poll(() => server.calls.findLast(({ path }) => path === 'passage.list')?.input)
    .toMatchObject({ group: 'year', selection: { layer: 'final' } });
  await page
    .getByRole('button', { name: words('passage:chip.remove', { words: words('passage:layer.final') }) })
    .click();
  await expect.poll(address).not.toContain('layer');
});

it('searches in memos, and lists what waits for an answer', async () => {
  const server = serve(answers());
  await show(<PassageScreen />, { ...at, screen: 'passages?list=memos' });
  await userEvent.type(page.getByLabelText(words('passage:memo.search')), 'why');
  const last = () => server.calls.findLast(({ path }) => path === 'passage.list')?.input;
  await expect.poll(last).toMatchObject({ selection: { memo: 'with', words: 'why' } });
  await userEvent.click(page.getByRole('radio', { name: words('passage:title.threads') }), { force: true });
  await expect.poll(last).toMatchObject({ selection: { thread: 'open' } });
});

it('gives several another tag at once, and says what kept its own', async () => {
  const kept = [{ layerId: idOf(6, 1), annotationId: idOf(7, 2), reason: 'done' }] as const;
  const server = serve({
    ...answers(),
    'passage.retag': () => ({ ...anAcknowledgement(), retagged: 2, skipped: kept }),
  });
  const stop = listenToKeys();
  const { place } = await show(<PassageScreen />, at);
  await expect.element(link(0)).toBeVisible();
  await userEvent.keyboard('j');
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  await expect.element(page.getByText(words('passage:chosen', { count: 3 }))).toBeVisible();
  await userEvent.keyboard(' ');
  await expect.element(page.getByText(words('passage:chosen', { count: 2 }))).toBeVisible();
  await userEvent.keyboard(' t');
  await page.getByRole('button', { name: words('passage:retag.submit', { count: 3 }) }).click();
  await expect.poll(() => place.textContent).toContain(words('passage:retag.kept.done', { count: 1 }));
  const input = server.calls.find(({ path }) => path === 'passage.retag')?.input as { passages: unknown[] };
  expect(input.passages).toHaveLength(3);
  stop();
});

it('leads back to all from what names something that is gone', async () => {
  const gone = encodeURIComponent(JSON.stringify([idOf(3, 77)]));
  const here = answers();
  serve({
    ...here,
    'passage.list': (input: ListPassagesInput) => {
      if (input.selection.tags !== undefined) throw new Refused('not_found');
      return here['passage.list'](input);
    },
  });
  const { address, place } = await show(<PassageScreen />, { ...at, screen: `passages?tags=${gone}` });
  await expect.element(page.getByRole('alert')).toBeVisible();
  const chip = words('passage:chip.remove', { words: words('passage:tag.gone') });
  await expect.element(page.getByRole('button', { name: chip })).toBeVisible();
  const all = page.getByRole('button', { name: words('passage:empty.all') });
  await expect.element(all).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
  await all.click();
  await expect.element(link(0)).toBeVisible();
  expect(address()).not.toContain('tags');
});

it('says that there is nothing, and what to do', async () => {
  serve(answers({ total: { passages: 0, documents: 0, coders: 0 } }));
  const { address } = await show(<PassageScreen />, { ...at, screen: 'passages?memo=with' });
  await page.getByRole('button', { name: words('passage:empty.all') }).click();
  await expect.poll(address).not.toContain('memo');
  await expect.element(page.getByText(words('passage:empty.passages'))).toBeVisible();
});

it('says that it could not be read, and tries again', async () => {
  const server = serve({
    ...answers(),
    'passage.list': () => {
      throw new Refused('busy');
    },
  });
  await show(<PassageScreen />, at);
  const again = page.getByRole('button', { name: words('state.retry') });
  await expect.element(again).toBeVisible();
  server.answer(answers());
  await again.click();
  await expect.element(link(0)).toBeVisible();
});

it('waits for the network', async () => {
  serve(answers());
  onlineManager.setOnline(false);
  await show(<PassageScreen />, at);
  await expect.element(page.getByRole('status', { name: words('state.waiting') })).toBeVisible();
  onlineManager.setOnline(true);
  await expect.element(link(0)).toBeVisible();
});

it.each(['light', 'dark'] as const)('has no faults of accessibility, %s', async (colours) => {
  const row = { memo: 'why', open: true, lastReply: { memberId: idOf(4, 1), text: 'and?' }, replies: 2 };
  serve(answers({}, row));
  const { place } = await show(<PassageScreen />, { ...at, colours, screen: 'passages?group=year' });
  await expect.element(link(0)).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
});

it('cuts what stands beside a passage between words', async () => {
  const beside = 'er staan hier veel woorden van de brief '.repeat(3);
  serve(answers({}, { before: `n${beside}`, after: `${beside}onv` }));
  const { place } = await show(<PassageScreen />, at);
  await expect.element(link(0)).toBeVisible();
  const said = place.textContent;
  expect(said).toContain(`… ${beside.slice(beside.indexOf(' ') + 1)}`);
  expect(said).toContain(`${beside.trimEnd()} …`);
});

it('prints what was asked, by which filters and when at the head, and then every passage', async () => {
  const some = { passages: 120, ...size };
  const set = { id: idOf(8, 1), name: 'Foreign affairs' };
  serve({ ...answers({ total: some }), 'set.list': () => [set] });
  const search = new URLSearchParams({
    ...{ tags: JSON.stringify([pressure.id]), memo: 'with', set: set.id },
    where: JSON.stringify([['date', 'range', '2014', '']]),
  });
  const { place } = await show(<PassageScreen />, { ...at, screen: `passages?${search}` });
  await expect.element(link(0)).toBeVisible();
  const { seen, now } = await printed(
    () => userEvent.click(page.getByRole('button', { name: words('passage:print') })),
    () => place.textContent,
  );
  const lead = words('passage:print.lead', { project: at.project.project.name, when: now });
  const asked = [
    words('passage:chip.tag', { tag: pressure.name, count: 0 }),
    words('passage:chip.set', { set: set.name }),
    words('passage:memo.with'),
    words('set:filter.words.range.from', { name: words('document:field.date'), from: '2014' }),
  ].join(' · ');
  const printedOnly = seen.slice(seen.indexOf(lead));
  for (const said of [lead, total(some.passages), asked, 'quote 0', 'quote 119'])
    expect(printedOnly).toContain(said);
  expect(printedOnly.indexOf(asked)).toBeLessThan(printedOnly.indexOf('quote 0'));
  // On the screen there is none of it.
  await expect.poll(() => place.textContent).not.toContain(lead);
});

it('leads by a key to the chart of what is shown, and to its years where no chart can count it', async () => {
  serve(answers());
  const stop = listenToKeys();
  const tags = encodeURIComponent(JSON.stringify([pressure.id]));
  const { address } = await show(<PassageScreen />, { ...at, screen: `passages?tags=${tags}&memo=with` });
  await expect.element(page.getByText('quote 0')).toBeVisible();
  await userEvent.keyboard('g');
  await expect.poll(address).toContain('group=year');
  expect(saidStore.get()?.text).toBe(words('passage:chart.none'));
  const memo = page.getByRole('button', {
    name: words('passage:chip.remove', { words: words('passage:memo.with') }),
  });
  await userEvent.click(memo);
  await expect.poll(address).not.toContain('memo');
  await expect.element(page.getByText('quote 0')).toBeVisible();
  await userEvent.keyboard('g');
  await expect.poll(address).toContain('/charts?');
  const search = Object.fromEntries(new URLSearchParams(address().split('?')[1]));
  expect(search).toEqual({
    chart: 'time',
    tags: JSON.stringify([pressure.id]),
    below: 'true',
    unfinished: 'true',
  });
  stop();
});
