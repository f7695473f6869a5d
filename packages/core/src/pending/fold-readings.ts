import { type FoldContext, isHere, layerToBe, versionBefore } from './fold.ts';
import { type PendingOperation, readingsTouched } from './operation.ts';
import type { QueueEntry } from './queue.ts';
import type { ReadingRow } from './row.ts';
import type { ReadingStep, Step } from './undo-stack.ts';

/** A reading of the asking member's own as it is shown. */
export interface ShownReading {
  readonly row: ReadingRow;
  /** Something about it is not yet acknowledged. */
  readonly pending: boolean;
}

/** What is to be shown of one's own readings, by block, and what the operations that wait did to them. */
export interface ReadingFold {
  readonly shown: ReadonlyMap<number, ShownReading>;
  /** By the id of the operation. */
  readonly steps: ReadonlyMap<string, readonly ReadingStep[]>;
}

function rowAfter(
  { action, madeAt }: PendingOperation,
  id: string,
  row: ReadingRow | undefined,
  { layerId, documentId, memberId }: FoldContext,
): ReadingRow | undefined {
  if (action.kind === 'read') {
    const made = { layerId: layerId ?? layerToBe, documentId, createdById: memberId, madeAt };
    return row ?? { ...made, id, block: action.block, version: 0, createdAt: madeAt, deletedAt: null };
  }
  if (action.kind !== 'undo') return row && { ...row, deletedAt: madeAt };
  const restored = action.readings?.find((each) => each.readingId === id);
  if (!restored) return row;
  if (restored.row === null) return row && { ...row, deletedAt: madeAt };
  return { ...restored.row, deletedAt: null };
}

/**
 * The readings of one's own layer with the operations that wait laid over them, by the rules of
 * `foldAnnotations`. Those of other layers in `rows` are passed over.
 */
export function foldReadings(
  rows: readonly ReadingRow[],
  entries: readonly QueueEntry[],
  context: FoldContext,
): ReadingFold {
  const own = new Map(
    rows
      .filter((row) => context.layerId !== null && row.layerId === context.layerId)
      .map((row) => [row.id, row]),
  );
  const touched = new Set<string>();
  const leaves = new Map<string, number>();
  const steps = new Map<string, readonly ReadingStep[]>();
  for (const entry of entries) {
    const { operation, parked } = entry;
    if (parked !== null || !isHere(operation, context)) continue;
    const effects: ReadingStep[] = [];
    for (const id of readingsTouched(operation.action)) {
      const expected = versionBefore(entry, id, leaves);
      leaves.set(`${operation.opId}/${id}`, expected + 1);
      const row = own.get(id);
      if (row !== undefined && row.version > expected) continue;
      const after = rowAfter(operation, id, row, context);
      if (after === undefined) continue;
      own.set(id, { ...after, version: expected + 1 });
      effects.push({ readingId: id, before: row ?? null, after });
      touched.add(id);
    }
    if (effects.length > 0) steps.set(operation.opId, effects);
  }
  const living = [...own.values()].filter((row) => row.deletedAt === null);
  const shown = new Map(living.map((row) => [row.block, { row, pending: touched.has(row.id) }]));
  return { shown, steps };
}

/** The steps of `foldAnnotations` with what the same operations did to readings. */
export function withReadings(steps: readonly Step[], { steps: readings }: ReadingFold): Step[] {
  return steps.map((step) => ({ ...step, readings: readings.get(step.opId) ?? [] }));
}
