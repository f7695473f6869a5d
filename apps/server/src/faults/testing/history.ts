import type { Acknowledged } from './sent.ts';

/** One change of a row, as the history holds it: its version is the place in the row's history. */
export interface Step {
  readonly opId: string;
  readonly rowId: string;
  readonly seq: number;
  /** Null where the row was made. */
  readonly before: number | null;
  readonly after: number;
}

/** What the senders know of their operations, by id. */
export interface SentOperations {
  readonly acknowledged: ReadonlyMap<string, Pick<Acknowledged, 'from' | 'to' | 'version'>>;
  readonly refused: { has(opId: string): boolean };
}

/**
 * What is wrong with a history, in words; empty when it is right. Each row's changes must form one list, in
 * their order: made once, each change built on the one before it. Every acknowledged operation must stand in it
 * exactly once, on the version that it was given for, and no operation that was refused or never sent; and one
 * that was answered before another was sent stands before it. Each operation is taken to change one row.
 */
export function findFaults(steps: readonly Step[], sent: SentOperations): string[] {
  const faults: string[] = [];
  const versions = new Map<string, number>();
  const seen = new Set<string>();
  let last: number | null = null;
  let sentLast = Number.NEGATIVE_INFINITY;
  for (const { opId, rowId, seq, before, after } of steps) {
    if (last !== null && seq <= last) faults.push(`change ${seq} was told after ${last}`);
    last = seq;
    if (seen.has(opId)) faults.push(`operation ${opId} stands in the history twice`);
    seen.add(opId);
    const acknowledged = sent.acknowledged.get(opId);
    if (sent.refused.has(opId)) faults.push(`operation ${opId} was refused, and stands in the history`);
    else if (!acknowledged) faults.push(`operation ${opId} was never acknowledged`);
    else {
      if (acknowledged.to < sentLast)
        faults.push(`operation ${opId} stands behind one that was sent after its answer`);
      if (acknowledged.version !== undefined && acknowledged.version !== before)
        faults.push(`operation ${opId} was given for ${acknowledged.version}, and changed ${before}`);
      sentLast = Math.max(sentLast, acknowledged.from);
    }
    const known = versions.get(rowId) ?? null;
    if (before !== known) faults.push(`row ${rowId}: a change builds on ${before}, and ${known} was there`);
    if (after !== (before ?? 0) + 1) faults.push(`row ${rowId}: version ${after} follows ${before}`);
    versions.set(rowId, after);
  }
  for (const opId of sent.acknowledged.keys()) {
    if (!seen.has(opId)) faults.push(`operation ${opId} was acknowledged, and is lost`);
  }
  return faults;
}
