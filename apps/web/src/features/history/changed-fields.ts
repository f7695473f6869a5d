import type { Change } from '@koersvast/contracts';

/** Fields that only count or date changes, or that others say already. */
const bookkeeping = new Set([
  'version',
  'updatedAt',
  'codebookVersion',
  'startCp',
  'endCp',
  'proposedStartCp',
  'proposedEndCp',
  'respondedAt',
  'doneAt',
  'restoredVersion',
]);

/** One thing about a row that was changed. */
export interface ChangedField {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What is different between a row before and after; nothing for what was made. */
export function changedFields({ before, after }: Pick<Change, 'before' | 'after'>): ChangedField[] {
  if (before === null || after === null) return [];
  const was = before as Readonly<Record<string, unknown>>;
  const is = after as Readonly<Record<string, unknown>>;
  return Object.keys(is)
    .filter((field) => !bookkeeping.has(field))
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .map((field) => ({ field, before: was[field], after: is[field] }));
}

/** Whether a change says nothing to a reader: the number of the codebook that went up with a tag. */
export function isSilent(change: Change): boolean {
  if (change.before === null || change.after === null) return false;
  return changedFields(change).length === 0;
}

/** Moments at which a document changed, the last first, each once. */
export function momentsOf(changes: readonly Pick<Change, 'at'>[]): string[] {
  return [...new Set(changes.map(({ at }) => at))].sort((a, b) => (a < b ? 1 : -1));
}
