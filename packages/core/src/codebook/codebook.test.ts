import { describe, expect, test } from 'vitest';
import { DomainError } from '../error.ts';
import { checkTag, checkTagOrder, findTwins, freeAppearance, reviveTag, type TagView } from './codebook.ts';

const tag = (id: string, patch: Partial<TagView> = {}): TagView => ({
  id,
  parentId: null,
  name: id,
  key: null,
  appearance: 0,
  archivedAt: null,
  ...patch,
});
const archived = { archivedAt: '2026-01-01T00:00:00.000Z' };

function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : 'another error';
  }
}

describe('checkTag', () => {
  const codebook = [
    tag('pressure', { key: 'p', appearance: 0 }),
    tag('cooperation', { key: 's', appearance: 1, parentId: 'pressure' }),
    tag('old', { key: 'o', appearance: 2, ...archived }),
  ];
  const table: [string, TagView, string | null][] = [
    ['a new tag', tag('new', { key: 'o', appearance: 2 }), null],
    ['its own older state', tag('pressure', { key: 'p' }), null],
    ['a name in other case', tag('new', { name: 'Pressure', appearance: 5 }), 'tag_name_taken'],
    [
      'a name that looks the same',
      tag('new', { name: '\u200Bpre\u00ADssure', appearance: 5 }),
      'tag_name_taken',
    ],
    ['the name of a tag elsewhere', tag('new', { name: 'cooperation', appearance: 5 }), null],
    [
      'the name of a sibling',
      tag('new', { name: 'cooperation', parentId: 'pressure', appearance: 5 }),
      'tag_name_taken',
    ],
    ['the name of an archived tag', tag('new', { name: 'old', appearance: 5 }), null],
    ['a key in use', tag('new', { key: 's', appearance: 5 }), 'tag_key_taken'],
    ['the key of a command', tag('new', { key: 'j', appearance: 5 }), 'tag_key_reserved'],
    ['two letters', tag('new', { key: 'ta', appearance: 5 }), null],
    ['two letters of which the first is a key', tag('new', { key: 'sa', appearance: 5 }), 'tag_key_taken'],
    ['two letters after a command that stays', tag('new', { key: 'ja', appearance: 5 }), 'tag_key_reserved'],
    ['a digit', tag('new', { key: '1', appearance: 5 }), 'tag_key_reserved'],
    ['an appearance in use', tag('new', { appearance: 1 }), 'tag_appearance_taken'],
    ['an unknown parent', tag('new', { parentId: 'nobody', appearance: 5 }), 'tag_parent_not_valid'],
    ['itself as parent', tag('new', { parentId: 'new', appearance: 5 }), 'tag_parent_not_valid'],
    ['a loop of parents', tag('pressure', { parentId: 'cooperation' }), 'tag_parent_not_valid'],
    ['an archived tag with what is in use', tag('new', { name: 'pressure', key: 'p', ...archived }), null],
  ];
  test.each(table)('of %s', (_name, candidate, code) => {
    expect(refusal(() => checkTag(codebook, candidate))).toBe(code);
  });

  test('refuses the five hundred and first', () => {
    const full = Array.from({ length: 500 }, (_, place) => tag(`tag ${place}`, { appearance: place }));
    expect(refusal(() => checkTag(full, tag('one more', { appearance: 3 })))).toBe('codebook_full');
    expect(refusal(() => freeAppearance(full))).toBe('codebook_full');
    expect(freeAppearance([...full.slice(0, 7), ...full.slice(8)])).toBe(7);
  });

  test('says which key was refused, whose it is, and which are free', () => {
    const refused = (key: string) => {
      try {
        checkTag(codebook, tag('new', { key, appearance: 5 }));
        return null;
      } catch (error) {
        return error instanceof DomainError ? error.details : null;
      }
    };
    const free = 'b f g o q r t u v w y z';
    expect(refused('d')).toEqual({ key: 'd', free });
    expect(refused('sa')).toEqual({ key: 'sa', name: 'cooperation', held: 's', free });
  });
});

test('a tag from the archive keeps what is still free', () => {
  const codebook = [tag('a', { key: 'p', appearance: 0 }), tag('b', { key: 's', appearance: 1 })];
  const own = { key: 'q', appearance: 5 };
  expect(reviveTag(codebook, tag('c', { ...own, ...archived }))).toEqual(own);
  expect(reviveTag(codebook, tag('c', { key: 'p', appearance: 1, ...archived }))).toEqual({
    key: null,
    appearance: 2,
  });
});

test('an order names every living tag once', () => {
  const codebook = [tag('a'), tag('b'), tag('c', archived)];
  expect(refusal(() => checkTagOrder(codebook, ['b', 'a']))).toBeNull();
  for (const wrong of [['a'], ['a', 'a'], ['a', 'b', 'c'], ['a', 'x'], []]) {
    expect(refusal(() => checkTagOrder(codebook, wrong))).toBe('tag_order_not_valid');
  }
});

test('siblings that looked alike already keep working, and are told', () => {
  const twins = [
    tag('a', { name: 'é' }),
    tag('b', { name: 'e\u0301', appearance: 1 }),
    tag('c', { appearance: 2 }),
  ];
  const [first, second, third] = twins as [TagView, TagView, TagView];
  expect(refusal(() => checkTag(twins, { ...second, key: 'p' }, second))).toBeNull();
  expect(refusal(() => checkTag(twins, { ...third, name: 'É' }, third))).toBe('tag_name_taken');
  expect(refusal(() => checkTag(twins, second, { ...second, ...archived }))).toBe('tag_name_taken');
  expect(findTwins(twins)).toEqual([[first, second]]);
});
