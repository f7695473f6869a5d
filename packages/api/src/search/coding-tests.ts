import { foldName } from '@koersvast/core/person';
import type { Rows } from '@koersvast/db';
import { type Condition, type codingFields, fold } from '@koersvast/search';
import { verdictNumbers } from '../study/codings.ts';
import type { CodingTest } from './aside/codings.ts';

/** What there is in a project that a query may name. */
export interface Named {
  readonly tags: readonly Rows['tag'][];
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly rounds: readonly Rows['round'][];
}

const layerNames: Readonly<Record<string, string>> = {
  current: 'current',
  'first-pass': 'first_pass',
  'first pass': 'first_pass',
  final: 'final',
};

/** What a condition asks of a coding; null where nothing is called as it says. */
export function codingTest(condition: Condition, named: Named): CodingTest | null {
  const { value, compare } = condition;
  const exactly = compare === 'exactly';
  switch (condition.field.toLowerCase() as (typeof codingFields)[number]) {
    case 'tag':
      return ofIds('tag', tagsCalled(value, named.tags, !exactly));
    case 'coder': {
      const wanted = foldName(value);
      const is = (name: string) => name === wanted || (!exactly && name.startsWith(`${wanted} `));
      return ofIds(
        'coder',
        named.members.flatMap(({ id, name }) => (is(foldName(name)) ? id : [])),
      );
    }
    case 'round': {
      const wanted = foldName(value);
      const is = ({ number, name }: Rows['round']) => String(number) === wanted || foldName(name) === wanted;
      return ofIds(
        'round',
        named.rounds.flatMap((round) => (is(round) ? round.id : [])),
      );
    }
    case 'layer': {
      const kind = layerNames[foldName(value)];
      return kind === undefined ? null : { kind: 'layer', kinds: [kind] };
    }
    case 'certainty': {
      const numbers = certainties(condition);
      return numbers.length === 0 ? null : { kind: 'certainty', numbers };
    }
    case 'verdict': {
      const name = foldName(value);
      if (name === 'none') return { kind: 'verdict', numbers: [0] };
      const number = Object.hasOwn(verdictNumbers, name)
        ? verdictNumbers[name as keyof typeof verdictNumbers]
        : undefined;
      return number === undefined ? null : { kind: 'verdict', numbers: [number] };
    }
    case 'memo':
      return { kind: 'memo', words: value === '*' ? null : fold(value).folded };
  }
}

function ofIds(kind: 'tag' | 'coder' | 'round', ids: readonly string[]): CodingTest | null {
  return ids.length === 0 ? null : { kind, ids };
}

/** Those with this name, in whatever language, with what was merged into them, and with what lies below them. */
function tagsCalled(name: string, tags: readonly Rows['tag'][], withBelow: boolean): string[] {
  const wanted = foldName(name);
  const found = new Set(
    tags
      .filter((tag) =>
        [tag.name, ...Object.values(tag.names)].some((each) => each && foldName(each) === wanted),
      )
      .map(({ id }) => id),
  );
  for (let more = true; more; ) {
    const added = tags.filter(
      ({ id, parentId, mergedIntoId }) =>
        !found.has(id) &&
        ((withBelow && parentId !== null && found.has(parentId)) ||
          (mergedIntoId !== null && found.has(mergedIntoId))),
    );
    for (const { id } of added) found.add(id);
    more = added.length > 0;
  }
  return [...found];
}

function certainties({ compare, value, upTo }: Condition): number[] {
  if (foldName(value) === 'none') return [0];
  const [from, to] = [Number(value), Number(upTo ?? value)];
  if (!Number.isInteger(from) || !Number.isInteger(to)) return [];
  return [1, 2, 3].filter((each) => {
    switch (compare) {
      case '<':
        return each < from;
      case '<=':
        return each <= from;
      case '>':
        return each > from;
      case '>=':
        return each >= from;
      case 'between':
        return each >= from && each <= to;
      default:
        return each === from;
    }
  });
}
