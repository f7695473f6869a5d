import { annotationsTouched, type CodingState, type PendingOperation } from './operation.ts';
import type { QueueEntry } from './queue.ts';
import {
  type AnnotationContent,
  type AnnotationEdit,
  type AnnotationRow,
  annotationKey,
  contentOf,
} from './row.ts';
import type { AnnotationStep, Step } from './undo-stack.ts';

/** An annotation as it is shown. */
export interface ShownAnnotation {
  readonly row: AnnotationRow;
  /** Something about it is not yet acknowledged. */
  readonly pending: boolean;
  /** In the asking member's own current layer, so that it can be changed. */
  readonly own: boolean;
}

/** What the fold must know of the person and the place. */
export interface FoldContext {
  readonly memberId: string;
  readonly documentId: string;
  readonly roundId: string;
  /** The member's own current layer; null before the first annotation there. */
  readonly layerId: string | null;
  readonly codebookVersion: number;
}

/** The layer of an annotation that waits for the server to make its layer. */
export const layerToBe = '';

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

export function isHere(
  operation: PendingOperation,
  context: Pick<FoldContext, 'documentId' | 'roundId'>,
): boolean {
  return operation.place.documentId === context.documentId && operation.place.roundId === context.roundId;
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

/** The version that an operation finds when everything before it is carried out; 0 for what is not there yet. */
export function versionBefore(entry: QueueEntry, id: string, leaves: ReadonlyMap<string, number>): number {
  const base = entry.bases[id];
  if (base === undefined) return 0;
  return 'version' in base ? base.version : (leaves.get(`${base.after}/${id}`) ?? 0);
}

/**
 * The server's rows with the operations that wait laid over them, in their order; parked ones show nothing. An
 * operation whose effect the rows already have, because the live feed was faster than the acknowledgement, is
 * passed over, so that nothing shows twice or goes back. What is shown as before comes back as the same object
 * as in `previous`.
 */
export function foldAnnotations(
  rows: readonly AnnotationRow[],
  entries: readonly QueueEntry[],
  context: FoldContext,
  previous: Fold['shown'] = new Map(),
): Fold {
  const own = new Map<string, AnnotationRow>();
  const shown = new Map<string, ShownAnnotation>();
  const show = (row: AnnotationRow, pending: boolean, isOwn: boolean) => {
    if (row.deletedAt !== null) return;
    const key = shownKey(row, isOwn);
    const before = previous.get(key);
    const same = before?.row === row && before.pending === pending && before.own === isOwn;
    shown.set(key, same ? before : { row, pending, own: isOwn });
  };
  for (const row of rows) {
    if (context.layerId !== null && row.layerId === context.layerId) own.set(row.id, row);
    else show(row, false, false);
  }
  const touched = new Set<string>();
  const leaves = new Map<string, number>();
  const steps: Step[] = [];
  for (const entry of entries) {
    const { operation, parked } = entry;
    if (parked !== null || !isHere(operation, context)) continue;
    const effects: AnnotationStep[] = [];
    for (const id of annotationsTouched(operation.action)) {
      const expected = versionBefore(entry, id, leaves);
      leaves.set(`${operation.opId}/${id}`, expected + 1);
      const row = own.get(id);
      if (row !== undefined && row.version > expected) continue;
      const after = rowAfter(operation, id, row, context);
      if (after === undefined) continue;
      own.set(id, { ...after, version: expected + 1 });
      effects.push({ annotationId: id, before: row ?? null, after });
      touched.add(id);
    }
    const { action } = operation;
    const state = action.kind === 'state' || action.kind === 'undo' ? action.state : null;
    steps.push({ opId: operation.opId, annotations: effects, readings: [], state });
  }
  for (const [id, row] of own) show(row, touched.has(id), true);
  return { shown, steps };
}

/** The state of the member's own assignment with what waits laid over it; the first annotation starts it. */
export function foldCodingState(
  state: CodingState | null,
  entries: readonly QueueEntry[],
  context: Pick<FoldContext, 'documentId' | 'roundId'>,
): CodingState | null {
  let result = state;
  for (const { operation, parked } of entries) {
    const { action } = operation;
    if (parked !== null || !isHere(operation, context)) continue;
    if (action.kind === 'state') result = action.state.to;
    else if (action.kind === 'undo') result = action.state?.to ?? result;
    else if (result === null || result === 'todo') result = 'in_progress';
  }
  return result;
}
