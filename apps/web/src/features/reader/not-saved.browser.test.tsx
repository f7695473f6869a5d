import type { PendingOperation } from '@koersvast/core/pending';
import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clearOutbox, startOutbox } from '../../data/outbox/person-outbox.ts';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { anAnnotation, aProject, documentId, els, idOf, projectId } from '../../testing/study.ts';
import { NotSaved } from './not-saved.tsx';

afterEach(() => clearOutbox());

const own = anAnnotation(1);
const operation: PendingOperation = {
  opId: idOf(0, 1),
  place: { projectId, documentId, roundId: idOf(5, 1) },
  madeAt: '2026-11-02T10:00:00.000Z',
  action: {
    kind: 'create',
    annotationId: own.id,
    content: {
      tagId: own.tagId,
      start: own.start,
      end: own.end,
      quote: own.quote,
      memo: null,
      certainty: null,
    },
  },
};

it('leads from what was done in a text that was replaced to the newest one, and keeps it', async () => {
  const newest = idOf(2, 9);
  const server = serve({
    'annotation.create': () => {
      throw new Refused('document_replaced', { id: newest });
    },
  });
  const outbox = await startOutbox(els.id);
  const onClose = vi.fn();
  const shown = await show(
    <NotSaved project={aProject()} personId={els.id} shown={new Map()} opened onClose={onClose} />,
    { project: aProject() },
  );
  await outbox.add(operation, {});
  const dialog = page.getByRole('dialog', { name: words('reader:parked.title') });
  await expect.element(dialog.getByText(words('error:document_replaced'))).toBeVisible();
  await expect.element(dialog.getByText(`“${own.quote}”`, { exact: false })).toBeVisible();
  // The same text would refuse it again.
  await expect
    .element(dialog.getByRole('button', { name: words('reader:parked.retry') }))
    .not.toBeInTheDocument();
  await expect.element(dialog.getByRole('button', { name: words('reader:parked.copy') })).toBeVisible();
  expect(await faultsIn(document.body)).toEqual([]);
  await userEvent.click(dialog.getByRole('link', { name: words('reader:parked.newest') }));
  await expect.poll(shown.address).toContain(`/documents/${newest}`);
  expect(onClose).toHaveBeenCalledOnce();
  expect(outbox.state().queue.entries).toHaveLength(1);
  expect(server.calls.filter(({ path }) => path === 'annotation.create')).toHaveLength(1);
});
