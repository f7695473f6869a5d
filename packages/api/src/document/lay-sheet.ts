import { Buffer } from 'node:buffer';
import type { SheetMatch } from '@koersvast/contracts';
import type { DocumentField, Notation } from '@koersvast/core/document-field';
import { ownColumn } from '@koersvast/core/document-rule';
import { DomainError } from '@koersvast/core/error';
import {
  type MatchedDocument,
  matchSheet,
  readSheet,
  type SheetTarget,
  sheetTargets,
} from '@koersvast/formats';

/** What is known of documents, and the spreadsheet: plain data, for whoever does it elsewhere. */
interface SheetWork {
  readonly name: string;
  readonly base64: string;
  readonly documents: readonly MatchedDocument[];
  readonly fields: readonly DocumentField[];
  readonly notation: Notation;
}

function columnOf(target: SheetTarget): string | null {
  if (target.kind === 'detail') return target.column;
  return target.kind === 'field' ? ownColumn(target.field.name) : null;
}

/** Reads a spreadsheet and lays it over documents. Throws `file_not_supported` and what its reading throws. */
export function laySheet({ name, base64, documents, fields, notation }: SheetWork): SheetMatch {
  const sheet = readSheet(Buffer.from(base64, 'base64'), name);
  if (sheet === null) throw new DomainError('file_not_supported');
  const targets = sheetTargets(sheet.columns, fields);
  const { rows, unmatched, ambiguous, twice } = matchSheet(sheet.rows, targets, documents, notation);
  return {
    columns: sheet.columns.map(({ header }, at) => {
      const target = targets[at] ?? { kind: 'ignored' };
      return {
        header,
        column: columnOf(target),
        finds: target.kind === 'document' || target.kind === 'file',
      };
    }),
    rows: rows.map(({ line, id, by, cells }) => ({
      line,
      documentId: id,
      by,
      kept: cells.filter(({ outcome }) => outcome === 'kept').length,
      cells: cells.filter(({ outcome }) => outcome !== 'kept'),
    })),
    unmatched: [...unmatched],
    ambiguous: ambiguous.map(({ line, ids }) => ({ line, documentIds: [...ids] })),
    twice: twice.map(({ line, id, first }) => ({ line, documentId: id, first })),
  };
}
