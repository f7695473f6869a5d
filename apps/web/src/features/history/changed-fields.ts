import type { Change } from '@koersvast/contracts';
import { noteNames } from '@koersvast/core/annotation';
import { comparedFields } from '@koersvast/core/codebook';
import { factNames } from '@koersvast/core/fact';
import { documentDetails } from '@koersvast/core/file';

/**
 * The fields whose change a reader is told. All others only count or date changes, are said by one of these, or
 * never change. Positions are those in code points, as in the CSV files.
 */
export const toldFields = [
  'tagId',
  'startCp',
  'endCp',
  'quote',
  ...noteNames,
  'deletedAt',
  'archivedAt',
  'removedAt',
  'supersededAt',
  'withdrawnAt',
  'revealedAt',
  'deadline',
  'searching',
  'note',
  'chart',
  'query',
  'shared',
  'aside',
  'entries',
  'finishedAt',
  'response',
  'responseReason',
  // Of a tag what two versions of a codebook are compared by; a project and a round have a name as well.
  ...comparedFields,
  'position',
  'meaningVersion',
  'mergedIntoId',
  ...documentDetails,
  'fields',
  'state',
  'role',
  'documentIds',
  'text',
  'mentions',
  'independent',
  'verdictKinds',
  'documentFields',
  'conditions',
  ...factNames,
] as const;
export type ToldField = (typeof toldFields)[number];

/** One thing about a row that was changed. */
export interface ChangedField {
  readonly field: ToldField;
  readonly before: unknown;
  readonly after: unknown;
}

/** What is different between a row before and after; nothing for what was made. */
export function changedFields({ before, after }: Pick<Change, 'before' | 'after'>): ChangedField[] {
  if (before === null || after === null) return [];
  const was = before as Readonly<Record<string, unknown>>;
  const is = after as Readonly<Record<string, unknown>>;
  return toldFields
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
