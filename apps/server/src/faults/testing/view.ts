import type { Annotation } from '@koersvast/contracts';

/** What one browser shows: the newest version of each annotation that it was told of, wherever it heard of it. */
export class View {
  readonly #rows = new Map<string, Annotation>();

  put(row: Annotation): void {
    if (row.version > (this.#rows.get(row.id)?.version ?? 0)) this.#rows.set(row.id, row);
  }

  /** Everything again, after a gap. */
  replace(rows: readonly Annotation[]): void {
    this.#rows.clear();
    for (const row of rows) this.put(row);
  }

  living(): Annotation[] {
    return [...this.#rows.values()].filter(({ deletedAt }) => deletedAt === null);
  }
}
