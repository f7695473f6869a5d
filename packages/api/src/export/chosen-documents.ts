import type { DocumentSet, ExportSelection } from '@koersvast/contracts';
import { chosenBy, readRule } from '@koersvast/core/document-filter';
import { type Access, type Tx, toWire, toWireRows, wireFields } from '@koersvast/db';
import { openStudy } from '../study/study.ts';

/** The sets of a project with these ids, in the order in which they were made. */
export async function setsOfProject(
  tx: Tx,
  { projectId }: Pick<Access, 'projectId'>,
  ids: readonly string[],
): Promise<DocumentSet[]> {
  const rows = await tx.set.findMany({
    where: { projectId, id: { in: [...ids] }, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: wireFields.set,
  });
  return toWireRows('set', rows);
}

/** The documents of the sets that are chosen, as they are now; undefined where none are. */
export async function chosenDocuments(
  tx: Tx,
  access: Access,
  selection: ExportSelection | undefined,
): Promise<readonly string[] | undefined> {
  if (selection?.sets === undefined) return undefined;
  const sets = await setsOfProject(tx, access, selection.sets);
  const project = await tx.project.findUniqueOrThrow({
    where: { id: access.projectId },
    select: wireFields.project,
  });
  const { documentFields } = toWire('project', project);
  const documents = await openStudy(tx, access).documents();
  const tests = sets.map(({ conditions, documentIds }) => {
    if (conditions !== null) return chosenBy(readRule(conditions) ?? [], documentFields);
    const ids = new Set(documentIds);
    return ({ id }: { readonly id: string }) => ids.has(id);
  });
  return documents.filter((document) => tests.some((test) => test(document))).map(({ id }) => id);
}
