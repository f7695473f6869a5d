import type { AnnotationsOfDocument, Change, UndoStack } from '@koersvast/contracts';
import { stackAfter } from '@koersvast/core';
import { readWorkAgain, takeUp } from '../command.ts';
import { client, queryClient, trpc } from '../trpc.ts';
import { applyChangesToDocument, lacksQuote } from './document-changes.ts';
import { createJournal } from './journal.ts';

interface DocumentPlace {
  readonly projectId: string;
  readonly documentId: string;
}

const journal = createJournal();
/** How often the feed of each project was opened in this tab: what was read before knows nothing of it. */
const openings = new Map<string, number>();

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
      const opened = openings.get(place.projectId);
      const { answer, changes } = await journal.during(() => client.annotation.list.query(place, { signal }));
      // The feed begins after this was read, perhaps: what lies between is asked for.
      if (opened !== openings.get(place.projectId)) void catchUpFrom(place.projectId, answer.cursor);
      return applyChangesToDocument(answer, place.documentId, changes);
    },
  };
}

/** Asks once for what happened since something was read; what gets no answer is read again instead. */
async function catchUpFrom(projectId: string, cursor: string): Promise<void> {
  const event = await client.live.catchUp.query({ projectId, cursor }).catch(() => null);
  if (event?.kind === 'changes') takeUpChanges(projectId, event.changes, event.reread);
  else readProjectAgain(projectId);
}

/**
 * To be called when the feed of a project is opened, from a place that has nothing to do with when each document
 * was read: those that are here already are brought up to it.
 */
export function feedOpened(projectId: string): void {
  openings.set(projectId, (openings.get(projectId) ?? 0) + 1);
  const read = queryClient.getQueriesData<AnnotationsOfDocument>({
    queryKey: trpc.annotation.list.pathKey(),
    predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(projectId),
  });
  const cursors = new Set(read.flatMap(([, data]) => (data === undefined ? [] : [data.cursor])));
  for (const cursor of cursors) void catchUpFrom(projectId, cursor);
}

function documentsOf(changes: readonly Change[]): string[] {
  const ids = changes.map(({ after }) =>
    after !== null && 'documentId' in after ? after.documentId : undefined,
  );
  return [...new Set(ids)].filter((id) => id != null);
}

/**
 * Puts changes, from wherever they come, into everything that this page has read. In documents that are to be read
 * again more was changed than is told one by one.
 */
export function takeUpChanges(
  projectId: string,
  changes: readonly Change[],
  reread: readonly string[] = [],
): void {
  for (const documentId of reread)
    void queryClient.invalidateQueries({ queryKey: annotationsKey({ projectId, documentId }) });
  if (reread.length > 0) {
    void queryClient.invalidateQueries({ queryKey: trpc.document.list.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.adjudication.overview.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.review.awaiting.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.operation.history.pathKey() });
  }
  if (changes.length === 0) return;
  journal.note(changes);
  for (const documentId of documentsOf(changes)) {
    const queryKey = annotationsKey({ projectId, documentId });
    const next = queryClient.setQueryData(queryKey, (data) =>
      data === undefined ? undefined : applyChangesToDocument(data, documentId, changes),
    );
    if (next && lacksQuote(next)) void queryClient.invalidateQueries({ queryKey });
  }
  void queryClient.invalidateQueries({ queryKey: trpc.operation.history.pathKey() });
  if (changes.some(({ noun }) => noun !== 'annotation' && noun !== 'layer')) takeUp(projectId, { changes });
}

/** Everything of a project is read again: too much was missed, or what may be seen has changed. */
export function readProjectAgain(projectId: string): void {
  readWorkAgain();
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
