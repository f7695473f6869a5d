import {
  type AnnotationContent,
  type AnnotationEdit,
  type AnnotationRow,
  annotationKey,
  contentOf,
} from '../annotation.ts';
import { annotationsTouched, type CodingState, type PendingOperation } from './operation.ts';
import { type FoldContext, layerToBe, overlay, waitsHere } from './overlay.ts';
import type { QueueEntry } from './queue.ts';
import type { Step } from './undo-stack.ts';

/** An annotation as it is shown. */
export interface ShownAnnotation {
  readonly row: AnnotationRow;
  /** Something about it is not yet acknowledged. */
  readonly pending: boolean;
  /** In the asking member's own current layer, so that it can be changed. */
  readonly own: boolean;
}

function rowOf(
  operation: PendingOperation,
  id: string,
  content: AnnotationContent,
  context: FoldContext,
): AnnotationRow {
  return {
    ...contentOf(content),
    id,
    layerId: context.layerId ?? layerToBe,
    documentId: context.documentId,
    startCp: content.start,
    endCp: content.end,
    version: 0,
    codebookVersion: context.codebookVersion,
    createdById: context.memberId,
    madeAt: operation.madeAt,
    createdAt: operation.madeAt,
    updatedAt: operation.madeAt,
    deletedAt: null,
  };
}

/** With another tag, or a confirmation, it belongs to the present codebook. */
function edited(
  row: AnnotationRow,
  edit: AnnotationEdit,
  { codebookVersion }: FoldContext,
  updatedAt: string,
): AnnotationRow {
  if ('confirmed' in edit) return { ...row, codebookVersion, updatedAt };
  return { ...row, ...edit, ...('tagId' in edit ? { codebookVersion } : {}), updatedAt };
}

/** The row after an operation; undefined when the operation says nothing that can be shown. */
function rowAfter(
  operation: PendingOperation,
  id: string,
  row: AnnotationRow | undefined,
  context: FoldContext,
): AnnotationRow | undefined {
  const { action, madeAt } = operation;
  switch (action.kind) {
    case 'create':
      return row ?? rowOf(operation, id, action.content, context);
    case 'edit':
      return row && edited(row, action.edit, context, madeAt);
    case 'remove':
      return row && { ...row, deletedAt: madeAt };
    case 'undo': {
      const restored = action.annotations.find((each) => each.annotationId === id);
      if (restored === undefined) return row;
      if (restored.row === null) return row && { ...row, deletedAt: madeAt };
      return { ...restored.row, deletedAt: null, updatedAt: madeAt };
    }
    default:
      return row;
  }
}

/** What is to be shown, under the keys by which it is known on the screen, and what could be undone of it. */
export interface Fold {
  /** Own annotations under their id, others under layer and id. */
  readonly shown: ReadonlyMap<string, ShownAnnotation>;
  /** One for each operation that waits here, in their order; `foldReadings` knows what they did to readings. */
  readonly steps: readonly Step[];
}

/** The key under which an annotation is shown. */
export function shownKey(row: Pick<AnnotationRow, 'id' | 'layerId'>, own: boolean): string {
  return own ? row.id : annotationKey(row);
}

/**
 * What is shown of a document: the rows of others as they are, one's own with what waits laid over them. What is
 * shown as before comes back as the same object as in `previous`.
 */
export function foldAnnotations(
  rows: readonly AnnotationRow[],
  entries: readonly QueueEntry[],
  context: FoldContext,
  previous: Fold['shown'] = new Map(),
): Fold {
  const isOwn = (row: AnnotationRow) => row.layerId === context.layerId;
  const own = overlay(rows.filter(isOwn), entries, context, {
    touches: annotationsTouched,
    rowAfter: (operation, id, row) => rowAfter(operation, id, row, context),
  });
  const shown = new Map<string, ShownAnnotation>();
  const show = (each: ShownAnnotation) => {
    if (each.row.deletedAt !== null) return;
    const key = shownKey(each.row, each.own);
    const before = previous.get(key);
    const same = before?.row === each.row && before.pending === each.pending && before.own === each.own;
    shown.set(key, same ? before : each);
  };
  for (const row of rows) if (!isOwn(row)) show({ row, pending: false, own: false });
  for (const [id, row] of own.rows) show({ row, pending: own.touched.has(id), own: true });
  const steps = own.steps.map(({ operation: { opId, action }, effects }) => ({
    opId,
    annotations: effects.map(({ id, ...change }) => ({ annotationId: id, ...change })),
    readings: [],
    state: 'state' in action ? action.state : null,
  }));
  return { shown, steps };
}

/** The state of the member's own assignment with what waits laid over it; the first annotation starts it. */
export function foldCodingState(
  state: CodingState | null,
  entries: readonly QueueEntry[],
  context: Pick<FoldContext, 'documentId' | 'roundId'>,
): CodingState | null {
  let result = state;
  for (const entry of entries) {
    if (!waitsHere(entry, context)) continue;
    const { action } = entry.operation;
    if (action.kind === 'state') result = action.state.to;
    else if (action.kind === 'undo') result = action.state?.to ?? result;
    else if (result === null || result === 'todo') result = 'in_progress';
  }
  return result;
}
