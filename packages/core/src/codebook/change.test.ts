import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changesMeaning,
  checkMerge,
  diffCodebooks,
  needsRecheck,
  treeOrder,
  withDescendants,
} from './change.ts';

const tag = (id: string, parentId: string | null = null, archivedAt: string | null = null) => ({
  id,
  parentId,
  name: id,
  names: {},
  key: null,
  appearance: 0,
  archivedAt,
  definition: '',
  whenToUse: '',
  whenNot: '',
  examples: [],
  counterExamples: [],
});

const tree = [tag('a'), tag('b', 'a'), tag('c', 'b'), tag('d'), tag('old', null, '2026-01-01T00:00:00.000Z')];

test.each([
  [{ definition: 'other' }, true],
  [{ whenToUse: 'other' }, true],
  [{ whenNot: 'other' }, true],
  [{ definition: '' }, false],
  [{}, false],
])('%j changes the meaning: %s', (patch, changes) => {
  expect(changesMeaning(tag('a'), patch)).toBe(changes);
});

test('what was coded before a change of meaning needs a re-check', () => {
  expect(needsRecheck({ codebookVersion: 3 }, { meaningVersion: 4 })).toBe(true);
  expect(needsRecheck({ codebookVersion: 4 }, { meaningVersion: 4 })).toBe(false);
  expect(needsRecheck({ codebookVersion: 1 }, { meaningVersion: 0 })).toBe(false);
});

test('all that stands under a tag', () => {
  expect([...withDescendants(tree, 'a')].sort()).toEqual(['a', 'b', 'c']);
  expect([...withDescendants(tree, 'd')]).toEqual(['d']);
});

describe('merging', () => {
  test.each([
    ['a', 'd'],
    ['c', 'a'],
    ['b', 'a'],
    ['d', 'c'],
  ])('%s into %s is possible', (goes, stays) => {
    expect(() => checkMerge(tree, goes, stays)).not.toThrow();
  });

  test.each([
    ['a', 'a'],
    ['a', 'c'],
    ['a', 'old'],
    ['old', 'a'],
    ['a', 'nowhere'],
    ['nowhere', 'a'],
  ])('%s into %s is not', (goes, stays) => {
    expect(() => checkMerge(tree, goes, stays)).toThrow('tag_merge_not_valid');
  });
});

describe('treeOrder', () => {
  test('puts what stands under a tag behind it', () => {
    const mixed = [tag('c', 'b'), tag('d'), tag('b', 'a'), tag('a')];
    expect(treeOrder(mixed).map(({ tag: { id }, depth }) => `${id}${depth}`)).toEqual([
      'd0',
      'a0',
      'b1',
      'c2',
    ]);
  });

  test('shows a tag whose parent is not in the list at the top', () => {
    expect(treeOrder([tag('x', 'archived')])).toMatchObject([{ depth: 0 }]);
  });

  test('keeps every tag of a forest, once, behind its parent', () => {
    const forests = fc
      .array(fc.option(fc.nat(20), { nil: null }), { maxLength: 20 })
      .map((parents) =>
        parents.map((parent, index) =>
          tag(`t${index}`, parent === null || index === 0 ? null : `t${parent % index}`),
        ),
      );
    fc.assert(
      fc.property(forests, (tags) => {
        const ordered = treeOrder(tags).map((each) => each.tag.id);
        expect([...ordered].sort()).toEqual(tags.map(({ id }) => id).sort());
        for (const { id, parentId } of tags)
          if (parentId !== null) expect(ordered.indexOf(parentId)).toBeLessThan(ordered.indexOf(id));
      }),
      { seed: 20_261_124 },
    );
  });
});

describe('diffCodebooks', () => {
  test('tells what came, what went, and which fields of what stayed are different', () => {
    const before = [tag('a'), tag('b'), tag('gone')];
    const after = [{ ...tag('a'), definition: 'new', key: 'p' }, tag('b'), tag('new')];
    expect(diffCodebooks(before, after)).toEqual({
      added: [after[2]],
      removed: [before[2]],
      changed: [{ before: before[0], after: after[0], fields: ['key', 'definition'] }],
    });
  });

  test('of a codebook with itself is nothing', () => {
    expect(diffCodebooks(tree, tree)).toEqual({ added: [], removed: [], changed: [] });
  });
});
