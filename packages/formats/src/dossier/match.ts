import { readDate } from '@koersvast/core/date';
import {
  type CellOutcome,
  type DocumentField,
  type MatchedBy,
  type Notation,
  readFieldValue,
} from '@koersvast/core/document-field';
import { type DocumentDetail, documentDetails } from '@koersvast/core/file';
import { papersIn } from '@koersvast/core/letter';
import { foldName } from '@koersvast/core/person';
import type { SheetRow } from '../xlsx/read.ts';
import { fileNameOf } from './name.ts';
import type { SheetTarget } from './sheet-columns.ts';

/** A document as far as a spreadsheet can be about it. */
export type MatchedDocument = { readonly [Each in DocumentDetail]: string | null } & {
  readonly id: string;
  readonly fileName: string | null;
  readonly fields: Readonly<Record<string, string>>;
};

export interface CellDifference {
  /** The number of its column in the sheet, from 0. */
  readonly column: number;
  /** As it stands in the sheet. */
  readonly written: string;
  readonly stored: string | null;
  /** What would be stored; null where it cannot be. */
  readonly value: string | null;
  readonly outcome: CellOutcome;
}

export interface RowDifference {
  readonly line: number;
  readonly id: string;
  readonly by: MatchedBy;
  /** Whether case, spaces and signs had to be overlooked. */
  readonly folded: boolean;
  readonly cells: readonly CellDifference[];
}

/** What a spreadsheet would change in documents. */
export interface SheetDifference {
  readonly rows: readonly RowDifference[];
  /** Lines that are about no document that is there. */
  readonly unmatched: readonly number[];
  /** Lines that may be about several. */
  readonly ambiguous: readonly { readonly line: number; readonly ids: readonly string[] }[];
  /** Lines about a document that an earlier line is about: the earlier one holds. */
  readonly twice: readonly { readonly line: number; readonly id: string; readonly first: number }[];
}

/** Lays a spreadsheet over documents: which row is about which, and what each cell would change. Changes nothing. */
export function matchSheet(
  rows: readonly SheetRow[],
  targets: readonly SheetTarget[],
  documents: readonly MatchedDocument[],
  notation: Notation = null,
): SheetDifference {
  const finder = new Finder(documents);
  const byId = new Map(documents.map((document) => [document.id, document]));
  const differences: RowDifference[] = [];
  const unmatched: number[] = [];
  const ambiguous: { line: number; ids: readonly string[] }[] = [];
  const twice: { line: number; id: string; first: number }[] = [];
  const firstOf = new Map<string, number>();
  for (const row of rows) {
    const found = finder.find(keysOf(row, targets));
    const document = found?.ids.length === 1 ? byId.get(found.ids[0] ?? '') : undefined;
    if (found === null) unmatched.push(row.line);
    else if (document === undefined) ambiguous.push({ line: row.line, ids: found.ids });
    else {
      const first = firstOf.get(document.id);
      if (first !== undefined) {
        twice.push({ line: row.line, id: document.id, first });
        continue;
      }
      firstOf.set(document.id, row.line);
      const cells = cellsOf(row, targets, document, notation, found.by);
      differences.push({ line: row.line, id: document.id, by: found.by, folded: found.folded, cells });
    }
  }
  return { rows: differences, unmatched, ambiguous, twice };
}

interface Keys {
  readonly id: string;
  readonly file: string;
  readonly dossier: string;
  readonly number: string;
  readonly title: string;
}

function keysOf({ fields }: SheetRow, targets: readonly SheetTarget[]): Keys {
  const of = (wanted: (target: SheetTarget) => boolean) => {
    const at = targets.findIndex(wanted);
    return at < 0 ? '' : (fields[at] ?? '').trim();
  };
  const detail = (column: DocumentDetail) => of((each) => each.kind === 'detail' && each.column === column);
  return {
    id: of(({ kind }) => kind === 'document'),
    file: of(({ kind }) => kind === 'file'),
    dossier: detail('dossier'),
    number: detail('documentNumber'),
    title: detail('title'),
  };
}

