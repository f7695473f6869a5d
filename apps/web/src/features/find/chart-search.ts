import type { ProjectDetail, SearchQuestion } from '@koersvast/contracts';
import { readDate } from '@koersvast/core/date';
import { columnOf } from '@koersvast/core/document-filter';
import { filterColumns, ownColumn } from '@koersvast/core/document-rule';
import { foldName } from '@koersvast/core/person';
import type { Coded, Condition, Query } from '@koersvast/search';

interface ChartSearch {
  readonly chart: 'time';
  /** Queries find what is not finished as well. */
  readonly unfinished?: true;
  readonly layers?: 'first-pass' | 'final';
  readonly round?: string;
  readonly tags?: readonly string[];
  readonly below?: true;
  readonly coders?: readonly string[];
  readonly where?: readonly (readonly string[])[];
}

type Coding = Omit<ChartSearch, 'chart' | 'where'>;

/** What of a query a chart can count: codings of a kind in documents of a kind; null where it asks anything else. */
export function chartSearchOf(
  query: Query,
  piece: SearchQuestion['piece'],
  detail: ProjectDetail,
): ChartSearch | null {
  const parts = query.kind === 'and' ? query.parts : [query];
  const conditions = parts.flatMap((part) => (part.kind === 'document' ? part.condition : []));
  const [coded, ...others] = parts.filter(({ kind }) => kind !== 'document');
  if (coded === undefined || others.length > 0 || piece === 'sentence' || piece === 'paragraph') return null;
  const coding = codingOf(coded, detail);
  const where = conditions.map((condition) => ruleLine(condition, detail));
  if (coding === null || where.includes(null)) return null;
  return {
    chart: 'time',
    ...coding,
    ...(where.length > 0 && { where: where.filter((line) => line !== null) }),
  };
}

/** One coding with what must be so of it, or any of several tags. */
function codingOf(query: Query, detail: ProjectDetail): Coding | null {
  if (query.kind === 'coded') return codingWith(query, detail);
  if (query.kind !== 'or') return null;
  const each = query.parts.map((part) => (part.kind === 'coded' ? codingWith(part, detail) : null));
  const [first, ...rest] = each;
  // They may differ in their tags alone.
  const beside = (coding: Coding | null | undefined) => JSON.stringify({ ...coding, tags: undefined });
  if (first == null || first.tags === undefined || rest.some((other) => other?.tags === undefined))
    return null;
  if (rest.some((other) => beside(other) !== beside(first))) return null;
  return { ...first, tags: [...new Set(each.flatMap((coding) => coding?.tags ?? []))] };
}

function codingWith({ conditions }: Coded, detail: ProjectDetail): Coding | null {
  const named = conditions.map(({ field }) => field.toLowerCase());
  // Twice the same says less than both, which a chart does not count.
  if (new Set(named).size < named.length) return null;
  let coding: Coding & { readonly of?: 'current' } = {};
  for (const condition of conditions) {
    const more = conditionOf(condition, detail);
    if (more === null) return null;
    coding = { ...coding, ...more };
  }
  const { of: _, ...rest } = coding;
  return rest.layers === undefined ? { ...rest, unfinished: true } : rest;
}

function conditionOf(
  { field, compare, value }: Condition,
  { tags, members, rounds }: ProjectDetail,
): (Coding & { readonly of?: 'current' }) | null {
  const wanted = foldName(value);
  switch (field.toLowerCase()) {
    case 'tag': {
      const found = tags.filter((tag) =>
        [tag.name, ...Object.values(tag.names)].some((name) => name && foldName(name) === wanted),
      );
      // What was merged into another is counted there.
      const ids = [...new Set(found.map(({ id, mergedIntoId }) => mergedIntoId ?? id))];
      if (ids.length === 0) return null;
      return compare === 'exactly' ? { tags: ids } : { tags: ids, below: true };
    }
    case 'coder': {
      const is = (name: string) =>
        name === wanted || (compare !== 'exactly' && name.startsWith(`${wanted} `));
      const ids = members.flatMap(({ id, name }) => (is(foldName(name)) ? id : []));
      return ids.length === 0 ? null : { coders: ids };
    }
    case 'round': {
      const found = rounds.filter(
        ({ number, name }) => String(number) === wanted || foldName(name) === wanted,
      );
      const [round] = found;
      return found.length === 1 && round !== undefined ? { round: round.id } : null;
    }
    case 'layer':
      if (wanted === 'current') return { of: 'current' };
      if (wanted === 'first-pass' || wanted === 'first pass') return { layers: 'first-pass' };
      return wanted === 'final' ? { layers: 'final' } : null;
    default:
      return null;
  }
}

/** A condition on documents as filters have it; null for what these cannot say. */
function ruleLine({ field, compare, value, upTo }: Condition, { project }: ProjectDetail): string[] | null {
  if (field.toLowerCase() === 'set') return null;
  const detail = filterColumns.find((each) => each.toLowerCase() === field.toLowerCase());
  const column = detail ?? ownColumn(field);
  const { kind } = columnOf(column, project.documentFields);
  if (compare === 'is' && value === '*') return [column, 'filled'];
  // Dates are typed as people write them.
  const from = kind === 'date' ? readDate(value) : value;
  const to = kind === 'date' && upTo !== null ? readDate(upTo) : upTo;
  if (from === null || (to === null && upTo !== null)) return null;
  switch (compare) {
    case 'is':
      if (kind === 'text') return [column, 'contains', from];
      return kind === 'date' || kind === 'number' ? [column, 'range', from, from] : [column, 'one_of', from];
    case 'exactly':
      return kind === 'date' || kind === 'number' ? [column, 'range', from, from] : [column, 'one_of', from];
    case '>=':
      return [column, 'range', from, ''];
    case '<=':
      return [column, 'range', '', from];
    case 'between':
      return [column, 'range', from, to ?? ''];
    default:
      return null;
  }
}
