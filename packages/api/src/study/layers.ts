import { assignmentSeen, layerSeen, letterOpen, type Rows, toWireRows, wireFields } from '@koersvast/db';
import type { Here, SeenLayer } from './here.ts';
import { type Part, readAssignmentIds, readLayerIds } from './layers-in-sql.ts';

/** What layers and assignments of a part have alike. */
function inPart({ access: { scope } }: Here, { documentIds, roundIds, openLetters = false }: Part) {
  return [
    documentIds ? { documentId: { in: [...documentIds] } } : {},
    roundIds ? { roundId: { in: [...roundIds] } } : {},
    openLetters ? { documentId: letterOpen(scope) } : {},
  ];
}

const inOrder = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** Letters that a model can be asked about in one statement, which has 32,767 places in all. */
const FEW_LETTERS = 10_000;

const isLong = ({ access: { scope } }: Here, { documentIds = [] }: Part) =>
  scope.blindDocuments.length + documentIds.length > FEW_LETTERS;

/** The rows of these ids, however many, in their order. */
async function readMany<Row extends { readonly id: string }>(
  ids: readonly string[],
  read: (some: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  for (let at = 0; at < ids.length; at += FEW_LETTERS)
    for (const row of await read(ids.slice(at, at + FEW_LETTERS))) rows.set(row.id, row);
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** The layers of a part that the person may see, in the order in which they were begun. */
export async function readLayers(here: Here, part: Part): Promise<SeenLayer[]> {
  const { kinds } = part;
  const { projectId, scope } = here.access;
  const find = (where: ReturnType<typeof layerSeen>) =>
    here.tx.layer.findMany({ where, orderBy: [...inOrder], select: wireFields.layer });
  const rows = isLong(here, part)
    ? await readMany(await readLayerIds(here, part), (some) => find({ projectId, id: { in: some } }))
    : await find({
        AND: [layerSeen(scope), ...inPart(here, part), kinds ? { kind: { in: [...kinds] } } : {}],
      });
  return toWireRows('layer', rows) as SeenLayer[];
}

/** Who codes what in a part, as far as the person may see, what was taken away too, in the order of giving. */
export async function readAssignments(here: Here, part: Part): Promise<Rows['assignment'][]> {
  const { projectId, scope } = here.access;
  const find = (where: ReturnType<typeof assignmentSeen>) =>
    here.tx.assignment.findMany({ where, orderBy: [...inOrder], select: wireFields.assignment });
  const rows = isLong(here, part)
    ? await readMany(await readAssignmentIds(here, part), (some) => find({ projectId, id: { in: some } }))
    : await find({ AND: [assignmentSeen(scope), ...inPart(here, part)] });
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