/** Without case, accents, spaces and signs. */
const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const baseName = (path: string) => path.replace(/^.*[\\/]/, '');
const numberKey = (dossier: string, number: string) => `${plain(dossier)}/${plain(number)}`;

interface FoundDocuments {
  readonly ids: readonly string[];
  readonly by: MatchedBy;
  readonly folded: boolean;
}

/** Finds documents by what a row says of them; each way exactly first. */
class Finder {
  readonly #ids: ReadonlySet<string>;
  readonly #maps = new Map<string, Map<string, string[]>>();

  constructor(documents: readonly MatchedDocument[]) {
    this.#ids = new Set(documents.map(({ id }) => id));
    for (const document of documents) {
      const { id, fileName, title, dossier, documentNumber } = document;
      if (fileName !== null) {
        this.#put('file', fileName, id);
        this.#put('file folded', fileNameOf(baseName(fileName)).base, id);
        for (const identifier of fileNameOf(baseName(fileName)).identifiers)
          this.#put('number', identifier, id);
      }
      if (title !== null) {
        this.#put('title', title, id);
        this.#put('title folded', plain(title), id);
      }
      if (documentNumber === null) continue;
      this.#put('number', documentNumber.toLowerCase(), id);
      this.#put('number alone', plain(documentNumber), id);
      if (dossier !== null) {
        this.#put('number', numberKey(dossier, documentNumber), id);
        this.#put('number', `kst-${dossier}-${documentNumber}`.toLowerCase().replaceAll(' ', ''), id);
      }
    }
  }

