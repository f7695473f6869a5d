import { type NumberFormat, writeNumber } from './number-format.ts';

export interface Level {
  readonly start: number;
  readonly format: NumberFormat;
  /** With `%1` for the number of the first level. */
  readonly text: string;
  /** The level from which on numbers above make this one begin again; 0 for never, null for any level above it. */
  readonly restart: number | null;
  /** All numbers in it are written 1, 2, 3. */
  readonly legal: boolean;
}

/** A list as paragraphs name it. Several may be of one kind, and count on from each other. */
export interface List {
  readonly id: string;
  readonly kind: string;
  /** Where a level begins in this list, whatever others of its kind came to. */
  readonly starts: ReadonlyMap<number, number>;
  level(index: number): Level | null;
}

const levels = 9;

/** Numbers the items of lists as Word does. Paragraphs are to be given in their order, each once. */
export class ListNumbers {
  /** Of each kind of list, the number that each level came to. */
  readonly #counts = new Map<string, (number | null)[]>();
  readonly #begun = new Set<string>();

  /** Counts one item, and says what stands before it: empty for a bullet, null when it is no item at all. */
  next(list: List, ilvl: number): string | null {
    const index = Math.min(Math.max(ilvl, 0), levels - 1);
    const definition = list.level(index);
    if (definition === null) return null;
    const counts = this.#counts.get(list.kind) ?? Array.from({ length: levels }, () => null);
    this.#counts.set(list.kind, counts);
    this.#count(list, index, definition, counts);
    if (definition.format === 'bullet') return '';
    const label = definition.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const other = list.level(at);
      if (other === null) return '';
      const number = counts[at] ?? list.starts.get(at) ?? other.start;
      return writeNumber(number, definition.legal && other.format !== 'none' ? 'decimal' : other.format);
    });
    return label.trim() === '' ? null : label.trim();
  }

  #count(list: List, index: number, definition: Level, counts: (number | null)[]): void {
    const begun = `${list.id} ${index}`;
    const start = this.#begun.has(begun) ? undefined : list.starts.get(index);
    this.#begun.add(begun);
    const count = counts[index] ?? null;
    const first = list.starts.get(index) ?? definition.start;
    counts[index] = start ?? (count === null ? first : count + 1);
    for (let deeper = index + 1; deeper < levels; deeper += 1) {
      const restart = list.level(deeper)?.restart ?? null;
      if (restart === null || (restart > 0 && index < restart)) counts[deeper] = null;
    }
  }
}
