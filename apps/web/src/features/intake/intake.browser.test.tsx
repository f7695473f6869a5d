import type { IntakeItem, IntakeText, Job, Mend } from '@koersvast/contracts';
import { MantineProvider } from '@mantine/core';
import { onlineManager, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import letterUrl from '../../../../../packages/formats/fixtures/files/brief-kort.pdf?url';
import { listenToKeys } from '../../data/keyboard.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { theme } from '../../lib/theme.ts';
import { anIntake, anItem, aReading, intakeId, theIntakes } from '../../testing/intake.ts';
import { type Answers, Refused, serve, Unreachable } from '../../testing/server.ts';
import { faultsIn, words } from '../../testing/show.tsx';
import { aProject, idOf, projectId } from '../../testing/study.ts';
import { AddScreen } from './add-screen.tsx';

/** Files as they arrive at a server that is not there: each answers when the test says so. */
class Sending extends EventTarget {
  static readonly all: Sending[] = [];
  readonly upload: { onprogress: ((event: { readonly loaded: number }) => void) | null } = {
    onprogress: null,
  };
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  ontimeout: (() => void) | null = null;
  status = 0;
  responseText = '';
  url = '';
  aborted = false;

  open(_method: string, url: string): void {
    this.url = url;
  }

  setRequestHeader(): void {}

  send(): void {
    Sending.all.push(this);
  }

  abort(): void {
    this.aborted = true;
  }

  answer(status: number, body = '{}'): void {
    this.status = status;
    this.responseText = body;
    this.onload?.();
  }

  get path(): string {
    return new URL(this.url, location.href).searchParams.get('path') ?? '';
  }
}

const own = globalThis.XMLHttpRequest;
const ownFetch = globalThis.fetch;
let roots: Root[] = [];
let unlisten: () => void = () => undefined;

beforeEach(() => {
  Sending.all.length = 0;
  globalThis.XMLHttpRequest = Sending as unknown as typeof XMLHttpRequest;
  unlisten = listenToKeys();
  localStorage.clear();
});
afterEach(() => {
  unlisten();
  vi.restoreAllMocks();
  globalThis.XMLHttpRequest = own;
  globalThis.fetch = ownFetch;
  for (const root of roots) root.unmount();
  roots = [];
  document.body.replaceChildren();
  queryClient.clear();
  onlineManager.setOnline(true);
});

/** The screen at its address, as the router of the program has it. */
async function showAdd(search: Record<string, string> = {}, colours: 'light' | 'dark' = 'light') {
  queryClient.setQueryData(trpc.project.get.queryKey({ projectId }), aProject('owner'));
  const root = createRootRoute({ component: Outlet });
  const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Outlet });
  const project = createRoute({ getParentRoute: () => inside, path: '/p/$projectId', component: Outlet });
  const add = createRoute({ getParentRoute: () => project, path: '/documents/add', component: AddScreen });
  const elsewhere = createRoute({ getParentRoute: () => project, path: '$', component: () => 'elsewhere' });
  const address = `/p/${projectId}/documents/add?${new URLSearchParams(search)}`;
  const router = createRouter({
    routeTree: root.addChildren([inside.addChildren([project.addChildren([add, elsewhere])])]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  await router.load();
  const place = document.body.appendChild(document.createElement('main'));
  const made = createRoot(place);
  roots.push(made);
  made.render(
    <MantineProvider theme={theme} forceColorScheme={colours}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { place, router };
}

/** A server on which an import can be chosen for: it answers with the items as they are then. */
function served(items: readonly IntakeItem[], more: Answers = {}) {
  const now = new Map(items.map((item) => [item.id, item]));
  const whole = () => anIntake([...now.values()]);
  return serve({
    'job.list': () => [],
    'intake.list': () => theIntakes(whole()),
    'intake.get': whole,
    'intake.text': () => aReading,
    'intake.choose': ({
      itemIds,
      choice,
      metadata,
      unwritten = [],
    }: {
      itemIds: string[];
      choice?: Partial<IntakeItem['choice']>;
      metadata?: object;
      unwritten?: string[];
    }) => {
      const told = itemIds.flatMap((id) => {
        const item = now.get(id);
        if (item === undefined || item.metadata === null) return [];
        const written = [
          ...item.written.filter((key) => !unwritten.includes(key)),
          ...Object.keys(metadata ?? {}),
        ];
        return [
          {
            ...item,
            choice: { ...item.choice, ...choice },
            metadata: { ...item.metadata, ...metadata },
            written,
          },
        ];
      });
      for (const item of told) now.set(item.id, item);
      return { items: told, notCarried: 0 };
    },
    ...more,
  });
}

const chosenOf = (calls: readonly { readonly path: string; readonly input: unknown }[]) =>
  calls.filter(({ path }) => path === 'intake.choose').map(({ input }) => input as Record<string, unknown>);

const aFile = (name: string, size = 4) => new File(['x'.repeat(size)], name);

const says = (place: { element(): Element }, text: string) =>
  expect.poll(() => place.element().textContent).toContain(text);

/** As a browser does it when somebody drops files. */
function drop(target: Element, files: readonly File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  target.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}

it('sends what is dropped, three at a time, and has it read when all is there', async () => {
  const files: string[] = [];
  const opened = Promise.withResolvers<void>();
  const server = serve({
    'job.list': () => [],
    'intake.list': () => theIntakes(),
    'intake.open': async ({ intakeId: id }: { intakeId: string }) => {
      await opened.promise;
      return { ...anIntake([]).intake, id, state: 'gathering' };
    },
    'intake.get': () => ({
      ...anIntake(files.map((_, at) => anItem(at + 1, { state: 'waiting', reading: null, metadata: null }))),
      intake: { ...anIntake([]).intake, state: 'gathering', files: files.length },
    }),
    'intake.read': () => ({ jobId: intakeId }),
  });
  const { place, router } = await showAdd();
  await expect.element(page.getByText(words('intake:drop'))).toBeVisible();
  drop(
    place,
    ['a.pdf', 'b.docx', 'c.xml', 'd.txt'].map((name) => aFile(name)),
  );
  // What is not opened yet is not asked for.
  await expect.element(page.getByText(/of 4 files sent/)).toBeVisible();
  await expect.poll(() => server.calls.map(({ path }) => path)).toContain('intake.open');
  expect(router.state.location.search).toHaveProperty('intake');
  expect(server.calls.map(({ path }) => path)).not.toContain('intake.get');
  opened.resolve();
  await expect.poll(() => Sending.all.map(({ path }) => path)).toEqual(['a.pdf', 'b.docx', 'c.xml']);
  await expect.poll(() => server.calls.map(({ path }) => path)).toContain('intake.get');
  // A line that is lost is taken up again under the same address.
  const [first] = Sending.all;
  first?.onerror?.();
  await expect.poll(() => Sending.all.map(({ path }) => path)).toContain('d.txt');
  const arrive = (each: Sending | undefined) => {
    files.push(each?.path ?? '');
    each?.answer(200);
  };
  arrive(Sending.all[1]);
  await expect.poll(() => Sending.all.filter(({ url }) => url === first?.url).length).toBe(2);
  expect(server.calls.some(({ path }) => path === 'intake.read')).toBe(false);
  for (const each of Sending.all.slice(2)) arrive(each);
  await expect.poll(() => server.calls.filter(({ path }) => path === 'intake.read').length).toBe(1);
});

it('has read what came while the first answer was on its way', async () => {
  const files: string[] = [];
  const arrived = Promise.withResolvers<void>();
  // Only from then on: an answer that is held holds up those that go with it.
  let dropped = false;
  const server = serve({
    'job.list': () => [],
    'intake.list': () => theIntakes(),
    'intake.open': ({ intakeId: id }: { intakeId: string }) => ({
      ...anIntake([]).intake,
      id,
      state: 'gathering',
    }),
    'intake.get': async () => {
      const items = files.map((_, at) => anItem(at + 1, { state: 'waiting', reading: null, metadata: null }));
      if (dropped) await arrived.promise;
      return {
        ...anIntake(items),
        intake: { ...anIntake([]).intake, state: 'gathering', files: items.length },
      };
    },
    'intake.read': () => ({ jobId: intakeId }),
  });
  const { place } = await showAdd();
  await expect.element(page.getByText(words('intake:drop'))).toBeVisible();
  dropped = true;
  drop(place, [aFile('a.pdf')]);
  await expect.poll(() => server.calls.map(({ path }) => path)).toContain('intake.get');
  await expect.poll(() => Sending.all.length).toBe(1);
  files.push('a.pdf');
  Sending.all[0]?.answer(200);
  await expect.element(page.getByText(/of 1 file sent/)).not.toBeInTheDocument();
  arrived.resolve();
  await expect.poll(() => server.calls.filter(({ path }) => path === 'intake.read').length).toBe(1);
});

it('says why a file is not taken, and takes one out that is on its way', async () => {
  serve({
    'job.list': () => [],
    'intake.list': () => theIntakes(),
    'intake.open': ({ intakeId: id }: { intakeId: string }) => ({ ...anIntake([]).intake, id }),
    'intake.get': () => anIntake([]),
  });
  const { place } = await showAdd();
  await expect.element(page.getByText(words('intake:drop'))).toBeVisible();
  drop(place, [aFile('a.pdf'), aFile('b.pdf')]);
  await expect.poll(() => Sending.all.length).toBe(2);
  Sending.all[0]?.answer(409, JSON.stringify({ error: { code: 'project_archived', details: {} } }));
  await expect.element(page.getByText(words('error:project_archived'))).toBeVisible();
  await userEvent.click(
    page.getByRole('button', { name: words('intake:uploads.cancel', { path: 'b.pdf' }) }),
  );
  expect(Sending.all[1]?.aborted).toBe(true);
});

it('says after a reload which files are still to be chosen, and sends only those', async () => {
  localStorage.setItem(
    `koersvast-chosen:${intakeId}`,
    JSON.stringify([
      [anItem(1).sources[0]?.fileId, 'letters/1.pdf', 20_000],
      ['00000006-0000-7000-8000-000000000077', 'letters/77.pdf', 4],
    ]),
  );
  served([anItem(1)]);
  const { place } = await showAdd({ intake: intakeId });
  const missing = page.getByRole('list', { name: words('intake:uploads.missingList') });
  await says(missing, 'letters/77.pdf');
  drop(place, [aFile('77.pdf')]);
  await expect
    .poll(() => Sending.all.map(({ url }) => url))
    .toEqual([expect.stringContaining('00000006-0000-7000-8000-000000000077?path=letters%2F77.pdf')]);
});

it('lists problems first, and chooses for one or many by key', async () => {
  const server = served([
    anItem(1),
    anItem(2, {
      state: 'failed',
      reading: null,
      metadata: null,
      problem: { code: 'file_encrypted', details: {} },
    }),
    anItem(3, { twins: [{ kind: 'same', of: 'item', id: anItem(1).id, title: 'Letter 1', likeness: 1 }] }),
  ]);
  await showAdd({ intake: intakeId });
  const rows = page.getByRole('row');
  await says(rows.nth(1), words('intake:concern.unreadable'));
  await says(rows.nth(2), 'Letter 3');
  await userEvent.keyboard('j');
  await userEvent.keyboard('j');
  await userEvent.keyboard('x');
  await expect
    .poll(() => chosenOf(server.calls))
    .toMatchObject([{ itemIds: [anItem(3).id], choice: { include: false } }]);
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => chosenOf(server.calls).at(-1)).toMatchObject({ choice: { include: true } });
  await expect
    .element(page.getByRole('button', { name: words('intake:foot.add', { count: 2, number: '2' }) }))
    .toBeEnabled();
});

it('goes through the details by key, each with its passage, and keeps what a person wrote', async () => {
  const server = served([anItem(1), anItem(2)]);
  const { router } = await showAdd({ intake: intakeId, item: anItem(1).id });
  const date = page.getByRole('textbox', { name: words('document:field.date') });
  await date.click();
  await expect.poll(() => document.querySelector('mark')?.textContent).toBe('4 February 2021');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => chosenOf(server.calls)).toMatchObject([{ metadata: { date: '2021-02-04' } }]);
  await expect.element(page.getByRole('textbox', { name: words('document:field.author') })).toHaveFocus();
  await date.fill('some day');
  await userEvent.keyboard('{Enter}');
  await expect.element(date).toHaveAttribute('aria-invalid', 'true');
  await userEvent.keyboard('{Escape}');
  await expect.element(date).toHaveValue('2021-02-04');
  // What follows is done beside the fields.
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('a');
  await expect.poll(() => router.state.location.search).toMatchObject({ item: anItem(2).id });
});

it('mends the text by key, takes each back, and does the same to files of the same layout', async () => {
  const server = served([anItem(1), anItem(2), anItem(3, { layout: 'another' })]);
  const { place } = await showAdd({ intake: intakeId, item: anItem(1).id });
  await expect.element(page.getByText('The cabinet urges Russia to talk.')).toBeVisible();
  await expect.element(page.getByText('Page 1 of 2')).toBeVisible();
  const mendsOf = () =>
    chosenOf(server.calls).map(({ choice }) =>
      (choice as { mends: readonly { kind: string }[] }).mends.at(-1),
    );
  await userEvent.keyboard('q');
  await expect.poll(mendsOf).toEqual([{ kind: 'kind', block: 1, to: 'quote', level: null }]);
  await userEvent.keyboard('{ArrowDown}d');
  await expect.poll(() => mendsOf().at(-1)).toEqual({ kind: 'keep', dropped: 1, to: 2 });
  await userEvent.keyboard('{ArrowDown}s{ArrowRight}{Enter}');
  await expect.poll(() => mendsOf().at(-1)).toEqual({ kind: 'split', block: 2, at: 9 });
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => mendsOf().at(-1)).toEqual({ kind: 'keep', dropped: 1, to: 2 });
  await userEvent.keyboard('=');
  await expect
    .poll(() => chosenOf(server.calls).at(-1))
    .toMatchObject({
      itemIds: [anItem(2).id],
      like: anItem(1).id,
      choice: { mends: [{ kind: 'kind' }, { kind: 'keep' }] },
    });
  expect(await faultsIn(place)).toEqual([]);
});

