import type { Tag } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { aTag } from '../../testing/study.ts';
import { tagContent } from './tag-content.ts';
import {
  bothExamples,
  contentOf,
  emptyTag,
  fieldsOf,
  keyProblem,
  possibleParents,
  withExample,
} from './tag-fields.ts';

const tag = (id: string, part: Partial<Tag> = {}): Tag => aTag(0, { id, name: id, appearance: 0, ...part });

const pressure = tag('pressure', {
  names: { nl: 'druk' },
  key: 'p',
  examples: [{ quote: 'een combinatie van druk', note: '', source: null }],
});

describe('contentOf', () => {
  it('is what the tag says', () => {
    const { names, key, examples } = pressure;
    expect(contentOf(fieldsOf(pressure))).toMatchObject({ names, key, examples });
  });

  it('leaves out examples without words', () => {
    const examples = [{ quote: ' ', note: '', source: null, at: '' }];
    expect(contentOf({ ...emptyTag, name: 'a', examples }).examples).toEqual([]);
  });

  it('is what the contract takes', () => {
    expect(tagContent.safeParse(contentOf({ ...emptyTag, name: 'a' })).success).toBe(true);
    expect(tagContent.safeParse(contentOf(emptyTag)).success).toBe(false);
  });
});

it('names each example of its own, and has those of both', () => {
  const { examples } = fieldsOf(tag('twice', { examples: [...pressure.examples, ...pressure.examples] }));
  expect(new Set(examples.map(({ at }) => at)).size).toBe(2);
  const mine = withExample(withExample(examples));
  expect(new Set(mine.map(({ at }) => at)).size).toBe(4);
  const theirs = fieldsOf(
    tag('theirs', { examples: [{ quote: 'anders', note: '', source: null }] }),
  ).examples;
  expect(bothExamples(examples.slice(0, 1), theirs).map(({ quote }) => quote)).toEqual([
    'anders',
    'een combinatie van druk',
  ]);
});

it.each([
  ['', null],
  ['s', null],
  ['p', 'taken'],
  ['j', 'reserved'],
  ['1', 'reserved'],
  ['é', 'letter'],
  ['ab', null],
  ['abc', 'letter'],
])('the key "%s": %s', (key, kind) => {
  expect(keyProblem(key, [pressure])?.kind ?? null).toBe(kind);
});

it('lets a tag stand under any but itself and those below it', () => {
  const tags = [tag('a'), tag('b', { parentId: 'a' }), tag('c', { parentId: 'b' }), tag('d')];
  expect(possibleParents(tags[0] ?? null, tags).map(({ id }) => id)).toEqual(['d']);
  expect(possibleParents(tags[2] ?? null, tags).map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  expect(possibleParents(null, tags)).toHaveLength(4);
});
