import type { Refusal } from '../error.ts';
import { buildsOn, type PendingOperation, rowsTouched } from './operation.ts';

/** The version that an operation builds on: known, or the one that an earlier operation will leave. */
export type Base = { readonly version: number } | { readonly after: string };

export interface QueueEntry {
  readonly operation: PendingOperation;
  /** For each annotation and reading that is touched and was there before. */
  readonly bases: Readonly<Record<string, Base>>;
  /** Null while it waits to be sent; otherwise why it stays here. */
  readonly parked: {
    /** The operation that was refused: this one, or one that it builds on. */
    readonly because: string;
    readonly refusal: Refusal;
  } | null;
}

/** The operations of one person that the server has not acknowledged, in the order in which they were made. */
export interface Queue {
  readonly entries: readonly QueueEntry[];
  /**
   * Versions that acknowledgements left, newest last: another tab may build on an annotation before it has
   * heard of its acknowledgement.
   */
  readonly left: readonly { readonly annotationId: string; readonly version: number }[];
}

export const emptyQueue: Queue = { entries: [], left: [] };

/** How many versions are remembered; more than a person can touch between two messages of one browser. */
const rememberedVersions = 200;

/** The row versions of an acknowledgement. */
export type LeftVersions = Readonly<Record<string, number>>;

function waiting(queue: Queue): QueueEntry[] {
  return queue.entries.filter((entry) => entry.parked === null);
}

/**
 * Adds an operation at the end. `seen` are the versions of what the person had before them; where something
 * earlier in the queue touches the same annotation, the version it will leave is taken instead. An operation
 * that is there already changes nothing.
 */
export function enqueue(queue: Queue, operation: PendingOperation, seen: LeftVersions): Queue {
  if (queue.entries.some((entry) => entry.operation.opId === operation.opId)) return queue;
  const bases: Record<string, Base> = {};
  const before = waiting(queue).reverse();
  for (const id of rowsTouched(operation.action)) {
    const last = before.find((entry) => rowsTouched(entry.operation.action).includes(id));
    const left = queue.left.find((each) => each.annotationId === id)?.version ?? 0;
    const version = Math.max(seen[id] ?? 0, left);
    if (last !== undefined) bases[id] = { after: last.operation.opId };
    else if (version > 0) bases[id] = { version };
  }
  return { ...queue, entries: [...queue.entries, { operation, bases, parked: null }] };
}

/** The operation to send now: the first that waits. Null when nothing does. */
export function nextToSend(queue: Queue): QueueEntry | null {
  return queue.entries.find((entry) => entry.parked === null) ?? null;
}

/** The version to send with an edit or a removal; null while an earlier operation still has to leave it. */
export function versionToSend(entry: QueueEntry, annotationId: string): number | null {
  const base = entry.bases[annotationId];
  return base !== undefined && 'version' in base ? base.version : null;
}

/**
 * Takes out an operation that the server has carried out, and tells those that build on it which version it
 * left. Where the acknowledgement names no version for an annotation, nothing was changed: the version that
 * the operation itself built on still holds.
 */
export function acknowledge(queue: Queue, opId: string, versions: LeftVersions): Queue {
  const acknowledged = queue.entries.find((entry) => entry.operation.opId === opId);
  if (acknowledged === undefined) return queue;
  const baseAfter = (id: string): Base => {
    const version = versions[id];
    return version === undefined ? (acknowledged.bases[id] ?? { version: 1 }) : { version };
  };
  const entries = queue.entries
    .filter((entry) => entry !== acknowledged)
    .map((entry) => {
      const built = Object.entries(entry.bases).filter(([, base]) => 'after' in base && base.after === opId);
      if (built.length === 0) return entry;
      return {
        ...entry,
        bases: { ...entry.bases, ...Object.fromEntries(built.map(([id]) => [id, baseAfter(id)])) },
      };
    });
  const news = Object.entries(versions).map(([annotationId, version]) => ({ annotationId, version }));
  const kept = queue.left.filter((each) => versions[each.annotationId] === undefined);
  return { entries, left: [...kept, ...news].slice(-rememberedVersions) };
}

/** Parks a refused operation with everything later that builds on it, directly or through another. */
export function refuse(queue: Queue, opId: string, refusal: Refusal): Queue {
  const at = queue.entries.findIndex((entry) => entry.operation.opId === opId);
  const refused = queue.entries[at];
  if (refused === undefined || refused.parked !== null) return queue;
  const parked = { because: opId, refusal };
  const group: PendingOperation[] = [refused.operation];
  const entries = queue.entries.map((entry, index) => {
    if (index === at) return { ...entry, parked };
    if (index < at || entry.parked !== null) return entry;
    if (!group.some((earlier) => buildsOn(entry.operation, earlier))) return entry;
    group.push(entry.operation);
    return { ...entry, parked };
  });
  return { ...queue, entries };
}