it('takes nothing back that was mended in another window, and shows it', async () => {
  const elsewhere: Mend = { kind: 'kind', block: 2, to: 'quote', level: null };
  const item = anItem(1);
  let now = item;
  const server = served([item], {
    'intake.get': () => anIntake([now]),
    'intake.choose': ({ choice, seen }: { choice: IntakeItem['choice']; seen?: { mends: Mend[] } }) => {
      if (JSON.stringify(seen?.mends) !== JSON.stringify(now.choice.mends))
        throw new Refused('intake_changed');
      now = { ...now, choice: { ...now.choice, ...choice } };
      return { items: [now], notCarried: 0 };
    },
  });
  await showAdd({ intake: intakeId, item: item.id });
  await expect.element(page.getByText('The cabinet urges Russia to talk.')).toBeVisible();
  now = { ...now, choice: { ...now.choice, mends: [elsewhere] } };
  await userEvent.keyboard('q');
  await expect.element(page.getByText(words('error:intake_changed'))).toBeVisible();
  await expect.poll(() => chosenOf(server.calls).at(-1)).toMatchObject({ seen: { mends: [] } });
  // What is done next builds on what was done there.
  await userEvent.keyboard('q');
  await expect.poll(() => now.choice.mends).toEqual([elsewhere, { ...elsewhere, block: 1 }]);
});

