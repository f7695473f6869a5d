/** One change of a row, as a reader was told it: its version is the place in the row's history. */
export interface Step {
  readonly opId: string;
  readonly rowId: string;
  readonly seq: number;
  /** Null where the row was made. */
  readonly before: number | null;
  readonly after: number;
}

/** What the senders know of their operations. */
export interface Sent {
  readonly acknowledged: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

/**
 * What is wrong with a history, in words; empty when it is right. Each row's changes must form one list, in
 * the order in which a reader was told them: made once, each change built on the one before it. Every
 * acknowledged operation must stand in it exactly once, and no operation that was refused or never sent.
 * Each operation is taken to change one row.
 */
export function findFaults(steps: readonly Step[], sent: Sent): string[] {
  const faults: string[] = [];
  const versions = new Map<string, number>();
  const seen = new Set<string>();
  let last: number | null = null;
  for (const { opId, rowId, seq, before, after } of steps) {
    if (last !== null && seq <= last) faults.push(`change ${seq} was told after ${last}`);
    last = seq;
    if (seen.has(opId)) faults.push(`operation ${opId} stands in the history twice`);
    seen.add(opId);
    if (sent.refused.has(opId)) faults.push(`operation ${opId} was refused, and stands in the history`);
    else if (!sent.acknowledged.has(opId)) faults.push(`operation ${opId} was never acknowledged`);
    const known = versions.get(rowId) ?? null;
    if (before !== known) faults.push(`row ${rowId}: a change builds on ${before}, and ${known} was there`);
    if (after !== (before ?? 0) + 1) faults.push(`row ${rowId}: version ${after} follows ${before}`);
    versions.set(rowId, after);
  }
  for (const opId of sent.acknowledged) {
    if (!seen.has(opId)) faults.push(`operation ${opId} was acknowledged, and is lost`);
  }
  return faults;
}
