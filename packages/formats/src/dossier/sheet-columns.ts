import { type DocumentField, fieldCalled } from '@koersvast/core/document-field';
import type { DocumentDetail, MetadataKey } from '@koersvast/core/file';
import { foldName } from '@koersvast/core/person';
import type { IndexColumn } from './index-columns.ts';

/** What a column of a spreadsheet is for documents that are there: by it they are found, or it says something of them. */
export type SheetTarget =
  | { readonly kind: 'document' | 'file' | 'ignored' }
  | { readonly kind: 'detail'; readonly column: DocumentDetail }
  | { readonly kind: 'field'; readonly field: DocumentField };

/** Where a document keeps a detail of a list; the first that a list has of each wins. */
const places: Readonly<Partial<Record<MetadataKey, DocumentDetail>>> = {
  title: 'title',
  date: 'date',
  author: 'author',
  sender: 'author',
  addressee: 'addressee',
  dossier: 'dossier',
  number: 'documentNumber',
  document_number: 'documentNumber',
  source_url: 'sourceUrl',
  licence: 'licence',
  language: 'language',
};

/**
 * What the columns of a spreadsheet are in a project with these fields. A field of the project of the same name goes
 * before what a heading usually means, unless it is how documents are found.
 */
export function sheetTargets(
  columns: readonly IndexColumn[],
  fields: readonly DocumentField[],
): SheetTarget[] {
  const taken = new Set<string>();
  return columns.map(({ header, target }): SheetTarget => {
    if (target.kind === 'file' || target.kind === 'document') return { kind: target.kind };
    const field = fieldCalled(fields, header);
    const column = target.kind === 'detail' && field === undefined ? places[target.key] : undefined;
    if (column !== undefined && !taken.has(column)) {
      taken.add(column);
      return { kind: 'detail', column };
    }
    const name = foldName(field?.name ?? header);
    if (name === '' || name === '__proto__' || taken.has(`field ${name}`)) return { kind: 'ignored' };
    taken.add(`field ${name}`);
    return { kind: 'field', field: field ?? { name: header, kind: 'text', values: [] } };
  });
}