it('keeps what is being written when its person goes elsewhere, and asks before the page is closed', async () => {
  const server = served([anItem(1)]);
  // Those of this page: what other tests were sending asks as well.
  const listening = vi.spyOn(window, 'addEventListener');
  const { router } = await showAdd({ intake: idOf(9, 12), item: anItem(1).id });
  const date = page.getByRole('textbox', { name: words('document:field.date') });
  const asks = () =>
    listening.mock.calls.some(([type, ask]) => {
      const closing = new Event('beforeunload', { cancelable: true });
      if (type === 'beforeunload' && typeof ask === 'function') ask(closing);
      return closing.defaultPrevented;
    });
  await expect.element(date).toBeVisible();
  expect(asks()).toBe(false);
  await date.fill('3 okt 2025');
  expect(asks()).toBe(true);
  // As Back does: no field is left first.
  await router.navigate({ to: `/p/${projectId}/documents` });
  await expect.poll(() => chosenOf(server.calls)).toMatchObject([{ metadata: { date: '2025-10-03' } }]);
  router.history.back();
  await expect.element(date).toHaveValue('2025-10-03');
  await date.fill('03/10/25');
  await router.navigate({ to: `/p/${projectId}/documents` });
  router.history.back();
  await expect.element(date).toHaveValue('03/10/25');
  expect(asks()).toBe(true);
});

