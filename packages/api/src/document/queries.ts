import type { DocumentListItem, DocumentRow } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core';
import { readRows, sql, type Tx } from '@koersvast/db';
import type { Study } from '../study/study.ts';

/** The documents of a project in the order in which they were added, with what the member may know of each. */
export async function listDocuments(study: Study, removed: boolean): Promise<DocumentListItem[]> {
  const documents = await study.countedDocuments(removed);
  const ofDocument = Map.groupBy(await study.ownAssignments(), (assignment) => assignment.documentId);
  return documents.map((each) => ({ ...each, assignments: ofDocument.get(each.document.id) ?? [] }));
}

/** Throws `not_found` for a document of another project, as for one that is nowhere. */
export async function getDocument(
  tx: Tx,
  { projectId, documentId }: { projectId: string; documentId: string },
): Promise<DocumentRow> {
  const [row] = await readRows(
    tx,
    'document',
    sql`WHERE project_id = ${projectId}::uuid AND id = ${documentId}::uuid`,
  );
  if (!row) throw new DomainError('not_found');
  return row;
}
