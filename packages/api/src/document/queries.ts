import type { DocumentListItem, DocumentPages, DocumentRow, documentPagesInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Tx, toWire, wireFields } from '@koersvast/db';
import type { z } from 'zod';
import type { Kept } from '../study/kept.ts';
import type { Study } from '../study/study.ts';
import { unpackPlaces } from './page-lines.ts';

/** The documents of a project in the order in which they were added, with what the member may know of each. */
export async function listDocuments(study: Study, kept: Kept, removed: boolean): Promise<DocumentListItem[]> {
  const documents = await study.listed(removed);
  const places = study.access.scope.rounds.flatMap(({ roundId }) =>
    documents.map(({ document }) => ({ roundId, documentId: document.id })),
  );
  const coded = new Map<string, number>();
  for (const { documentId, annotations } of await study.layerCounts(kept, places))
    coded.set(documentId, (coded.get(documentId) ?? 0) + annotations);
  const given = Map.groupBy(await study.ownAssignments(), (assignment) => assignment.documentId);
  return documents.map(({ document, paragraphs }) => ({
    document,
    annotations: coded.get(document.id) ?? 0,
    assignments: given.get(document.id) ?? [],
    paragraphs,
  }));
}

/** Throws `not_found` for a document of another project, as for one that is nowhere. */
export async function getDocument(
  tx: Tx,
  { projectId, documentId }: { projectId: string; documentId: string },
): Promise<DocumentRow> {
  const row = await tx.document.findFirst({
    where: { projectId, id: documentId },
    select: wireFields.document,
  });
  if (!row) throw new DomainError('not_found');
  return toWire('document', row);
}

/** Where the words of a document stand on the pages of its original; none for what has no pages. Throws `not_found`. */
export async function listPages(
  study: Study,
  { documentId, first, last }: z.infer<typeof documentPagesInput>,
): Promise<DocumentPages> {
  const { pages, lines } = await study.pages({ documentId, first, last });
  return { documentId, pages, lines: unpackPlaces(lines) };
}
