import type { DocumentSet, ExportSelection } from '@koersvast/contracts';
import {
  chosenBy,
  type DocumentRule,
  type FilteredDocument,
  readRule,
} from '@koersvast/core/document-filter';
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

/** Documents that are chosen by hand, or by a rule. */
export type Chosen = Pick<DocumentSet, 'documentIds'> & { readonly conditions: DocumentRule | null };

/** The documents that any of these chooses, as they are now. */
export async function documentsIn(tx: Tx, access: Access, chosen: readonly Chosen[]): Promise<string[]> {
  const project = await tx.project.findUniqueOrThrow({
    where: { id: access.projectId },
    select: wireFields.project,
  });
  const { documentFields } = toWire('project', project);
  const documents = await openStudy(tx, access).documents();
  const tests = chosen.map(({ conditions, documentIds }): ((document: Filtered) => boolean) => {
    if (conditions !== null) return chosenBy(readRule(conditions) ?? [], documentFields);
    const ids = new Set(documentIds);
    return ({ id }) => ids.has(id);
  });
  return documents.filter((document) => tests.some((test) => test(document))).map(({ id }) => id);
}

type Filtered = FilteredDocument & { readonly id: string };

/** The documents of the sets that are chosen, as they are now; undefined where none are. */
export async function chosenDocuments(
  tx: Tx,
  access: Access,
  selection: ExportSelection | undefined,
): Promise<readonly string[] | undefined> {
  if (selection?.sets === undefined) return undefined;
  return documentsIn(tx, access, await setsOfProject(tx, access, selection.sets));
}
