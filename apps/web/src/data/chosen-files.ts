/*
 * Which files somebody has chosen for an intake, kept in this browser: after a reload it has the files no more, but can
 * say which of them are still to be chosen.
 */

const prefix = 'koersvast-chosen:';

/** A file that was chosen, or that the server has. */
export interface KnownFile {
  readonly id: string;
  readonly path: string;
  readonly size: number;
  /** Whether the server has all of it. */
  readonly arrived: boolean;
}

type Row = readonly [id: string, path: string, size: number];

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value)) return false;
  const [id, path, size] = value;
  return typeof id === 'string' && typeof path === 'string' && typeof size === 'number';
}

export function notedFiles(key: string): readonly KnownFile[] {
  try {
    const rows: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? '[]');
    if (!Array.isArray(rows)) return [];
    return rows.filter(isRow).map(([id, path, size]) => ({ id, path, size, arrived: false }));
  } catch {
    return [];
  }
}

export function noteChosen(key: string, files: Iterable<Omit<KnownFile, 'arrived'>>): void {
  const rows = [...files].map(({ id, path, size }): Row => [id, path, size]);
  try {
    if (rows.length === 0) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify(rows));
  } catch {
    // Then only the server knows, and only of those that were begun.
  }
}

export function forgetNoted(key: string): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // There was nothing to forget.
  }
}

/** Of all intakes: who uses this browser next need not know what was added. */
export function forgetAllNoted(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // There was nothing to forget.
  }
}
