import { isDeepStrictEqual } from 'node:util';

/** Whether writing `patch` over `row` would change nothing; fields that are undefined are not written. */
export function samePatch<Row extends object>(row: Row, patch: Partial<Row>): boolean {
  return Object.entries(patch).every(([field, value]) =>
    isDeepStrictEqual(row[field as keyof Row], value as Row[keyof Row]),
  );
}
