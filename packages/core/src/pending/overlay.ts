import type { PendingAction, PendingOperation } from './operation.ts';
import type { QueueEntry } from './queue.ts';

/** What the fold must know of the person and the place. */
export interface FoldContext {
  readonly memberId: string;
  readonly documentId: string;
  readonly roundId: string;
  /** The member's own current layer; null before the first annotation there. */
  readonly layerId: string | null;
  readonly codebookVersion: number;
}

/** The layer of a row that waits for the server to make its layer. */
export const layerToBe = '';

/** Whether an operation waits to be sent (what is parked shows nothing), and works in this document and round. */
export function waitsHere(
  { operation: { place }, parked }: QueueEntry,
  context: Pick<FoldContext, 'documentId' | 'roundId'>,
): boolean {
  return parked === null && place.documentId === context.documentId && place.roundId === context.roundId;
}

/** The version that an operation finds when everything before it is carried out; 0 for what is not there yet. */
function versionBefore(entry: QueueEntry, id: string, leaves: ReadonlyMap<string, number>): number {
  const base = entry.bases[id];
  if (base === undefined) return 0;
  return 'version' in base ? base.version : (leaves.get(`${base.after}/${id}`) ?? 0);
}

/** What one operation that waits does to one row; `before` is null where it was not there. */
export interface Effect<Row> {
  readonly id: string;
  readonly before: Row | null;
  readonly after: Row;
}

/** How operations work on one kind of row. */
export interface Overlaying<Row> {
  /** The ids of the rows of this kind that an action touches. */
  readonly touches: (action: PendingAction) => readonly string[];
  /** The row after an operation; undefined when the operation says nothing that can be shown. */
  readonly rowAfter: (operation: PendingOperation, id: string, row: Row | undefined) => Row | undefined;
}

/** Rows of one's own with what waits laid over them. */
export interface Overlay<Row> {
  /** By id, removed ones too. */
  readonly rows: ReadonlyMap<string, Row>;
  /** The ids of the rows that something waits for. */
  readonly touched: ReadonlySet<string>;
  /** For each operation that waits here, in their order. */
  readonly steps: readonly {
    readonly operation: PendingOperation;
    readonly effects: readonly Effect<Row>[];
  }[];
}

/**
 * The server's rows of one's own layer with the operations that wait laid over them, in their order. An
 * operation whose effect a row already has, because the live feed was faster than the acknowledgement, is
 * passed over, so that nothing shows twice or goes back.
 */
export function overlay<Row extends { readonly id: string; readonly version: number }>(
  own: readonly Row[],
  entries: readonly QueueEntry[],
  context: FoldContext,
  { touches, rowAfter }: Overlaying<Row>,
): Overlay<Row> {
  const rows = new Map(own.map((row) => [row.id, row]));
  const touched = new Set<string>();
  const leaves = new Map<string, number>();
  const steps = entries
    .filter((entry) => waitsHere(entry, context))
    .map((entry) => {
      const { operation } = entry;
      const effects: Effect<Row>[] = [];
      for (const id of touches(operation.action)) {
        const expected = versionBefore(entry, id, leaves);
        leaves.set(`${operation.opId}/${id}`, expected + 1);
        const row = rows.get(id);
        if (row !== undefined && row.version > expected) continue;
        const changed = rowAfter(operation, id, row);
        if (changed === undefined) continue;
        const after = { ...changed, version: expected + 1 };
        rows.set(id, after);
        effects.push({ id, before: row ?? null, after });
        touched.add(id);
      }
      return { operation, effects };
    });
  return { rows, touched, steps };
}
