import type { AnnotationsOfDocument, Change, UndoStack } from '@koersvast/contracts';
import { stackAfter } from '@koersvast/core';
import { takeUp } from '../command.ts';
import { client, queryClient, trpc } from '../trpc.ts';
import { applyChangesToDocument } from './document-changes.ts';
import { createJournal } from './journal.ts';

interface DocumentPlace {
  readonly projectId: string;
  readonly documentId: string;
}

const journal = createJournal();

function annotationsKey(place: DocumentPlace) {
  return trpc.annotation.list.queryKey(place);
}

/**
 * What stands in a document. Live news keeps it true, so that it does not grow stale by itself; what arrives
 * while it is read is laid over the answer.
 */
export function annotationsQuery(place: DocumentPlace) {
  return {
    queryKey: annotationsKey(place),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<AnnotationsOfDocument> => {
      const { answer, changes } = await journal.during(() => client.annotation.list.query(place, { signal }));
      return applyChangesToDocument(answer, place.documentId, changes);
    },
  };
}

function documentsOf(changes: readonly Change[]): string[] {
  const ids = changes.map(({ noun, after }) =>
    noun === 'annotation' || noun === 'layer' || noun === 'assignment' ? after?.documentId : undefined,
  );
  return [...new Set(ids)].filter((id) => id !== undefined);
}

/** Puts changes, from wherever they come, into everything that this page has read. */
export function takeUpChanges(projectId: string, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  journal.note(changes);
  for (const documentId of documentsOf(changes)) {
    queryClient.setQueryData(annotationsKey({ projectId, documentId }), (data) =>
      data === undefined ? undefined : applyChangesToDocument(data, documentId, changes),
    );
  }
  void queryClient.invalidateQueries({ queryKey: trpc.operation.history.pathKey() });
  if (changes.some(({ noun }) => noun !== 'annotation' && noun !== 'layer')) takeUp(projectId, { changes });
}

/** Everything of a project is read again: too much was missed, or what may be seen has changed. */
export function readProjectAgain(projectId: string): void {
  for (const queryKey of [
    trpc.project.get.queryKey({ projectId }),
    trpc.annotation.list.pathKey(),
    trpc.document.list.pathKey(),
    trpc.tag.usage.pathKey(),
    trpc.operation.undoStack.pathKey(),
  ])
    void queryClient.invalidateQueries({ queryKey });
}

/** Puts an operation of one's own on the stack of what can be undone in its document. */
export function takeUpOperation(
  place: DocumentPlace & { readonly roundId: string },
  operation: UndoStack['undo'][number],
  undoes: string | null,
): void {
  const queryKey = trpc.operation.undoStack.queryKey(place);
  const reading = queryClient.getQueryState(queryKey)?.fetchStatus === 'fetching';
  queryClient.setQueryData(queryKey, (stack) => {
    if (stack === undefined) return undefined;
    const { undo, redo } = stackAfter(stack, operation, undoes);
    return { undo: [...undo], redo: [...redo] };
  });
  // The answer that is under way may have been made before this operation.
  if (reading) void queryClient.invalidateQueries({ queryKey });
}
