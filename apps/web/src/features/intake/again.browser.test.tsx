import type { DocumentRow, RenditionPreview } from '@koersvast/contracts';
import { unknownMetadata } from '@koersvast/contracts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { saidStore } from '../../lib/said.ts';
import { theme } from '../../lib/theme.ts';
import { anIntake, anItem, intakeId, theIntakes } from '../../testing/intake.ts';
import { type Answers, Refused, serve } from '../../testing/server.ts';
import { faultsIn, words } from '../../testing/show.tsx';
import { aProject, documentId, els, idOf, jan, pressure, projectId, trade } from '../../testing/study.ts';
import { AgainScreen } from './again-screen.tsx';

const row: DocumentRow = {
  ...unknownMetadata,
  id: documentId,
  title: 'Letter',
  language: 'en',
  textSha256: 'sha',
  lengthUtf16: 50,
  lengthCp: 50,
  originalName: 'letter.pdf',
  encoding: 'pdf',
  notices: [],
  reader: 'pdf 1',
  segmenter: '2',
  pages: 1,
  stated: null,
  renditionOfId: null,
  rendition: 1,
  replacedById: null,
  version: 1,
  createdById: els.id,
  createdAt: '2026-11-02T10:00:00.000Z',
  removedAt: null,
};

const roundId = idOf(5, 1);
const coded = (nth: number, who = els, tag = pressure) => ({
  annotationId: idOf(7, nth),
  layerId: idOf(6, nth),
  roundId,
  memberId: who.id,
  tagId: tag.id,
});
const preview: RenditionPreview = {
  key: 'a'.repeat(64),
  same: false,
  reading: anItem(1).reading as NonNullable<ReturnType<typeof anItem>['reading']>,
  file: 'letter.pdf',
  moved: 12,
  changed: 1,
  lost: 1,
  readings: { moved: 2, lost: 1 },
  layers: [
    { layerId: idOf(6, 1), roundId, memberId: els.id, moved: 8, changed: 0, lost: 1 },
    { layerId: idOf(6, 2), roundId, memberId: jan.id, moved: 4, changed: 1, lost: 0 },
  ],
  staying: { firstPasses: 2, finals: 0 },
  changedPassages: [
    {
      ...coded(2, jan, trade),
      before: { start: 0, end: 27, quote: 'sanctions remain in force' },
      after: { start: 0, end: 35, quote: 'sanctions fully remain in force' },
    },
  ],
  lostPassages: [{ ...coded(1), before: { start: 40, end: 60, quote: 'a sentence that is gone' } }],
};

let roots: Root[] = [];
let unlisten: () => void = () => undefined;
beforeEach(() => {
  unlisten = listenToKeys();
});
afterEach(() => {
  unlisten();
  for (const root of roots) root.unmount();
  roots = [];
  document.body.replaceChildren();
  queryClient.clear();
});

