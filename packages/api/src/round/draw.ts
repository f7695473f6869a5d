import { DomainError } from '@koersvast/core/error';
import { sameValue } from '@koersvast/core/merge';
import { type Draw, drawAssignments, type PlannedDocument } from '@koersvast/core/round';
import type { SignedInContext } from '../command.ts';
import type { DrawPlan, PackedDraw } from './draw-packed.ts';

/** Steps that are taken in this thread: some five milliseconds. */
const FEW_STEPS = 50_000;

/** Whether so many others would wait for a draw that it is done elsewhere. Each seat looks at every coder. */
export function isLongDraw(
  documents: number,
  { codersPerDocument, memberIds, doubleCodedPercent }: DrawPlan,
): boolean {
  const most = doubleCodedPercent === null ? codersPerDocument : 2;
  return documents * most * memberIds.length > FEW_STEPS;
}

function unpack(documents: readonly PlannedDocument[], plan: DrawPlan, { places, sample }: PackedDraw): Draw {
  const assignments = Array.from({ length: places.length / 2 }, (_, at) => ({
    documentId: documents[places[at * 2] ?? 0]?.id ?? '',
    memberId: plan.memberIds[places[at * 2 + 1] ?? 0] ?? '',
  }));
  return { assignments, sample };
}

/** Draws where nobody waits for it. The same plan over the same documents draws the same, wherever that is done. */
export async function drawAside(
  { work, person }: Pick<SignedInContext, 'work' | 'person'>,
  documents: readonly PlannedDocument[],
  plan: DrawPlan,
): Promise<Draw> {
  if (!isLongDraw(documents.length, plan)) return drawAssignments(documents, plan);
  const { codersPerDocument, memberIds, doubleCodedPercent, seed } = plan;
  const asked = { codersPerDocument, memberIds, doubleCodedPercent, seed };
  return unpack(documents, plan, await work.run(person.id, 'round.draw', documents, asked));
}

/** What was drawn before a command began, and over which documents. */
export interface DrawnAhead {
  readonly documents: readonly PlannedDocument[];
  readonly draw: Draw;
}

/**
 * What a command draws: what was drawn ahead, where it is still over the same documents. Throws `busy` where it is
 * not and would take long: the next try draws over those that there are now.
 */
export function drawnNow(
  documents: readonly PlannedDocument[],
  plan: DrawPlan,
  ahead: DrawnAhead | null,
): Draw {
  if (!isLongDraw(documents.length, plan)) return drawAssignments(documents, plan);
  if (ahead === null || !sameValue(ahead.documents, documents)) throw new DomainError('busy');
  return ahead.draw;
}
