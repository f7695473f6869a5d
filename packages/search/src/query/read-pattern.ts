import { compilePattern } from '../pattern/pattern.ts';
import { QueryRefusal } from './error.ts';
import type { Pattern, Place } from './query.ts';

/** What stands between two strokes, if it is a pattern; what is wrong in it is said at its place in the query. */
export function readPattern(token: Place & { readonly source: string }): Pattern {
  const { source, start, end } = token;
  const compiled = compilePattern(source);
  if (compiled.ok) return { kind: 'pattern', source };
  const { code, start: from, end: to } = compiled.error;
  const isNowhere = from === to;
  throw new QueryRefusal(code, isNowhere ? { start, end } : { start: start + 1 + from, end: start + 1 + to });
}