  #put(map: string, key: string, id: string): void {
    if (key === '') return;
    const keys = this.#maps.get(map) ?? new Map<string, string[]>();
    this.#maps.set(map, keys);
    const ids = keys.get(key);
    if (ids === undefined) keys.set(key, [id]);
    else if (!ids.includes(id)) ids.push(id);
  }

  #get(map: string, ...keys: readonly string[]): readonly string[] {
    for (const key of keys) {
      const ids = this.#maps.get(map)?.get(key);
      if (ids !== undefined) return ids;
    }
    return [];
  }

  /** Null when a row is about none. Where one way fits several, the next ones choose among these. */
  find(keys: Keys): FoundDocuments | null {
    const ways = [...this.#ways(keys)].filter(({ ids }) => ids.length > 0);
    const [first, ...others] = ways;
    if (first === undefined) return null;
    let { ids } = first;
    for (const other of others) {
      if (ids.length === 1) break;
      const both = ids.filter((id) => other.ids.includes(id));
      if (both.length > 0) ids = both;
    }
    return { ...first, ids };
  }

  *#ways({ id, file, dossier, number, title }: Keys): Generator<FoundDocuments> {
    if (id !== '') yield { ids: this.#ids.has(id) ? [id] : [], by: 'id', folded: false };
    if (file !== '') {
      const name = fileNameOf(baseName(file));
      yield { ids: this.#get('file', file, baseName(file)), by: 'file', folded: false };
      yield { ids: this.#get('file folded', name.base), by: 'file', folded: true };
      yield { ids: this.#get('number', ...name.identifiers), by: 'number', folded: false };
    }
    if (number !== '') {
      const whole = dossier === '' ? [] : [numberKey(dossier, number)];
      const papers = papersIn(number).flatMap(({ identifier }) => identifier?.toLowerCase() ?? []);
      yield { ids: this.#get('number', ...whole), by: 'number', folded: false };
      // Numbers within a dossier are alike in every one: without it they say who is meant only when they are official.
      yield { ids: this.#get('number', ...papers), by: 'number', folded: true };
      if (dossier === '') yield { ids: this.#get('number alone', plain(number)), by: 'number', folded: true };
    }
    if (title !== '') {
      yield { ids: this.#get('title', title), by: 'title', folded: false };
      yield { ids: this.#get('title folded', plain(title)), by: 'title', folded: true };
    }
  }
}

function cellsOf(
  { fields }: SheetRow,
  targets: readonly SheetTarget[],
  document: MatchedDocument,
  notation: Notation,
  by: MatchedBy,
): CellDifference[] {
  return targets.flatMap((target, column): CellDifference[] => {
    const written = (fields[column] ?? '').trim();
    if (written === '' || (target.kind !== 'detail' && target.kind !== 'field')) return [];
    const stored =
      target.kind === 'detail' ? document[target.column] : storedIn(document.fields, target.field.name);
    // What a document was found by is what it is called already.
    if (target.kind === 'detail' && target.column === 'title' && by === 'title')
      return [{ column, written, stored, value: stored, outcome: 'kept' }];
    const read =
      target.kind === 'detail'
        ? readDetail(target.column, written)
        : readField(target.field, written, notation);
    if ('problem' in read) return [{ column, written, stored, value: null, outcome: read.problem }];
    const { value } = read;
    const outcome = value === stored ? 'kept' : stored === null || stored === '' ? 'filled' : 'changed';
    return [{ column, written, stored, value, outcome }];
  });
}

function storedIn(fields: Readonly<Record<string, string>>, name: string): string | null {
  const wanted = foldName(name);
  return Object.entries(fields).find(([each]) => foldName(each) === wanted)?.[1] ?? null;
}

type Read = { readonly value: string } | { readonly problem: CellOutcome };

const longest: Readonly<Record<DocumentDetail, number>> = {
  title: 300,
  date: 10,
  author: 200,
  addressee: 200,
  dossier: 100,
  documentNumber: 100,
  sourceUrl: 2_000,
  licence: 200,
  language: 35,
};
const longestField = 2_000;

const languages: Readonly<Record<string, string>> = {
  nederlands: 'nl',
  dutch: 'nl',
  engels: 'en',
  english: 'en',
  frans: 'fr',
  french: 'fr',
  duits: 'de',
  german: 'de',
  fries: 'fy',
  frisian: 'fy',
};

function readDetail(column: DocumentDetail, written: string): Read {
  const line = written.replace(/\s+/gu, ' ');
  if (column === 'date') {
    const day = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/.exec(line)?.[1];
    const value = readDate(day ?? line);
    return value === null ? { problem: 'not_date' } : { value };
  }
  if (column === 'language') {
    const tag = languages[line.toLowerCase()] ?? line.replaceAll('_', '-');
    const value = tag.replace(/^[A-Za-z]{2,3}(?=-|$)/, (each) => each.toLowerCase());
    return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value) ? { value } : { problem: 'not_language' };
  }
  if (line.length > longest[column]) return { problem: 'too_long' };
  if (column === 'sourceUrl')
    return /^https?:\/\/[^\s/]+\.[^\s/]+/i.test(line) ? { value: line } : { problem: 'not_address' };
  return { value: line };
}

const notOfKind = {
  number: 'not_number',
  date: 'not_date',
  choice: 'not_choice',
  yes_no: 'not_yes_no',
} as const;

function readField(field: DocumentField, written: string, notation: Notation): Read {
  if (written.length > longestField) return { problem: 'too_long' };
  const value = readFieldValue(field, written, notation);
  if (value !== null) return { value };
  return { problem: field.kind === 'text' ? 'too_long' : notOfKind[field.kind] };
}

/** Details in the order of documents, as the difference of one document is applied: only what fills or changes. */
export function changesOf(
  { cells }: RowDifference,
  targets: readonly SheetTarget[],
): {
  readonly details: Readonly<Partial<Record<DocumentDetail, string>>>;
  readonly fields: Readonly<Record<string, string>>;
} {
  const details: Partial<Record<DocumentDetail, string>> = {};
  const fields: Record<string, string> = {};
  for (const { column, value, outcome } of cells) {
    const target = targets[column];
    if (value === null || (outcome !== 'filled' && outcome !== 'changed')) continue;
    if (target?.kind === 'detail' && documentDetails.includes(target.column)) details[target.column] = value;
    else if (target?.kind === 'field') fields[target.field.name] = value;
  }
  return { details, fields };
}