/** What was refused together: the refused operation first, then what builds on it. */
export interface ParkedGroup {
  readonly because: string;
  readonly refusal: Refusal;
  readonly operations: readonly PendingOperation[];
}

/** The refused operations by the refusal that parked them, in the order of the queue. */
export function parkedGroups(queue: Queue): ParkedGroup[] {
  const groups = new Map<string, { refusal: Refusal; operations: PendingOperation[] }>();
  for (const { operation, parked } of queue.entries) {
    if (parked === null) continue;
    const group = groups.get(parked.because);
    if (group === undefined) groups.set(parked.because, { refusal: parked.refusal, operations: [operation] });
    else group.operations.push(operation);
  }
  return [...groups].map(([because, group]) => ({ because, ...group }));
}

/** Takes a parked group out for good. */
export function drop(queue: Queue, because: string): Queue {
  return { ...queue, entries: queue.entries.filter((entry) => entry.parked?.because !== because) };
}

/**
 * Sends a parked group once more, over what is there now: `seen` are the versions of today. Each operation
 * gets a new name from `newIds`, since the server answers a name that it has refused with the same refusal. An
 * undo in the group that names another of the group goes on naming it. Throws when `newIds` lacks a name.
 */
export function retry(
  queue: Queue,
  because: string,
  seen: LeftVersions,
  newIds: Readonly<Record<string, string>>,
): Queue {
  const group = queue.entries.filter((entry) => entry.parked?.because === because);
  const others = { ...queue, entries: queue.entries.filter((entry) => !group.includes(entry)) };
  return group.reduce<Queue>((result, { operation }) => {
    const opId = newIds[operation.opId];
    if (opId === undefined) throw new Error('A parked operation has no new name');
    const { action } = operation;
    const target = action.kind === 'undo' ? newIds[action.target] : undefined;
    const renamed = action.kind === 'undo' && target !== undefined ? { ...action, target } : action;
    return enqueue(result, { ...operation, opId, action: renamed }, seen);
  }, others);
}

/** The memo that waits in a parked group because it was written elsewhere meanwhile; null where that is not so. */
export function contestedMemo({ refusal, operations }: ParkedGroup): {
  readonly annotationId: string;
  readonly memo: string | null;
} | null {
  const [refused] = operations;
  if (refusal.code !== 'field_conflict' || refused?.action.kind !== 'edit') return null;
  const { annotationId } = refused.action;
  const undone = new Set(operations.flatMap(({ action }) => (action.kind === 'undo' ? [action.target] : [])));
  const memos = operations.flatMap(({ opId, action }) =>
    action.kind === 'edit' &&
    action.annotationId === annotationId &&
    'memo' in action.edit &&
    !undone.has(opId)
      ? [action.edit.memo]
      : [],
  );
  const [memo] = memos.slice(-1);
  return memo === undefined ? null : { annotationId, memo };
}

/**
 * Sends a parked group with a contested memo once more, with the memo that was chosen over the one that is stored,
 * `over`; with `memo` null nothing is sent of the memos, and the rest of the group goes on. Undoings of what is not
 * sent are not sent either. For `seen` and `newIds` see `retry`.
 */
export function settleMemo(
  queue: Queue,
  because: string,
  chosen: { readonly memo: string | null; readonly over: string | null } | null,
  seen: LeftVersions,
  newIds: Readonly<Record<string, string>>,
): Queue {
  const group = parkedGroups(queue).find((each) => each.because === because);
  const contested = group === undefined ? null : contestedMemo(group);
  if (contested === null) return queue;
  const left = new Set<string>();
  const entries = queue.entries.flatMap((entry) => {
    const { operation, parked } = entry;
    const { action, opId } = operation;
    if (parked?.because !== because) return [entry];
    if (action.kind === 'undo' && left.has(action.target)) {
      left.add(opId);
      return [];
    }
    const isMemo =
      action.kind === 'edit' && action.annotationId === contested.annotationId && 'memo' in action.edit;
    if (!isMemo) return [entry];
    // All that was written goes with the first of them.
    if (opId !== because || chosen === null) {
      left.add(opId);
      return [];
    }
    const { memo, over } = chosen;
    return [
      { ...entry, operation: { ...operation, action: { ...action, edit: { memo }, base: { memo: over } } } },
    ];
  });
  return retry({ ...queue, entries }, because, seen, newIds);
}
