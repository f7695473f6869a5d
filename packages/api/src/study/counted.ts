import type { FilteredDocument } from '@koersvast/core/document-filter';
import type { Here } from './here.ts';

/** A document as counting needs it: each reading of a letter with the details that the letter has now. */
export type CountedDocument = FilteredDocument & {
  readonly id: string;
  /** The first reading of the letter. */
  readonly letterId: string;
  readonly replaced: boolean;
  /** In code points. */
  readonly length: number;
  /** Whether it has characters of two code units. */
  readonly wide: boolean;
};

/** The documents of the project that are there, in the order in which they were added. */
export async function readCountedDocuments({ tx, access }: Here): Promise<CountedDocument[]> {
  const rows = await tx.document.findMany({
    where: { projectId: access.projectId, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{
        id: true,
        renditionOfId: true,
        replacedById: true,
        lengthCp: true,
        lengthUtf16: true,
        title: true,
        date: true,
      },
      ...{ author: true, addressee: true, dossier: true, documentNumber: true, sourceUrl: true },
      ...{ language: true, licence: true, fields: true },
    },
  });
  const letterOf = ({ id, renditionOfId }: (typeof rows)[number]) => renditionOfId ?? id;
  const standing = new Map(rows.flatMap((row) => (row.replacedById === null ? [[letterOf(row), row]] : [])));
  return rows.map((row) => {
    const {
      renditionOfId: _,
      replacedById: __,
      lengthCp: ___,
      lengthUtf16: ____,
      ...details
    } = standing.get(letterOf(row)) ?? row;
    return {
      ...details,
      fields: (details.fields ?? {}) as Readonly<Record<string, string>>,
      id: row.id,
      letterId: letterOf(row),
      replaced: row.replacedById !== null,
      length: row.lengthCp,
      wide: row.lengthUtf16 !== row.lengthCp,
    };
  });
}

/** The texts of some documents, which never change. */
export function readTexts(
  { tx, access }: Here,
  documentIds: readonly string[],
): Promise<{ id: string; text: string }[]> {
  return tx.document.findMany({
    where: { projectId: access.projectId, id: { in: [...documentIds] } },
    select: { id: true, text: true },
  });
}
