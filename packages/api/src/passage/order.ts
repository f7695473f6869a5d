import type { ListPassagesInput } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { ownFieldOf } from '@koersvast/core/document-rule';
import type { DocumentDetail } from '@koersvast/core/file';
import { foldName } from '@koersvast/core/person';
import type { Rows } from '@koersvast/db';
import {
  certaintyRanks,
  type Gathered,
  type PassageOrder,
  type Ranks,
  unranked,
  verdictRanks,
} from '../study/passages.ts';

/** What has places of its own: ids by what they stand for, and what each place is called. */
export interface Gathering {
  readonly by: Gathered;
  readonly ranks: Ranks;
  /** The id or the value at each place. */
  readonly keys: ReadonlyMap<number, string>;
}

/** What lists are put in order by. */
export interface Known {
  /** In the order in which they were added. */
  readonly documents: readonly Rows['document'][];
  readonly tags: readonly Rows['tag'][];
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly rounds: readonly { readonly id: string; readonly number: number }[];
}

const inOrder = new Intl.Collator('nl', { numeric: true, sensitivity: 'base' });

/** Each by itself, in the order in which they come. */
function oneByOne(by: Gathered, ids: readonly string[]): Gathering {
  const entries = ids.map((id, at) => [id, at] as const);
  return { by, ranks: new Map(entries), keys: new Map(entries.map(([id, at]) => [at, id])) };
}

const fixed = (by: Gathered, ranks: readonly (readonly [string, number])[]): Gathering => ({
  by,
  ranks: new Map(ranks),
  keys: new Map(ranks.flatMap(([key, place]) => (place === unranked ? [] : [[place, key]]))),
});

/** Documents with the same value together, in the order of the values; those without one have no place. */
function byValue(
  documents: readonly Rows['document'][],
  wordOf: (document: Rows['document']) => string,
): Gathering {
  const values = new Map<string, string>();
  const folded = documents.map((document) => {
    const value = wordOf(document).trim();
    const name = foldName(value);
    // As it was written first.
    if (value !== '' && !values.has(name)) values.set(name, value);
    return name;
  });
  const sorted = [...values].sort(([, one], [, other]) => inOrder.compare(one, other));
  const placeOf = new Map(sorted.map(([name], at) => [name, at]));
  const ranks = new Map(
    documents.flatMap(({ id }, at) => {
      const place = placeOf.get(folded[at] ?? '');
      return place === undefined ? [] : [[id, place] as const];
    }),
  );
  return { by: 'document', ranks, keys: new Map(sorted.map(([, value], at) => [at, value])) };
}

function valueIn(column: string): (document: Rows['document']) => string {
  const own = ownFieldOf(column);
  if (own === null) return (document) => document[column as DocumentDetail] ?? '';
  const wanted = foldName(own);
  return ({ fields }) => {
    if (Object.hasOwn(fields, own)) return fields[own] ?? '';
    const name = Object.keys(fields).find((each) => foldName(each) === wanted);
    return name === undefined ? '' : (fields[name] ?? '');
  };
}

/** By what passages are grouped. */
function gatheringOf(group: string, known: Known): Gathering {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  switch (group) {
    case 'tag':
      return oneByOne('tag', ids(treeOrder(known.tags).map(({ tag }) => tag)));
    case 'coder':
      return oneByOne('coder', ids(known.members));
    case 'round':
      return oneByOne('round', ids(known.rounds.toSorted((one, other) => one.number - other.number)));
    case 'document':
      return oneByOne('document', ids(known.documents));
    case 'certainty':
      return fixed('certainty', certaintyRanks);
    case 'verdict':
      return fixed('verdict', verdictRanks);
    case 'year':
      return byValue(known.documents, ({ date }) => (date ?? '').slice(0, 4));
    default:
      return byValue(known.documents, valueIn(group));
  }
}

/** The same the other way round; what has no place stays at the end. */
function turned({ by, ranks, keys }: Gathering): Gathering {
  return {
    by,
    ranks: new Map([...ranks].map(([id, place]) => [id, place === unranked ? place : -place])),
    keys: new Map([...keys].map(([place, key]) => [-place, key])),
  };
}

/** In which order passages come; what they are sorted by has no places where that is the time they were made. */
export function orderOf(
  { group, sort, down }: Pick<ListPassagesInput, 'group' | 'sort' | 'down'>,
  known: Known,
): { order: PassageOrder; group: Gathering | null; sort: Gathering | null } {
  const documents = new Map(known.documents.map(({ id }, at) => [id, at]));
  const gathered = group === null ? null : gatheringOf(group, known);
  if (sort === 'made') {
    const made = { by: 'made', ranks: new Map(), down } as const;
    return { order: { group: gathered, sort: made, documents }, group: gathered, sort: null };
  }
  const upward = sortingOf(sort, known);
  const sorted = down ? turned(upward) : upward;
  return {
    order: { group: gathered, sort: { ...sorted, down: false }, documents },
    group: gathered,
    sort: sorted,
  };
}

function sortingOf(sort: Exclude<ListPassagesInput['sort'], 'made'>, known: Known): Gathering {
  switch (sort) {
    case 'text':
      return gatheringOf('document', known);
    case 'tag':
      return gatheringOf('tag', known);
    case 'coder':
      return oneByOne(
        'coder',
        known.members.toSorted((one, other) => inOrder.compare(one.name, other.name)).map(({ id }) => id),
      );
    default:
      return byValue(known.documents, valueIn(sort));
  }
}
