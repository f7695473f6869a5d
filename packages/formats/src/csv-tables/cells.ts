import type { Lost } from '../dataset/dataset.ts';
import type { DocumentTableRow } from '../table/documents.ts';

/** What a reader could not make out, counted by what it was. */
export class LostRecords {
  readonly #found = new Map<string, { count: number; readonly first: string }>();

  add(what: string, place: string): void {
    const found = this.#found.get(what);
    if (found === undefined) this.#found.set(what, { count: 1, first: place });
    else found.count += 1;
  }

  get all(): Lost[] {
    return [...this.#found].map(([what, { count, first }]) => ({ what, count, first }));
  }
}

/** The cells of one record by the names of their columns; a column that is not there is empty. */
export class RecordCells {
  readonly names: readonly string[];
  readonly #file: string;
  readonly #line: number;
  readonly #cells: ReadonlyMap<string, string>;
  readonly #lost: LostRecords;

  constructor(
    file: string,
    line: number,
    names: readonly string[],
    fields: readonly string[],
    lost: LostRecords,
  ) {
    this.names = names;
    this.#file = file;
    this.#line = line;
    this.#cells = new Map(names.map((name, at) => [name, fields[at] ?? '']));
    this.#lost = lost;
  }

  /** Tells that what stands in a column could not be made out. */
  lose(name: string): void {
    this.#lost.add(`${this.#file}: ${name}`, `${this.#file}:${this.#line}`);
  }

  text(name: string): string {
    return this.#cells.get(name) ?? '';
  }

  /** Null where the cell is empty. */
  optional(name: string): string | null {
    return this.text(name) || null;
  }

  /** Whether a key is there, which a record cannot do without. */
  has(name: string): boolean {
    if (this.text(name) !== '') return true;
    this.lose(name);
    return false;
  }

  /** A whole number; null where the cell is empty or holds none. */
  number(name: string): number | null {
    const text = this.text(name).trim();
    if (text === '') return null;
    const number = Number(text);
    if (Number.isSafeInteger(number)) return number;
    this.lose(name);
    return null;
  }

  /** A number with a point or a comma; null where the cell is empty or holds none. */
  decimal(name: string): number | null {
    const text = this.text(name).trim();
    if (text === '') return null;
    const number = Number(text.replace(',', '.'));
    if (Number.isFinite(number)) return number;
    this.lose(name);
    return null;
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value | null {
    const text = this.text(name);
    const found = values.find((value) => value === text);
    if (found === undefined && text !== '') this.lose(name);
    return found ?? null;
  }

  /** A list of words, as JSON. */
  list(name: string): string[] {
    const value = this.#json(name);
    if (value === null) return [];
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
    this.lose(name);
    return [];
  }

  /** Words by name, as JSON. */
  words(name: string): Record<string, string> {
    const value = this.#json(name);
    if (value === null) return {};
    if (isRecord(value)) {
      const entries = Object.entries(value);
      if (entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
        return Object.fromEntries(entries);
      }
    }
    this.lose(name);
    return {};
  }

  /** What was read of a document, as JSON. */
  stated(name: string): DocumentTableRow['stated'] {
    const value = this.#json(name);
    if (value === null) return {};
    const entries = isRecord(value) ? Object.entries(value) : [];
    const known = entries.flatMap(([key, each]): [string, DocumentTableRow['stated'][string]][] =>
      isStated(each) ? [[key, each]] : [],
    );
    if (!isRecord(value) || known.length < entries.length) this.lose(name);
    return Object.fromEntries(known);
  }

  #json(name: string): unknown {
    const text = this.text(name);
    if (text === '') return null;
    try {
      return JSON.parse(text);
    } catch {
      this.lose(name);
      return null;
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStated(value: unknown): value is DocumentTableRow['stated'][string] {
  if (!isRecord(value)) return false;
  const { value: words, start, end, from } = value;
  const isPlace = (place: unknown) => place === null || typeof place === 'number';
  return typeof words === 'string' && typeof from === 'string' && isPlace(start) && isPlace(end);
}
