import type { SearchWindow } from '@koersvast/contracts';
import { printQuery, type Query, queryLimits } from '@koersvast/search';

/** Whether it is of places that other words can be near. */
const isOfPlaces = (query: Query): boolean =>
  query.kind === 'or'
    ? query.parts.every(isOfPlaces)
    : ['words', 'forms', 'pattern', 'coded', 'near', 'related'].includes(query.kind);

const joined = (kind: 'and' | 'or', parts: readonly Query[]): Query => {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) };
};

function near(places: Query, word: Query, window: SearchWindow): Query {
  if (window.kind === 'hit')
    return {
      ...({ kind: 'related', left: word, right: places, relation: 'within' } as const),
      ...({ most: null, unit: 'word', isNot: false } as const),
    };
  if (window.kind !== 'words')
    return { kind: 'inside', unit: window.kind, part: joined('and', [places, word]) };
  const { left, right } = window;
  const pair = (one: Query, other: Query, words: number, isInOrder: boolean): Query => ({
    ...({ kind: 'near', left: one, right: other, most: words - 1, unit: 'word', isInOrder } as const),
  });
  if (left === right) return pair(places, word, left, false);
  const before = left > 0 ? [pair(word, places, left, true)] : [];
  const behind = right > 0 ? [pair(places, word, right, true)] : [];
  return joined('or', [...before, ...behind]);
}

/** The query of the places where a word is near what another query finds; null where no query says that. */
export function together(query: Query, folded: string, window: SearchWindow): string | null {
  const parts = query.kind === 'and' ? query.parts : [query];
  const places = parts.filter(isOfPlaces);
  const others = parts.filter((part) => !isOfPlaces(part));
  // Of what is neither a place nor a condition on its whole document, hits are only some.
  if (places.length === 0 || others.some(({ kind }) => kind !== 'document' && kind !== 'not')) return null;
  const word: Query = { kind: 'words', typed: folded, words: [folded] };
  // That each of several stands in the document is asked without a hit of its own.
  const all: Query[] =
    places.length === 1 ? [] : [{ kind: 'not', part: { kind: 'not', part: joined('and', places) } }];
  const asked = printQuery(joined('and', [near(joined('or', places), word, window), ...all, ...others]));
  return asked.length > queryLimits.length ? null : asked;
}
