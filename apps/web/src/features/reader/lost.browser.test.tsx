import type { LostAnnotation } from '@koersvast/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { saidStore } from '../../lib/said.ts';
import { serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { anAnnotation, aProject, documentId, els, idOf, jan, projectId } from '../../testing/study.ts';
import { LostStrip } from './lost-strip.tsx';
import { createReaderSession, ReaderSessionProvider } from './reader-session.ts';
import type { Coding } from './use-coding.ts';

const currentId = idOf(2, 2);
const lost = (nth: number, more: Partial<LostAnnotation> = {}): LostAnnotation => ({
  annotation: anAnnotation(nth, els, { quote: `gone ${nth}`, version: nth }),
  roundId: idOf(5, 1),
  memberId: els.id,
  rendition: 1,
  currentId,
  title: 'Letter',
  mayPlace: true,
  ...more,
});
const coding = { quoteOf: ({ start, end }) => `words ${start}-${end}` } as Partial<Coding> as Coding;

let unlisten: () => void = () => undefined;
beforeEach(() => {
  unlisten = listenToKeys();
});
afterEach(() => unlisten());

async function open(waiting: readonly LostAnnotation[]) {
  const session = createReaderSession();
  const onClose = vi.fn();
  const server = serve({
    'rendition.place': ({ opId }: { opId: string }) => ({ opId, changes: [] }),
    'rendition.leave': ({ opId }: { opId: string }) => ({ opId, changes: [] }),
  });
  const strip = (left: readonly LostAnnotation[]) => (
    <ReaderSessionProvider value={session}>
      <LostStrip project={aProject()} waiting={left} coding={coding} onClose={onClose} />
    </ReaderSessionProvider>
  );
  const shown = await show(strip(waiting), { project: aProject() });
  const sent = (path: string) => server.calls.filter((call) => call.path === path).map(({ input }) => input);
  const select = (start: number, end: number) =>
    session.selection.set({ span: { start, end }, modality: 'keyboard' } as never);
  return {
    ...shown,
    session,
    sent,
    select,
    onClose,
    left: (some: readonly LostAnnotation[]) => shown.again(strip(some)),
  };
}

it('places what waits on the selected words by key, and goes on with the next', async () => {
  const { sent, select, left } = await open([lost(1), lost(2)]);
  await expect.element(page.getByText('gone 1')).toBeVisible();
  const button = page.getByRole('button', { name: words('rendition:lost.place') });
  await expect.element(button).toBeDisabled();
  // Without words there is nothing to place it on.
  await userEvent.keyboard('{Alt>}{Enter}{/Alt}');
  expect(saidStore.get()?.text).toBe(words('rendition:lost.select'));
  select(4, 11);
  await expect.element(button).toBeEnabled();
  expect(await faultsIn(document.body)).toEqual([]);
  await userEvent.keyboard('{Alt>}{Enter}{Enter}{/Alt}');
  const { annotation } = lost(1);
  await expect
    .poll(() => sent('rendition.place'))
    .toMatchObject([
      {
        projectId,
        documentId,
        layerId: annotation.layerId,
        annotationId: annotation.id,
        version: 1,
        start: 4,
        end: 11,
        quote: 'words 4-11',
      },
    ]);
  expect(sent('rendition.place')).toHaveLength(1);
  left([lost(2)]);
  await expect.element(page.getByText('gone 2')).toBeVisible();
});

it('goes through them, leaves one out, and lets nobody place what is another coder’s', async () => {
  const { sent, onClose } = await open([lost(1), lost(2, { memberId: jan.id, mayPlace: false })]);
  await expect.element(page.getByText('gone 1')).toBeVisible();
  await userEvent.keyboard('{Alt>}{PageDown}{/Alt}');
  await expect.element(page.getByText('gone 2')).toBeVisible();
  await expect.element(page.getByText(words('rendition:lost.notYours'))).toBeVisible();
  await userEvent.keyboard('{Alt>}{Delete}{/Alt}');
  expect(sent('rendition.leave')).toEqual([]);
  await userEvent.keyboard('{Alt>}{PageUp}{/Alt}');
  await expect.element(page.getByText('gone 1')).toBeVisible();
  await userEvent.keyboard('{Alt>}{Delete}{/Alt}');
  await expect
    .poll(() => sent('rendition.leave'))
    .toMatchObject([{ annotationId: lost(1).annotation.id, version: 1 }]);
  await userEvent.click(page.getByRole('button', { name: words('rendition:lost.close') }));
  expect(onClose).toHaveBeenCalledOnce();
});
