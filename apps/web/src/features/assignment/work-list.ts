import type { Assignment, DocumentListItem } from '@koersvast/contracts';

export type WorkState = Assignment['state'];

/** One document with the state in which its coder left it. */
export interface WorkItem {
  readonly item: DocumentListItem;
  readonly state: WorkState;
  readonly doneAt: string | null;
}

/** The order in which a coder takes up work: what was begun, what came back, what is new. */
export const workOrder = ['in_progress', 'recheck', 'todo'] as const;

/**
 * A coder's work in a round, in groups by state. In an open round a document without an assignment is to do; in
 * a blind round it is not this coder's.
 */
export function workOf(
  items: readonly DocumentListItem[],
  round: { readonly id: string; readonly blind: boolean } | null,
): Readonly<Record<WorkState, readonly WorkItem[]>> {
  const groups: Record<WorkState, WorkItem[]> = { in_progress: [], recheck: [], todo: [], done: [] };
  if (round === null) return groups;
  for (const item of items) {
    const mine = item.assignments.find((each) => each.roundId === round.id);
    if (mine === undefined && round.blind) continue;
    const state = mine?.state ?? 'todo';
    groups[state].push({ item, state, doneAt: mine?.doneAt ?? null });
  }
  return groups;
}

/** What to go on with; null when all is done. */
export function nextWork(work: Readonly<Record<WorkState, readonly WorkItem[]>>): WorkItem | null {
  for (const state of workOrder) {
    const first = work[state][0];
    if (first !== undefined) return first;
  }
  return null;
}
