import { drawAssignments, type PlannedDocument } from '@koersvast/core/round';

export type DrawPlan = Parameters<typeof drawAssignments>[1];

/** A draw in numbers, which cost nothing to hand over: of each assignment the places of its document and its member. */
export interface PackedDraw {
  readonly places: Uint32Array;
  readonly sample: readonly string[];
}

/** A task of `work/tasks.ts`. */
export function drawPacked(documents: readonly PlannedDocument[], plan: DrawPlan): PackedDraw {
  const { assignments, sample } = drawAssignments(documents, plan);
  const placeOf = (ids: readonly string[]) => new Map(ids.map((id, place) => [id, place]));
  const ofDocument = placeOf(documents.map(({ id }) => id));
  const ofMember = placeOf(plan.memberIds);
  const places = new Uint32Array(assignments.length * 2);
  for (const [at, { documentId, memberId }] of assignments.entries()) {
    places[at * 2] = ofDocument.get(documentId) ?? 0;
    places[at * 2 + 1] = ofMember.get(memberId) ?? 0;
  }
  return { places, sample };
}
