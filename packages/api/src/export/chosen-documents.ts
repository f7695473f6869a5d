import type { DocumentSet, ExportSelection } from '@koersvast/contracts';
import { chosenBy, type FilteredDocument } from '@koersvast/core/document-filter';
import { type DocumentRule, readRule } from '@koersvast/core/document-rule';
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
  // First passes and final versions of a letter may stand in its older readings: these are chosen with it.
  const letterOf = ({ id, renditionOfId }: (typeof documents)[number]) => renditionOfId ?? id;
  const found = documents.filter(
    (document) => document.replacedById === null && tests.some((test) => test(document)),
  );
  const letters = new Set(found.map(letterOf));
  return documents.filter((document) => letters.has(letterOf(document))).map(({ id }) => id);
}

type Filtered = FilteredDocument & { readonly id: string };

/** Whether a letter of a project was read again: only then its files have the columns that tell readings apart. */
export async function hasRenditions(tx: Tx, projectId: string): Promise<boolean> {
  const replaced = await tx.document.findFirst({
    where: { projectId, replacedById: { not: null } },
    select: { id: true },
  });
  return replaced !== null;
}

/** Whether any annotation that somebody may see came from a search. */
export async function hasOrigins(tx: Tx, access: Access): Promise<boolean> {
  return (await openStudy(tx, access).origins({ documentId: null })).size > 0;
}

/** The documents of the sets that are chosen, as they are now; undefined where none are. */
export async function chosenDocuments(
  tx: Tx,
  access: Access,
  selection: ExportSelection | undefined,
): Promise<readonly string[] | undefined> {
  if (selection?.sets === undefined) return undefined;
  return documentsIn(tx, access, await setsOfProject(tx, access, selection.sets));
}
