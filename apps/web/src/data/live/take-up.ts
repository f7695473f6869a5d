import {
  type AnnotationsOfDocument,
  type Change,
  type UndoStack,
  unpackAnnotations,
} from '@koersvast/contracts';
import { stackAfter } from '@koersvast/core/pending';
import { changed, readProjectAgain, spread } from '../news.ts';
import { client, queryClient, trpc } from '../trpc.ts';
import { applyChangesToDocument } from './document-changes.ts';
import { createJournal } from './journal.ts';

interface DocumentPlace {
  readonly projectId: string;
  readonly documentId: string;
}

const journal = createJournal<Change>();
const operations = createJournal<TakenUp>();
/** How often the feed of each project was opened in this tab: what was read before knows nothing of it. */
const openings = new Map<string, number>();

/**
 * What stands in a document. Live news keeps it true, so that it does not grow stale by itself; what arrives
 * while it is read is laid over the answer.
 */
export function annotationsQuery(place: DocumentPlace) {
  return {
    queryKey: trpc.annotation.list.queryKey(place),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<AnnotationsOfDocument> => {
      const opened = openings.get(place.projectId);
      const { answer, noted } = await journal.during(async () =>
        unpackAnnotations(await client.annotation.list.query({ ...place, packed: true }, { signal })),
      );
      // The feed begins after this was read, perhaps: what lies between is asked for.
      if (opened !== openings.get(place.projectId)) void catchUpFrom(place.projectId, answer.cursor);
      return applyChangesToDocument(answer, place.documentId, noted);
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

/** Puts changes, from wherever they come, into everything that this page has read, and into what it is reading. */
export function takeUpChanges(
  projectId: string,
  changes: readonly Change[],
  reread: readonly string[] = [],
  isOwn = false,
): void {
  journal.note(changes);
  spread(projectId, changes, reread, isOwn);
}

/** The same of what was done on this page: it does not wait until what takes long to read has rested. */
export function takeUpOwn(projectId: string, changes: readonly Change[], reread?: readonly string[]): void {
  takeUpChanges(projectId, changes, reread, true);
}

interface StackPlace {
  readonly projectId: string;
  readonly documentId: string | null;
  readonly roundId: string | null;
}

/** An operation of one's own that the server has carried out. */
interface TakenUp {
  readonly place: StackPlace;
  readonly operation: UndoStack['undo'][number];
  readonly undoes: string | null;
}

function withOperation(stack: UndoStack, { operation, undoes }: TakenUp): UndoStack {
  const { undo, redo } = stackAfter(stack, operation, undoes);
  return { undo: [...undo], redo: [...redo] };
}

/**
 * What can be undone and redone in a place. What was carried out while it is read is laid over the answer: else undo
 * would reach for a moment for what lies below it, and be refused.
 */
export function undoStackQuery(place: StackPlace) {
  return {
    queryKey: trpc.operation.undoStack.queryKey(place),
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<UndoStack> => {
      const { answer, noted } = await operations.during(() =>
        client.operation.undoStack.query(place, { signal }),
      );
      return noted
        .filter(
          ({ place: { projectId, documentId, roundId } }) =>
            projectId === place.projectId && documentId === place.documentId && roundId === place.roundId,
        )
        .reduce(withOperation, answer);
    },
  };
}

/** Puts an operation of one's own on the stack of what can be undone in its document. */
export function takeUpOperation(
  place: DocumentPlace & { readonly roundId: string },
  operation: UndoStack['undo'][number],
  undoes: string | null,
): void {
  const queryKey = trpc.operation.undoStack.queryKey(place);
  const reading = queryClient.getQueryState(queryKey)?.fetchStatus === 'fetching';
  const taken: TakenUp = { place, operation, undoes };
  operations.note([taken]);
  queryClient.setQueryData(queryKey, (stack) =>
    stack === undefined ? undefined : withOperation(stack, taken),
  );
  // The answer that is under way may have been made before this operation.
  if (reading) changed(['own'], place.projectId);
}
