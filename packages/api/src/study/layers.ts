import {
  assignmentSeen,
  type LayerKind,
  layerSeen,
  letterOpen,
  type Rows,
  toWireRows,
  wireFields,
} from '@koersvast/db';
import type { Here, SeenLayer } from './here.ts';

/** A part of the study; what is not named narrows nothing. */
export interface Part {
  readonly documentIds?: readonly string[] | undefined;
  readonly roundIds?: readonly string[] | undefined;
  readonly kinds?: readonly LayerKind[] | undefined;
  /** Only letters that the person does not code blind anywhere, be it their own work. */
  readonly openLetters?: boolean | undefined;
}

/** What layers and assignments of a part have alike. */
function inPart({ access: { scope } }: Here, { documentIds, roundIds, openLetters = false }: Part) {
  return [
    documentIds ? { documentId: { in: [...documentIds] } } : {},
    roundIds ? { roundId: { in: [...roundIds] } } : {},
    openLetters ? { documentId: letterOpen(scope) } : {},
  ];
}

const inOrder = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** The layers of a part that the person may see, in the order in which they were begun. */
export async function readLayers(here: Here, part: Part): Promise<SeenLayer[]> {
  const { kinds } = part;
  const rows = await here.tx.layer.findMany({
    where: {
      AND: [layerSeen(here.access.scope), ...inPart(here, part), kinds ? { kind: { in: [...kinds] } } : {}],
    },
    orderBy: [...inOrder],
    select: wireFields.layer,
  });
  return toWireRows('layer', rows) as SeenLayer[];
}

/** Who codes what in a part, as far as the person may see, what was taken away too, in the order of giving. */
export async function readAssignments(here: Here, part: Part): Promise<Rows['assignment'][]> {
  const rows = await here.tx.assignment.findMany({
    where: { AND: [assignmentSeen(here.access.scope), ...inPart(here, part)] },
    orderBy: [...inOrder],
    select: wireFields.assignment,
  });
  return toWireRows('assignment', rows);
}

/** What was given to the person and not taken away. */
export async function readOwnAssignments({ tx, access }: Here): Promise<Rows['assignment'][]> {
  const { projectId, memberId } = access;
  const rows = await tx.assignment.findMany({
    where: { projectId, memberId, removedAt: null },
    orderBy: [...inOrder],
    select: wireFields.assignment,
  });
  return toWireRows('assignment', rows);
}

/** Whether anything that the person may see was given or begun in a round. */
export async function isRoundTouched({ tx, access: { scope } }: Here, roundId: string): Promise<boolean> {
  const select = { id: true } as const;
  const touched =
    (await tx.layer.findFirst({ where: { AND: [layerSeen(scope), { roundId }] }, select })) ??
    (await tx.assignment.findFirst({ where: { AND: [assignmentSeen(scope), { roundId }] }, select }));
  return touched !== null;
}