async function show(search: Record<string, string> = {}, colours: 'light' | 'dark' = 'light') {
  queryClient.setQueryData(trpc.project.get.queryKey({ projectId }), aProject('owner'));
  const root = createRootRoute({ component: Outlet });
  const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Outlet });
  const project = createRoute({ getParentRoute: () => inside, path: '/p/$projectId', component: Outlet });
  const again = createRoute({
    getParentRoute: () => project,
    path: '/documents/$documentId/again',
    component: AgainScreen,
  });
  const elsewhere = createRoute({ getParentRoute: () => project, path: '$', component: () => 'elsewhere' });
  const router = createRouter({
    routeTree: root.addChildren([inside.addChildren([project.addChildren([again, elsewhere])])]),
    history: createMemoryHistory({
      initialEntries: [
        `/p/${projectId}/elsewhere`,
        `/p/${projectId}/documents/${documentId}/again?${new URLSearchParams(search)}`,
      ],
    }),
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

function served(more: Answers = {}) {
  return serve({
    'document.get': () => row,
    'job.list': () => [],
    'intake.list': () => theIntakes(),
    'intake.get': () => anIntake([anItem(1)]),
    'rendition.preview': () => preview,
    ...more,
  });
}
const says = (place: { element(): Element }, text: string) =>
  expect.poll(() => place.element().textContent).toContain(text);
const inputsOf = (calls: readonly { readonly path: string; readonly input: unknown }[], wanted: string) =>
  calls.filter(({ path }) => path === wanted).map(({ input }) => input);

it('reads the same file again, once however often it is pressed', async () => {
  const begun = Promise.withResolvers<void>();
  const server = served({
    'rendition.begin': async ({ intakeId: id }: { intakeId: string }) => {
      await begun.promise;
      return { intakeId: id, jobId: null };
    },
  });
  const { place, router } = await show();
  const press = page.getByRole('button', { name: words('rendition:choice.original.do') });
  await expect.element(press).toBeVisible();
  await expect.poll(() => place.textContent).toContain('letter.pdf');
  expect(await faultsIn(place)).toEqual([]);
  (press.element() as HTMLElement).click();
  (press.element() as HTMLElement).click();
  await expect
    .poll(() => inputsOf(server.calls, 'rendition.begin'))
    .toMatchObject([{ projectId, documentId, from: 'original' }]);
  begun.resolve();
  await expect.poll(() => router.state.location.search).toHaveProperty('intake');
  expect(inputsOf(server.calls, 'rendition.begin')).toHaveLength(1);
});

it.each(['light', 'dark'] as const)(
  'says what would change, problems first, in the %s theme',
  async (colours) => {
    served();
    const { place } = await show({ intake: intakeId }, colours);
    const report = page.getByRole('region', { name: words('rendition:report'), exact: true });
    await says(report.getByRole('status'), '12 annotations move as they are');
    const lists = report.getByRole('list');
    await says(lists.first(), 'a sentence that is gone');
    expect(place.querySelector('ins')?.textContent).toBe(' fully');
    expect(place.querySelector('del')).toBeNull();
    await says(report.getByRole('row', { name: /Jan/ }), 'Jan410');
    expect(place.textContent).toContain(words('rendition:report.firstPasses', { count: 2, number: '2' }));
    expect(await faultsIn(place)).toEqual([]);
  },
);

it('tells which changes of before are made again, and which are not', async () => {
  const left = [{ kind: 'drop', words: 'Page 1', why: 'nothing_like_it' } as const];
  served({ 'intake.get': () => anIntake([anItem(1, { carried: { mends: 3, left } })]) });
  const { place } = await show({ intake: intakeId });
  const told = page.getByRole('region', { name: words('rendition:mends'), exact: true });
  await says(told, words('rendition:mends.made', { count: 2, number: '2' }));
  await says(told.getByRole('listitem'), 'Left out ‘Page 1’: this is not in the new text');
  expect(await faultsIn(place)).toEqual([]);
});

it('does what was seen, and is led to the new text, where it can be undone', async () => {
  const server = served({
    'rendition.confirm': ({ opId }: { opId: string }) => ({ opId, changes: [] }),
  });
  const { router } = await show({ intake: intakeId });
  const confirm = page.getByRole('button', { name: words('rendition:report.confirm') });
  await expect.element(confirm).toBeEnabled();
  await userEvent.dblClick(confirm);
  await expect
    .poll(() => inputsOf(server.calls, 'rendition.confirm'))
    .toMatchObject([{ documentId, intakeId, key: preview.key }]);
  const [{ id }] = inputsOf(server.calls, 'rendition.confirm') as [{ id: string }];
  await expect.poll(() => router.state.location.pathname).toBe(`/p/${projectId}/documents/${id}`);
  expect(inputsOf(server.calls, 'rendition.confirm')).toHaveLength(1);
  expect(saidStore.get()?.action?.label).toBe(words('common:action.undo'));
});

it('takes nobody back who has gone by Back, while what was pressed is done; and Forward shows the same reading', async () => {
  const confirmed = Promise.withResolvers<void>();
  const server = served({
    'rendition.confirm': async ({ opId }: { opId: string }) => {
      await confirmed.promise;
      return { opId, changes: [] };
    },
  });
  saidStore.set(null);
  const { router } = await show({ intake: intakeId });
  const confirm = page.getByRole('button', { name: words('rendition:report.confirm') });
  await expect.element(confirm).toBeEnabled();
  const elsewhere = `/p/${projectId}/elsewhere`;
  router.history.back();
  await expect.poll(() => router.state.location.pathname).toBe(elsewhere);
  router.history.forward();
  await expect.poll(() => router.state.location.search).toMatchObject({ intake: intakeId });
  await userEvent.click(confirm);
  await expect.poll(() => inputsOf(server.calls, 'rendition.confirm')).toHaveLength(1);
  router.history.back();
  await expect.poll(() => router.state.location.pathname).toBe(elsewhere);
  confirmed.resolve();
  await expect.poll(() => saidStore.get()?.action?.label).toBe(words('common:action.undo'));
  expect(router.state.location.pathname).toBe(elsewhere);
});

it('reckons anew where somebody coded meanwhile, and does nothing', async () => {
  let lost = 1;
  const server = served({
    'rendition.preview': () => ({ ...preview, lost, key: `${lost}`.repeat(64) }),
    'rendition.confirm': () => {
      lost = 2;
      throw new Refused('rendition_outdated');
    },
  });
  const { place } = await show({ intake: intakeId });
  const confirm = page.getByRole('button', { name: words('rendition:report.confirm') });
  await expect.element(confirm).toBeEnabled();
  await userEvent.click(confirm);
  await expect.poll(() => place.textContent).toContain(words('rendition:report.outdated'));
  await expect
    .poll(() => place.textContent)
    .toContain(words('rendition:report.lost', { count: 2, number: '2' }));
  expect(inputsOf(server.calls, 'rendition.confirm')).toHaveLength(1);
});

it('offers nothing to be used where the text is the same, and another file where it cannot be read', async () => {
  const server = served({
    'rendition.preview': () => ({ ...preview, same: true, moved: 0, changed: 0, lost: 0 }),
  });
  await show({ intake: intakeId });
  await expect.element(page.getByText(words('rendition:report.same'))).toBeVisible();
  expect(page.getByRole('button', { name: words('rendition:report.confirm') }).query()).toBeNull();
  const problem = { code: 'file_encrypted', details: {} } as const;
  server.answer({ 'intake.get': () => anIntake([anItem(1, { state: 'failed', reading: null, problem })]) });
  void queryClient.refetchQueries(trpc.intake.get.queryFilter());
  await says(page.getByRole('alert'), words('rendition:failed'));
  await expect.element(page.getByRole('button', { name: words('rendition:choice.another') })).toBeVisible();
});