it('is gone through part by part: one is in the order of the keyboard, and the focus goes along', async () => {
  served([anItem(1)]);
  const { place } = await showAdd({ intake: intakeId, item: anItem(1).id });
  await says(page.getByRole('region', { name: words('intake:text') }), 'The cabinet urges');
  const parts = () => [...place.querySelectorAll<HTMLElement>('[data-mending] > ol > li')];
  const places = (of: (part: HTMLElement) => boolean) =>
    parts().flatMap((part, nth) => (of(part) ? [nth] : []));
  const current = () => places(({ ariaCurrent }) => ariaCurrent === 'true');
  const reached = () => places(({ tabIndex }) => tabIndex === 0);
  const focused = () => places((part) => part === document.activeElement);
  expect(parts().map(({ ariaPosInSet }) => ariaPosInSet)).toEqual(parts().map((_, nth) => `${nth + 1}`));
  expect(new Set(parts().map(({ ariaSetSize }) => ariaSetSize))).toEqual(new Set([`${parts().length}`]));
  // By keys alone nothing is taken the focus from.
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(current).toEqual([1]);
  expect([reached(), focused()]).toEqual([[1], []]);
  // With the focus on a part it goes along, and stays at the end.
  parts()[1]?.focus();
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(focused).toEqual([0]);
  await userEvent.keyboard('{ArrowUp}');
  expect([current(), reached(), focused()]).toEqual([[0], [0], [0]]);
  // A press is a focus.
  await userEvent.click(page.getByText('The cabinet urges Russia to talk.'));
  await expect.poll(current).not.toEqual([0]);
  expect([reached(), focused()]).toEqual([current(), current()]);
  expect(await faultsIn(place)).toEqual([]);
});

