import type { Tag } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { aTag } from '../../testing/study.ts';
import { shownAtOnce, tagRows } from './tag-tree.ts';

const tag = (name: string, parentId: string | null = null, key: string | null = null): Tag =>
  aTag(0, { id: name, name, parentId, key, position: 0 });
const tags = [
  tag('Économie', null, 'e'),
  tag('trade', 'Économie', 'ta'),
  tag('sanctions', 'trade', 'ts'),
  tag('war', null, 'w'),
  tag('economy of war', 'war', 'tw'),
].map((each, position) => ({ ...each, position }));

const shown = (order: readonly Tag[], typed = '', key = '') => {
  const rows = tagRows(order, ({ name }) => name, { typed, key });
  return rows.tags.map((each) => {
    const { depth, path } = rows.placeOf(each);
    return `${'-'.repeat(depth)}${each.name}${path === '' ? '' : ` (${path})`}`;
  });
};
const [first, second, third, fourth, fifth] = tags as [Tag, Tag, Tag, Tag, Tag];

it.each<[string, readonly Tag[], string, string, string[]]>([
  ['the tree', tags, '', '', ['Économie', '-trade', '--sanctions', 'war', '-economy of war']],
  [
    'the tag used last before the tree',
    [third, first, second, fourth, fifth],
    '',
    '',
    ['sanctions (Économie › trade)', 'Économie', '-trade', 'war', '-economy of war'],
  ],
  [
    'the head of a branch in its place',
    [fourth, first, second, third, fifth],
    '',
    '',
    ['Économie', '-trade', '--sanctions', 'war', '-economy of war'],
  ],
  ['no tree as it comes', [fourth, first], '', '', ['war', 'Économie']],
  [
    'what is found by name, then by path, accents apart',
    tags,
    'econom',
    '',
    ['Économie', 'economy of war (war)', 'trade (Économie)', 'sanctions (Économie › trade)'],
  ],
  ['nothing that is not found', tags, 'xyz', '', []],
  [
    'what a typed letter can become',
    tags,
    '',
    't',
    ['trade (Économie)', 'sanctions (Économie › trade)', 'economy of war (war)'],
  ],
])('shows %s', (_name, order, typed, key, rows) => {
  expect(shown(order, typed, key)).toEqual(rows);
});

it.each([
  [500, null, 24],
  [500, 3, 24],
  [500, 45, 46],
  [12, 11, 12],
  [12, null, 12],
])('of %i tags, with the focus on number %s, shows %i at once', (count, at, shown) => {
  const many = Array.from({ length: count }, (_, each) => ({ id: `tag ${each}` }));
  expect(shownAtOnce(many, at === null ? null : `tag ${at}`)).toBe(shown);
  expect(shownAtOnce(many, 'a tag that has gone')).toBe(Math.min(count, 24));
});
