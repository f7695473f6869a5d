import { conditionsOf } from './conditions.ts';
import { parseQuery } from './parse.ts';
import type { FieldNames } from './query.ts';

/** What was typed, with what conditions are called elsewhere (`also`) in their own names; all else stays as it was typed. */
export function withOwnNames(source: string, fields: FieldNames): string {
  const parsed = parseQuery(source, { fields });
  if (!parsed.ok) return source;
  let written = '';
  let at = 0;
  for (const { field, start } of conditionsOf(parsed.query)) {
    const isOwn = source.slice(start, start + field.length + 1).toLowerCase() === `${field.toLowerCase()}:`;
    if (isOwn) continue;
    written += source.slice(at, start) + field;
    at = source.indexOf(':', start);
  }
  return written + source.slice(at);
}