it('keeps the focus on a part that is scrolled away from, and comes back to it by key', async () => {
  const line = 'A paragraph of a long letter.';
  const blocks = Array.from({ length: 200 }, (_, nth) => {
    const start = nth * (line.length + 2);
    const kind = 'paragraph' as const;
    return {
      index: nth + 1,
      kind,
      level: null,
      paragraph: nth + 1,
      start,
      end: start + line.length,
      data: null,
    };
  });
  const text = blocks.map(() => line).join('\n\n');
  served([anItem(1)], { 'intake.text': () => ({ ...aReading, text, blocks, dropped: [], notes: [] }) });
  const { place } = await showAdd({ intake: intakeId, item: anItem(1).id });
  await says(page.getByRole('region', { name: words('intake:text') }), line);
  const part = (nth: number) => place.querySelector<HTMLElement>(`[data-mending] [aria-posinset="${nth}"]`);
  part(1)?.focus();
  part(1)?.closest('[data-mending]')?.scrollTo({ top: 5_000 });
  await expect.poll(() => part(10)).toBeNull();
  expect(document.activeElement).toBe(part(1));
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(() => document.activeElement?.ariaPosInSet).toBe('2');
});

it('greys on the page what was left out of the text, and keeps it at a press', async () => {
  let read: IntakeText = {
    ...aReading,
    dropped: aReading.dropped.map((each) => ({ ...each, box: [70, 20, 300, 32] })),
  };
  const server = served([anItem(1)], { 'intake.text': () => read });
  const others = window.fetch;
  window.fetch = (resource, init) =>
    String(resource).includes('/files/') ? ownFetch(letterUrl) : others(resource, init);
  const { place } = await showAdd({ intake: intakeId, item: anItem(1).id });
  const side = page.getByRole('radio', { name: words('intake:side.page'), exact: true });
  await expect.element(side).toBeInTheDocument();
  (side.element() as HTMLElement).click();
  const part = page.getByRole('button', { name: words('page:part') });
  await expect.element(part).toBeVisible();
  read = { ...aReading, dropped: [] };
  await userEvent.click(part);
  await expect
    .poll(() => chosenOf(server.calls))
    .toMatchObject([{ choice: { mends: [{ kind: 'keep', dropped: 1, to: 2 }] } }]);
  await expect.poll(() => part.query()).toBeNull();
  expect(await faultsIn(place)).toEqual([]);
});

