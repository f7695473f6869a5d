import { type PendingOperation, readingsTouched } from './operation.ts';
import { type FoldContext, layerToBe, overlay } from './overlay.ts';
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

/** The readings of one's own layer with what waits laid over them. Those of other layers are passed over. */
export function foldReadings(
  rows: readonly ReadingRow[],
  entries: readonly QueueEntry[],
  context: FoldContext,
): ReadingFold {
  const own = overlay(
    rows.filter((row) => row.layerId === context.layerId),
    entries,
    context,
    { touches: readingsTouched, rowAfter: (operation, id, row) => rowAfter(operation, id, row, context) },
  );
  const living = [...own.rows.values()].filter((row) => row.deletedAt === null);
  const steps = own.steps.map(({ operation, effects }) => {
    const readings = effects.map(({ id, ...change }) => ({ readingId: id, ...change }));
    return [operation.opId, readings] as const;
  });
  return {
    shown: new Map(living.map((row) => [row.block, { row, pending: own.touched.has(row.id) }])),
    steps: new Map(steps),
  };
}

/** The steps of `foldAnnotations` with what the same operations did to readings. */
export function withReadings(steps: readonly Step[], { steps: readings }: ReadingFold): Step[] {
  return steps.map((step) => ({ ...step, readings: readings.get(step.opId) ?? [] }));
}
