import type { Condition, Query, Related, RelationName, Words } from './query.ts';

const SIGNS: Readonly<Record<RelationName, string>> = {
  within: 'WITHIN',
  contains: 'CONTAINS',
  overlaps: 'OVERLAPS',
  equals: 'EQUALS',
  touches: 'TOUCHES',
  near: 'NEAR',
  before: 'BEFORE',
  after: 'AFTER',
  'same-sentence': 'SAME/sentence',
  'same-paragraph': 'SAME/paragraph',
  'same-document': 'SAME/document',
};
/** What means something else than itself where no marks stand around it. */
const OPERATOR =
  /^(?:AND|OR|NOT|NEAR|FOLLOWED|WITHIN|CONTAINS|OVERLAPS|EQUALS|TOUCHES|BEFORE|AFTER|SAME)(?![\p{L}\p{N}])/u;
const BARE = /^[\p{L}\p{N}*][\p{L}\p{M}\p{N}*'’‘ʼ_.,/\u00AD-]*$/u;

/** The query as it may be typed: read again, it is the same, but for the places in it. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'words':
      return printWords(query);
    case 'forms':
      return `~${query.word}[${query.forms.map(({ typed }) => typed).join(' ')}]`;
    case 'pattern':
      return `/${query.source}/`;
    case 'coded':
      return query.conditions.length === 1
        ? query.conditions.map(printCondition).join('')
        : `[${query.conditions.map(printCondition).join(' ')}]`;
    case 'document':
      return printCondition(query.condition);
    case 'and':
      return query.parts.map((part) => within(part, part.kind === 'or')).join(' AND ');
    case 'or':
      return query.parts.map(printQuery).join(' OR ');
    case 'not':
      return `NOT ${within(query.part, isMany(query.part))}`;
    case 'inside':
      return `in:${query.unit}(${printQuery(query.part)})`;
    case 'near':
      return joined(query, `${query.isInOrder ? 'FOLLOWED' : 'NEAR'}${printDistance(query)}`);
    case 'related':
      return joined(query, `${query.isNot ? 'NOT ' : ''}${SIGNS[query.relation]}${printDistance(query)}`);
  }
}

/** What stands beside such an operator binds to the left. */
function joined({ left, right }: { left: Query; right: Query }, sign: string): string {
  const first = within(left, isMany(left) || left.kind === 'not');
  const isLoose = isMany(right) || ['not', 'near', 'related'].includes(right.kind);
  return `${first} ${sign} ${within(right, isLoose)}`;
}

function isMany({ kind }: Query): boolean {
  return kind === 'and' || kind === 'or';
}

function within(query: Query, isBracketed: boolean): string {
  return isBracketed ? `(${printQuery(query)})` : printQuery(query);
}

function printDistance({ most, unit }: Pick<Related, 'most' | 'unit'>): string {
  if (most === null) return '';
  return unit === 'sentence' ? `/${most}s` : `/${most}`;
}

function printWords({ typed }: Words): string {
  return BARE.test(typed) && !OPERATOR.test(typed) ? typed : `"${typed}"`;
}

function printCondition({ field, compare, value, upTo }: Condition): string {
  if (upTo !== null) return `${field}:${value}..${upTo}`;
  const sign = compare === 'is' ? '' : compare === 'exactly' ? '=' : compare;
  return `${field}:${sign}${/^[\p{L}\p{N}_-]+$/u.test(value) ? value : `"${value}"`}`;
}