it('is told what the elements of an unknown XML are, and shows at once how it is read then', async () => {
  const { sources, reading } = anItem(1);
  const item = anItem(1, {
    sources: sources.map((source) => ({ ...source, path: 'letters/1.xml', format: 'xml' })),
    reading: reading && { ...reading, format: 'xml', pages: null, dropped: 0 },
  });
  const [heading, , last] = aReading.blocks;
  const text = 'A letter.\n\nThe cabinet urges Russia to talk.';
  const mapped: IntakeText = {
    ...aReading,
    text,
    blocks:
      heading && last ? [heading, { ...last, index: 2, paragraph: 1, start: 11, end: text.length }] : [],
    dropped: [],
  };
  let now = item;
  // Read anew, as a file is of which somebody says what its elements are.
  const server = served([item], {
    'intake.get': () => anIntake([now]),
    'intake.choose': ({ choice }: { choice: Partial<IntakeItem['choice']> }) => {
      now = { ...now, state: 'waiting', reading: null, choice: { ...now.choice, ...choice } };
      return { items: [now], notCarried: 0 };
    },
    'intake.read': () => {
      now = { ...now, state: 'read', reading: item.reading };
      return { jobId: intakeId };
    },
    'intake.text': () => (now.choice.mapping === null ? aReading : mapped),
  });
  const others = window.fetch;
  window.fetch = async (resource, init) =>
    String(resource).includes('/files/')
      ? new Response(
          '<brief><titel>A letter.</titel><plaats>Hague, 4 February 2021</plaats><tekst>The cabinet urges Russia to talk.</tekst></brief>',
        )
      : others(resource, init);
  const { place } = await showAdd({ intake: intakeId, item: item.id });
  const parts = () => [...place.querySelectorAll('[data-mending] > ol > li')].map((part) => part.textContent);
  await expect.poll(parts).toContainEqual(expect.stringContaining('Hague, 4 February 2021'));
  const side = page.getByRole('radio', { name: words('intake:side.mapping'), exact: true });
  await expect.element(side).toBeInTheDocument();
  (side.element() as HTMLElement).click();
  const meaningOf = (name: string) =>
    page.getByRole('combobox', { name: words('intake:mapping.of', { name }) });
  await expect.element(meaningOf('plaats')).toHaveValue('usual');
  const asked = meaningOf('plaats').element();
  await userEvent.selectOptions(asked, 'ignored');
  await expect.poll(() => parts().length).toBe(2);
  expect(parts().join()).not.toContain('Hague');
  // Whoever fills it in stays in it while the text is read again.
  expect(meaningOf('plaats').element()).toBe(asked);
  await expect.element(meaningOf('plaats')).toHaveValue('ignored');
  await userEvent.selectOptions(meaningOf('titel').element(), 'metadata title');
  const mapping = { blocks: {}, notes: [], ignored: ['plaats'], metadata: {} };
  await expect
    .poll(() => chosenOf(server.calls).map(({ choice }) => choice))
    .toEqual([{ mapping }, { mapping: { ...mapping, metadata: { title: 'titel' } } }]);
  await expect.poll(() => server.calls.filter(({ path }) => path === 'intake.read').length).toBe(2);
  await expect.poll(() => parts().length).toBe(2);
  expect(await faultsIn(place)).toEqual([]);
});

it('changes the part that is seen, however fast the keys follow one another', async () => {
  const [running] = aReading.dropped;
  const page2 = { ...running, text: 'Page 2 of 2', at: 35, page: 2, why: 'running' as const };
  const left: IntakeText = { ...aReading, dropped: [...aReading.dropped, page2] };
  // The first is kept: what stood behind it in the list is the first now.
  const kept: IntakeText = {
    ...aReading,
    text: `A letter.\n\nPage 1 of 2\n\n${aReading.text.slice(11)}`,
    blocks: [
      { index: 1, kind: 'heading', level: 1, paragraph: null, start: 0, end: 9, data: null },
      { index: 2, kind: 'paragraph', level: null, paragraph: 1, start: 11, end: 22, data: null },
      ...aReading.blocks.slice(1).map((block) => ({
        ...block,
        index: block.index + 1,
        start: block.start + 13,
        end: block.end + 13,
      })),
    ],
    dropped: [{ ...page2, at: 48 }],
  };
  let mends = 0;
  const server = served([anItem(1), anItem(2)], { 'intake.text': () => (mends === 0 ? left : kept) });
  const { place } = await showAdd({ intake: intakeId, item: anItem(1).id });
  await says(page.getByRole('region', { name: words('intake:text') }), 'Page 2 of 2');
  const mendsOf = () =>
    chosenOf(server.calls).map(({ choice }) => (choice as { mends: readonly object[] }).mends.at(-1));
  await userEvent.keyboard('{ArrowDown}');
  mends = 1;
  await userEvent.keyboard('dd{Control>}z{/Control}q=');
  await expect.poll(mendsOf).toEqual([
    { kind: 'keep', dropped: 1, to: 2 },
    { kind: 'drop', block: 2 },
    { kind: 'keep', dropped: 1, to: 2 },
    { kind: 'kind', block: 2, to: 'quote', level: null },
    { kind: 'kind', block: 2, to: 'quote', level: null },
  ]);
  expect(chosenOf(server.calls).map(({ itemIds }) => itemIds)).toEqual([
    ...Array.from({ length: 4 }, () => [anItem(1).id]),
    [anItem(2).id],
  ]);
  expect(await faultsIn(place)).toEqual([]);
});

