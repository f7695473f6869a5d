import { type CodebookRole, codebookRoles } from '@koersvast/core/codebook';
import type { DomainErrorCode } from '@koersvast/core/error';
import { domainErrorCodes } from '@koersvast/core/error-codes';

/** What can be wrong with a codebook as a file; everything else is a refusal of the codebook's own rules. */
export const problemCodes = [
  'not_csv',
  'column_missing',
  'column_twice',
  'value_missing',
  'value_not_valid',
  'value_too_long',
  'value_twice',
  'key_not_valid',
  'tag_key_taken',
  'tag_key_reserved',
  'tag_parent_not_valid',
  'tag_parent_twice',
] as const;

/** What a value of one column must be, where that says more. */
export const columnCodes = [
  'tag.value_too_long',
  'archived.value_not_valid',
  'appearance.value_not_valid',
  'tag_id.value_not_valid',
  'examples.value_not_valid',
  'counter_examples.value_not_valid',
] as const;

export function isRefusal(code: string): code is DomainErrorCode {
  return (domainErrorCodes as readonly string[]).includes(code);
}

/** What the column of a problem is taken for; null for a whole line, or a column that has no other name than its own. */
export function roleOfColumn(column: string): CodebookRole | null {
  return codebookRoles.find((role) => role === column) ?? null;
}
