import { type DomainErrorCode, domainErrorCodes } from '@koersvast/core';

/** What can be wrong with a codebook as a file; everything else is a refusal of the codebook's own rules. */
export const problemCodes = [
  'not_csv',
  'column_missing',
  'column_twice',
  'value_missing',
  'value_not_valid',
  'value_twice',
] as const;

export function isRefusal(code: string): code is DomainErrorCode {
  return (domainErrorCodes as readonly string[]).includes(code);
}