it('goes to another file after what still waits for this one', async () => {
  const text = Promise.withResolvers<IntakeText>();
  let mended = false;
  const server = served([anItem(1), anItem(2)], {
    'intake.text': () => (mended ? text.promise : aReading),
  });
  const { router } = await showAdd({ intake: intakeId, item: anItem(1).id });
  await says(page.getByRole('region', { name: words('intake:text') }), 'The cabinet urges');
  mended = true;
  await userEvent.keyboard('q{ArrowDown}{ArrowDown}qj');
  await expect.poll(() => chosenOf(server.calls).length).toBe(1);
  expect(router.state.location.search).toMatchObject({ item: anItem(1).id });
  text.resolve(aReading);
  await expect.poll(() => router.state.location.search).toMatchObject({ item: anItem(2).id });
  expect(chosenOf(server.calls)).toMatchObject([
    { itemIds: [anItem(1).id], choice: { mends: [{ kind: 'kind', block: 1 }] } },
    {
      itemIds: [anItem(1).id],
      choice: {
        mends: [
          { kind: 'kind', block: 1 },
          { kind: 'kind', block: 2 },
        ],
      },
    },
  ]);
});

it('asks for no text of what is read again until it has been read', async () => {
  const again = anItem(1, { state: 'waiting' });
  const server = served([anItem(1)], {
    'intake.choose': () => ({ items: [again], notCarried: 0 }),
    'intake.read': () => ({ jobId: intakeId }),
  });
  await showAdd({ intake: intakeId, item: anItem(1).id });
  await says(page.getByRole('region', { name: words('intake:text') }), 'The cabinet urges');
  const asked = () => server.calls.filter(({ path }) => path === 'intake.text').length;
  const before = asked();
  server.answer({
    'intake.text': () => {
      throw new Refused('not_found');
    },
    'intake.get': () => anIntake([again], { state: 'reading' }),
  });
  await userEvent.keyboard('q');
  await expect.poll(() => server.calls.filter(({ path }) => path === 'intake.read').length).toBe(1);
  await expect.poll(() => server.calls.filter(({ path }) => path === 'intake.get').length).toBeGreaterThan(1);
  expect(asked()).toBe(before);
  await expect.element(page.getByText('The cabinet urges', { exact: false })).toBeVisible();
});

it('says that no answer comes while files are read, and goes on by itself', async () => {
  const jobId = idOf(8, 1);
  const intake = anIntake([anItem(1, { state: 'waiting', reading: null, metadata: null })], {
    state: 'reading',
    jobId,
  });
  const job: Job = {
    ...{ id: jobId, projectId, kind: 'intake.read', mine: true, by: 'Ada', state: 'running', step: null },
    ...{ done: 0, total: 9, problems: [], cancelling: false, mayCancel: true },
    ...{ createdAt: intake.intake.createdAt, startedAt: intake.intake.createdAt, endedAt: null },
  };
  const away = () => {
    throw new Unreachable();
  };
  const server = serve({
    'job.list': () => [job],
    'intake.list': () => theIntakes(intake),
    'intake.get': () => intake,
  });
  const { place } = await showAdd({ intake: intakeId });
  await expect.element(page.getByRole('progressbar').first()).toBeVisible();
  expect(place.textContent).not.toContain(words('intake:job.away'));
  server.answer({ 'intake.get': away });
  void queryClient.refetchQueries(trpc.intake.get.queryFilter());
  await expect.element(page.getByText(words('intake:job.away'))).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
  server.answer({ 'intake.get': () => intake });
  await expect.poll(() => place.textContent).not.toContain(words('intake:job.away'));
});

it.each(['light', 'dark'] as const)('can be read, and is named, in the %s theme', async (colours) => {
  served([anItem(1), anItem(2, { choice: { ...anItem(2).choice, include: false } })]);
  const { place } = await showAdd({ intake: intakeId }, colours);
  await expect.element(page.getByRole('table')).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
});

