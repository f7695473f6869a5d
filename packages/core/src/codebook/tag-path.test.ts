import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nastyText, seeded } from '../../testing/nasty-text.ts';
import { readTagPath, tagLabels, tagPaths, writeTagPath } from './tag-path.ts';

const step = (name: string, place = 1) => ({ name, place });
const tag = (id: string, name: string, parentId: string | null = null, archivedAt: string | null = null) => ({
  id,
  name,
  parentId,
  archivedAt,
});

describe('a path', () => {
  it.each([
    ['stance > pressure', [step('stance'), step('pressure')]],
    ['a>b', [step('a>b')]],
    ['> 5%', [step('> 5%')], '\\> 5%'],
    ['a \\> b', [step('a > b')]],
    ['a \\\\> b', [step('a \\> b')]],
    ['a > \\>', [step('a'), step('>')]],
    ['\\> > \\>', [step('>'), step('>')]],
    ['a \\2', [step('a', 2)]],
    ['a \\\\2', [step('a \\2')]],
    ['a \\\\2 \\3', [step('a \\2', 3)]],
    ['C:\\map\\2', [step('C:\\map\\2')]],
    ['a > b \\2 > c', [step('a'), step('b', 2), step('c')]],
  ])('%s', (path, steps, written: string = path) => {
    expect(writeTagPath(steps)).toBe(written);
    expect(readTagPath(written)).toEqual(steps);
  });
});

const pieces = fc.constantFrom(
  '>',
  '\\',
  ' ',
  ' > ',
  ' \\> ',
  'a',
  'b',
  '2',
  ' \\2',
  '10',
  '/',
  'é',
  '👍',
  '""',
  ';',
);
const name = fc
  .oneof(
    fc.array(pieces, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
    nastyText,
  )
  .map((text) => text.replaceAll(/\s+/g, ' ').trim())
  .filter((text) => text !== '');

test('leads to one tag, and each tag has one', () => {
  const node = fc.record({ name, above: fc.nat(), archived: fc.boolean() });
  fc.assert(
    fc.property(fc.array(node, { minLength: 1, maxLength: 12 }), (nodes) => {
      const tags = nodes.map(({ name, above, archived }, index) =>
        tag(
          String(index),
          name,
          above % (index + 1) === index ? null : String(above % (index + 1)),
          archived ? 'then' : null,
        ),
      );
      const paths = tagPaths(tags);
      expect(new Set(paths.values()).size).toBe(tags.length);
      for (const { id } of tags) {
        const path = paths.get(id) ?? '';
        const steps = readTagPath(path);
        expect(writeTagPath(steps)).toBe(path);
        // Down from the top, by names and places alone, one comes to the tag.
        let at: string | null = null;
        for (const { name, place } of steps) {
          const alike = tags.filter((each) => each.parentId === at && each.name === name);
          const ordered = [
            ...alike.filter((each) => each.archivedAt === null),
            ...alike.filter((each) => each.archivedAt !== null),
          ];
          at = ordered[place - 1]?.id ?? 'nowhere';
        }
        expect(at).toBe(id);
      }
    }),
    seeded,
  );
});

test('is byte for byte what it was where no name has the separator and none stands twice', () => {
  const plain = name.filter((text) => !/(^| )\\*>( |$)| \\+\d+$/.test(text));
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 5 }), (names) => {
      expect(writeTagPath(names.map((each) => step(each)))).toBe(names.join(' > '));
    }),
    seeded,
  );
});

test('a label says what is above only where names look the same', () => {
  const tags = [
    tag('1', 'Economy'),
    tag('2', 'positive', '1'),
    tag('3', 'Health'),
    tag('4', 'Positive', '3'),
    tag('5', 'negative', '3'),
    tag('6', 'negative', '1', 'then'),
  ];
  const labels = tagLabels(tags, (each) => each.name);
  expect([...labels.values()]).toEqual([
    'Economy',
    'positive (Economy)',
    'Health',
    'Positive (Health)',
    'negative',
    'negative (Economy)',
  ]);
});
