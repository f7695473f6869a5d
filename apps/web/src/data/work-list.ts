import type { ProjectDetail, WorkItem } from '@koersvast/contracts';
import { checkTakesBack, isRunning } from '@koersvast/core/round';

/**
 * Where a document stands on a coder's list. `free` is given to nobody and not begun, beside work that was given;
 * `coming` is in a round that has not started, `closed` is unfinished in one that is closed.
 */
export type WorkGroup = 'in_progress' | 'recheck' | 'todo' | 'coming' | 'free' | 'closed' | 'done';

/** The groups in the order in which a coder takes up work: what was begun, what came back, what is new. */
export const workOrder: readonly WorkGroup[] = [
  'in_progress',
  'recheck',
  'todo',
  'coming',
  'free',
  'closed',
  'done',
];

/** The groups in which nobody can go on now, or need not. */
const resting: ReadonlySet<WorkGroup> = new Set(['coming', 'free', 'closed', 'done']);

type Rounds = ProjectDetail['rounds'];
export type WorkList = Readonly<Record<WorkGroup, readonly WorkItem[]>>;

/** Whether a "done" stays: after the reveal of a blind round, and in one of repeats, nobody can take it back. */
export function isDoneForGood(round: Pick<Rounds[number], 'blind' | 'revealedAt' | 'repeats'>): boolean {
  try {
    checkTakesBack(round, 'done', 'in_progress');
    return false;
  } catch {
    return true;
  }
}

function groupOf(item: WorkItem, rounds: Rounds, hasGiven: boolean): WorkGroup {
  const { assignment, recheck } = item;
  const round = rounds.find((each) => each.id === item.roundId);
  const state = assignment?.state ?? null;
  if (state === 'done' && round !== undefined && (isDoneForGood(round) || !isRunning(round))) return 'done';
  if (round?.state === 'planned') return 'coming';
  if (round?.state === 'closed') return 'closed';
  if (state === 'recheck' || recheck > 0) return 'recheck';
  if (state === null) return hasGiven ? 'free' : 'todo';
  return state;
}

/** A coder's documents over all rounds, by how they stand, each group in the order of the list. */
export function workOf(items: readonly WorkItem[], rounds: Rounds): WorkList {
  const groups: Record<WorkGroup, WorkItem[]> = {
    in_progress: [],
    recheck: [],
    todo: [],
    coming: [],
    free: [],
    closed: [],
    done: [],
  };
  // Also after the reveal: who was given work is not told that there is more to do because a shared round is open.
  const hasGiven = items.some(({ assignment, roundId }) => {
    const round = rounds.find((each) => each.id === roundId);
    return assignment !== null && round !== undefined && (round.blind || round.plan !== null);
  });
  for (const item of items) groups[groupOf(item, rounds, hasGiven)].push(item);
  return groups;
}

/** How many documents are done of those that one has to do: not what is free to all, nor what nobody codes now. */
export function countWork(work: WorkList): { readonly done: number; readonly all: number } {
  const done = work.done.length;
  return { done, all: done + work.in_progress.length + work.recheck.length + work.todo.length };
}

/** Where somebody is now. */
interface WorkPlace {
  readonly documentId: string;
  readonly roundId: string;
}

/**
 * What to go on with; null when all is done. What was given to nobody is taken up by choice alone, beside work that
 * was given: it leads out of the blindness of a round. After a document it is the next that is unfinished in the same round,
 * and from the first on when there is none after it; else the first on the list.
 */
export function nextWork(
  items: readonly WorkItem[],
  rounds: Rounds,
  after: WorkPlace | null = null,
): WorkItem | null {
  const work = workOf(items, rounds);
  const isHere = (item: WorkItem) => item.documentId === after?.documentId && item.roundId === after.roundId;
  const open = workOrder
    .filter((group) => !resting.has(group))
    .flatMap((group) => work[group])
    .filter((item) => !isHere(item));
  if (after !== null) {
    const at = items.findIndex(isHere);
    const turned = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
    const beside = turned.find((item) => item.roundId === after.roundId && open.includes(item));
    if (beside !== undefined) return beside;
  }
  return open[0] ?? null;
}