it('tells which rows of a list came to nothing, and that nothing is in of adding that failed', async () => {
  const jobId = idOf(8, 1);
  const intake = anIntake([anItem(1)], { jobId });
  const rows = [{ line: 3, name: 'A lost letter', why: 'none' as const }];
  const list = { path: 'list.csv', lists: 2, unmatched: { count: 1, rows } };
  const files = intake.files.map((file) => ({ ...file, ...list }));
  const failed: Job = {
    ...{ id: jobId, projectId, kind: 'intake.add', mine: true, by: 'Ada', state: 'failed', step: null },
    ...{ done: 0, total: 0, problems: [], cancelling: false, mayCancel: false },
    ...{ createdAt: intake.intake.createdAt, startedAt: null, endedAt: null },
  };
  serve({
    'job.list': () => [failed],
    'intake.list': () => theIntakes(intake),
    'intake.get': () => ({ ...intake, files }),
  });
  const { place } = await showAdd({ intake: intakeId });
  await says(page.getByRole('alert'), words('intake:job.add.failed'));
  await userEvent.click(page.getByText(words('intake:unmatched', { count: 1, number: '1' })));
  await expect.poll(() => place.textContent).toContain('A lost letter');
  expect(await faultsIn(place)).toEqual([]);
});

it('tells what came of it, with what was left and why, and takes all of it out again', async () => {
  const added = anItem(1, { state: 'added' });
  const twin = {
    kind: 'same',
    of: 'item',
    id: added.id,
    title: 'Letter',
    file: '1.pdf',
    likeness: 1,
  } as const;
  const left = anItem(2, { twins: [twin], choice: { ...anItem(2).choice, include: false } });
  const failed = anItem(3, { state: 'failed', problem: { code: 'file_damaged', details: {} } });
  const made = anIntake([added, left, failed], { state: 'added', added: 1, operationId: intakeId });
  const [file] = made.files;
  if (file === undefined) throw new Error('no file');
  const problem = { code: 'file_not_supported' as const, details: {} };
  const shut = { ...file, id: idOf(6, 8), path: 'letters.rar', problem };
  const unkept = { ...file, id: idOf(6, 9), path: 'a.zip/b.txt', size: 0, problem };
  const intake = { ...made, files: [...made.files, shut, unkept] };
  const server = serve({
    'job.list': () => [],
    'intake.list': () => theIntakes(intake),
    'intake.get': () => intake,
    'operation.undo': () => ({ opId: intakeId, changes: [] }),
  });
  const { place } = await showAdd({ intake: intakeId });
  const report = page.getByRole('region', { name: words('intake:report'), exact: true });
  await says(report, words('intake:report.added', { count: 1, number: '1' }));
  await says(report, words('error:file_damaged'));
  // What cannot be read is not lost: it lies there as long as the report does, and is fetched by its name.
  await says(report, words('intake:report.failedKept'));
  const lost = report.getByRole('link', { name: 'Letter 3', exact: true });
  await expect
    .element(lost)
    .toHaveAttribute('href', `/api/projects/${projectId}/intakes/${intakeId}/files/${idOf(6, 3)}`);
  await expect.element(lost).toHaveAttribute('download');
  // Nor is what no letter is made of: it is fetched too, or said to be gone.
  const rar = report.getByRole('link', { name: 'letters.rar', exact: true });
  await expect
    .element(rar)
    .toHaveAttribute('href', `/api/projects/${projectId}/intakes/${intakeId}/files/${shut.id}`);
  await says(report, words('intake:report.shutKept'));
  await says(report.getByRole('listitem').filter({ hasText: 'a.zip/b.txt' }), words('intake:report.notKept'));
  expect(report.getByRole('link', { name: 'a.zip/b.txt' }).elements()).toEqual([]);
  await says(report, '(1.pdf)');
  await says(report.getByRole('link', { name: words('intake:quoted', { words: 'Letter' }) }), 'Letter');
  expect(await faultsIn(place)).toEqual([]);
  await userEvent.click(page.getByRole('button', { name: words('intake:report.undo') }));
  await expect
    .poll(() => server.calls.find(({ path }) => path === 'operation.undo')?.input)
    .toMatchObject({ target: intakeId });
  // What is in is no longer called what will be, and what was taken out again says so.
  const gone = [{ ...added, removed: true }, left, failed];
  server.answer({
    'intake.get': () => anIntake(gone, { state: 'added', added: 1, removed: 1, operationId: intakeId }),
  });
  await queryClient.refetchQueries(trpc.intake.get.queryFilter());
  const all = page.getByRole('table', { name: words('intake:items.added') });
  await says(all, words('intake:added.removed'));
  expect(page.getByRole('table', { name: words('intake:items') }).query()).toBeNull();
  // The undo key takes back no choice that is past, and undoes nothing twice.
  const sent = server.calls.length;
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(server.calls.slice(sent)).toEqual([]);
});
