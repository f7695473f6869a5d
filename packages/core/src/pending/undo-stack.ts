import type { AnnotationRow } from '../annotation.ts';
import type { CodingStateChange, PendingAction } from './operation.ts';
import type { QueueEntry } from './queue.ts';
import type { ReadingRow } from './row.ts';

/** One annotation before and after an operation; null where it was not there. */
export interface AnnotationStep {
  readonly annotationId: string;
  readonly before: AnnotationRow | null;
  readonly after: AnnotationRow | null;
}

/** One reading before and after an operation; null where it was not there. */
export interface ReadingStep {
  readonly readingId: string;
  readonly before: ReadingRow | null;
  readonly after: ReadingRow | null;
}

/** What one operation did in a document, as far as an undo of it can be shown at once. */
export interface Step {
  readonly opId: string;
  readonly annotations: readonly AnnotationStep[];
  readonly readings: readonly ReadingStep[];
  readonly state: CodingStateChange | null;
}

/** What can be undone and redone, newest first. */
export interface UndoStack<Item extends { readonly opId: string }> {
  readonly undo: readonly Item[];
  readonly redo: readonly Item[];
}

/**
 * The stack after one more operation. An ordinary one goes on top and ends what could be redone; an undo moves
 * what it undoes to the other side, under its own name. An operation that the stack has already, or an undo of
 * something that it does not have, changes nothing.
 */
export function stackAfter<Item extends { readonly opId: string }>(
  stack: UndoStack<Item>,
  item: Item,
  undoes: string | null,
): UndoStack<Item> {
  const isItem = (each: Item) => each.opId === item.opId;
  if (stack.undo.some(isItem) || stack.redo.some(isItem)) return stack;
  if (undoes === null) return { undo: [item, ...stack.undo], redo: [] };
  const others = (items: readonly Item[]) => items.filter((each) => each.opId !== undoes);
  if (stack.undo.some((each) => each.opId === undoes)) {
    return { undo: others(stack.undo), redo: [item, ...stack.redo] };
  }
  if (stack.redo.some((each) => each.opId === undoes)) {
    return { undo: [item, ...stack.undo], redo: others(stack.redo) };
  }
  return stack;
}

/** The server's stack with the steps of what waits laid over it. `steps` are those of `foldAnnotations`. */
export function stackWithPending(
  stack: UndoStack<Step>,
  entries: readonly QueueEntry[],
  steps: readonly Step[],
): UndoStack<Step> {
  return steps.reduce((result, step) => {
    const action = entries.find((entry) => entry.operation.opId === step.opId)?.operation.action;
    return stackAfter(result, step, action?.kind === 'undo' ? action.target : null);
  }, stack);
}

function hiddenBy<Row extends AnnotationRow | ReadingRow>(row: Row | null): Row | null {
  return row === null || row.deletedAt !== null ? null : row;
}

/** The operation that takes a step back, with what will be seen of it. */
export function undoOf(step: Step): PendingAction {
  return {
    kind: 'undo',
    target: step.opId,
    annotations: step.annotations.map(({ annotationId, before }) => ({
      annotationId,
      row: hiddenBy(before),
    })),
    readings: step.readings.map(({ readingId, before }) => ({ readingId, row: hiddenBy(before) })),
    state: step.state === null ? null : { from: step.state.to, to: step.state.from ?? 'todo' },
  };
}
