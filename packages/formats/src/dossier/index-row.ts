import { readDate } from '@koersvast/core/date';
import type { MetadataKey } from '@koersvast/core/file';
import { identifiersIn } from './name.ts';

/** What a list says of one letter. */
export interface IndexRow {
  /** Where it stands in its file, from 1: its line, or its number among the records. */
  readonly line: number;
  /** Names of its files, with folders as far as they are given. */
  readonly files: readonly string[];
  /** Official numbers that its files may be called by, in lower case. */
  readonly identifiers: readonly string[];
  /** Those of its attachments. */
  readonly attachments: readonly string[];
  /** The document that it is about, where the list was made by this program. */
  readonly document: string | null;
  readonly metadata: Readonly<Partial<Record<MetadataKey, string>>>;
  /** Fields of one's own, by their heading. */
  readonly fields: Readonly<Record<string, string>>;
  /** Values that are not what their column says, as they stand there: they are in no detail. */
  readonly notDates: readonly { readonly key: MetadataKey; readonly value: string }[];
}

const dates: ReadonlySet<MetadataKey> = new Set(['date', 'published', 'received']);

/** A day as a list writes it: also with hours, and as ISO 8601. */
function dayOf(value: string): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(value)?.[1];
  return readDate(day ?? value.replace(/[ ,]+\d{1,2}:\d{2}(?::\d{2})?$/, ''));
}

/** Puts together one row, out of details as they are written. Null when it says nothing. */
export class RowDraft {
  readonly #line: number;
  readonly #files: string[] = [];
  readonly #identifiers = new Set<string>();
  readonly #attachments = new Set<string>();
  #document: string | null = null;
  readonly #metadata: Partial<Record<MetadataKey, string>> = {};
  readonly #fields: Record<string, string> = {};
  readonly #notDates: { key: MetadataKey; value: string }[] = [];

  constructor(line: number) {
    this.#line = line;
  }

  detail(key: MetadataKey, written: unknown): this {
    const value = lineOf(written);
    if (value === '') return this;
    if (dates.has(key)) {
      const day = dayOf(value);
      if (day === null) this.#notDates.push({ key, value });
      else this.#metadata[key] = day;
      return this;
    }
    this.#metadata[key] = key === 'dossier' ? plainDossier(value) : value;
    if (key === 'identifier' || key === 'document_number') this.identifiers(value);
    return this;
  }

  /** A cell may name several. */
  files(written: unknown): this {
    for (const each of lineOf(written, '\n').split(/\s*[;|\n]\s*/u)) {
      const name = each.trim().replace(/^(?:[.]{0,2}[\\/])+/, '');
      if (name !== '') this.#files.push(name.replaceAll('\\', '/'));
    }
    return this;
  }

  identifiers(...written: readonly unknown[]): this {
    for (const each of written) for (const one of identifiersIn(lineOf(each))) this.#identifiers.add(one);
    return this;
  }

  attachments(...written: readonly unknown[]): this {
    for (const each of written) for (const one of identifiersIn(lineOf(each))) this.#attachments.add(one);
    return this;
  }

  document(written: unknown): this {
    this.#document = lineOf(written) || null;
    return this;
  }

  field(name: string, written: unknown): this {
    const value = lineOf(written, '\n');
    if (name !== '' && name !== '__proto__' && value !== '') this.#fields[name] = value;
    return this;
  }

  finish(): IndexRow | null {
    const { dossier, number } = this.#metadata;
    if (dossier !== undefined && number !== undefined && /^[\w-]+$/.test(number))
      this.identifiers(`kst-${dossier}-${number}`);
    const row: IndexRow = {
      line: this.#line,
      files: this.#files,
      identifiers: [...this.#identifiers],
      attachments: [...this.#attachments],
      document: this.#document,
      metadata: this.#metadata,
      fields: { ...this.#fields },
      notDates: this.#notDates,
    };
    const says =
      row.files.length +
      row.identifiers.length +
      Object.keys(row.metadata).length +
      Object.keys(row.fields).length;
    return says > 0 || row.document !== null ? row : null;
  }
}

/** A value on one line; empty for what is none. */
function lineOf(written: unknown, lineBreak = ' '): string {
  if (typeof written !== 'string' && typeof written !== 'number' && typeof written !== 'boolean') return '';
  return String(written)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\s*\n\s*/gu, lineBreak)
    .trim();
}

/** `36 600 VII` as `36600-VII`. */
function plainDossier(written: string): string {
  return written
    .replace(/(\d)[\s\u00A0.](?=\d{3})/gu, '$1')
    .replace(/(\d)[\s\u00A0]+\(?([IVXLC]+|[A-Z])\)?$/u, '$1-$2');
}
