import type { IntakeItem } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { anItem } from '../../testing/intake.ts';
import {
  type Concern,
  concernsOf,
  doubledOf,
  filtersOf,
  goingIn,
  inOrder,
  isIn,
  readSource,
  titleOf,
} from './items.ts';

const base = anItem(1);
const { metadata, reading } = base;
if (metadata === null || reading === null) throw new Error('A letter that was read has details');

const twin = (kind: 'same' | 'near') =>
  [
    { kind, of: 'item', id: base.id, title: 'Letter 1', likeness: 0.9 },
  ] as const satisfies IntakeItem['twins'];
const problem = (code: 'file_encrypted' | 'file_without_text') => ({ code, details: {} });

const cases: [string, Partial<IntakeItem>, Concern[]][] = [
  ['nothing', {}, []],
  [
    'what cannot be read',
    { state: 'failed', reading: null, metadata: null, problem: problem('file_encrypted') },
    ['unreadable'],
  ],
  [
    'a scan',
    { state: 'failed', reading: null, metadata: null, problem: problem('file_without_text') },
    ['scan'],
  ],
  ['the same text', { twins: twin('same') }, ['same']],
  ['nearly the same text', { twins: twin('near') }, ['near']],
  ['no date', { metadata: { ...metadata, date: null } }, ['noDate']],
  ['a detail that cannot be stored', { metadata: { ...metadata, title: '' } }, ['wrong']],
  [
    'an order that was guessed',
    { reading: { ...reading, notices: [{ code: 'order_guessed', count: 1 }] } },
    ['doubt'],
  ],
  [
    'what was only left out',
    { reading: { ...reading, notices: [{ code: 'heads_left_out', count: 1 }] } },
    [],
  ],
  ['what is in already', { state: 'added', twins: twin('same') }, []],
];

describe('what somebody should look at', () => {
  it.each(cases)('%s', (_name, more, expected) => {
    expect(concernsOf(anItem(1, more))).toEqual(expected);
  });

  it('comes first in the list, the gravest before the others, and files of a folder beside each other', () => {
    const of = (nth: number, more: Partial<IntakeItem>, path: string) =>
      anItem(nth, { ...more, sources: [{ ...base.sources[0], path } as IntakeItem['sources'][number]] });
    const items = [
      of(1, {}, 'b/10.pdf'),
      of(2, { state: 'added' }, 'a/1.pdf'),
      of(3, { metadata: { ...metadata, date: null } }, 'z.pdf'),
      of(4, {}, 'b/9.pdf'),
      of(5, { state: 'failed', problem: problem('file_encrypted') }, 'y.pdf'),
    ];
    const { compare } = new Intl.Collator('en', { numeric: true });
    expect(inOrder(items, compare).map(({ id }) => id.slice(-1))).toEqual(['5', '3', '4', '1', '2']);
  });
});

describe('what a list is narrowed to', () => {
  const items = cases.map(([, more], at) => anItem(at + 1, more));
  it('has just the filters that have something in them', () => {
    expect(filtersOf(items).map(({ filter, count }) => `${filter} ${count}`)).toEqual([
      'all 10',
      'concerns 7',
      'unreadable 2',
      'twins 2',
      'noDate 1',
      'added 1',
    ]);
  });

  it('tells what was left out', () => {
    const left = anItem(1, { choice: { ...base.choice, include: false } });
    expect(isIn(left, 'left')).toBe(true);
    expect(goingIn([left, anItem(2), anItem(3, { state: 'failed' })]).map(({ id }) => id)).toEqual([
      anItem(2).id,
    ]);
  });
});

it('tells what comes in once more, and not of one whose twin is left out', () => {
  const twinOf = (nth: number, of: 'item' | 'document' = 'item') => [
    { kind: 'same' as const, of, id: anItem(nth).id, title: '', likeness: 1 },
  ];
  const left = { choice: { ...base.choice, include: false } };
  const doubled = (...items: IntakeItem[]) => doubledOf(items).map(({ id }) => id);
  const [one, other] = [anItem(1, { twins: twinOf(2) }), anItem(2, { twins: twinOf(1) })];
  expect(doubled(one, { ...other, ...left })).toEqual([]);
  expect(doubled({ ...one, ...left }, other)).toEqual([]);
  expect(doubled(one, other)).toEqual([other.id]);
  expect(doubled({ ...one, state: 'added' }, other)).toEqual([other.id]);
  expect(doubled(anItem(3, { twins: twinOf(9, 'document') }))).toEqual([anItem(3).id]);
});

it('is called by its title, or else by its file', () => {
  expect(titleOf(base)).toBe('Letter 1');
  expect(titleOf(anItem(1, { reading: null, metadata: null }))).toBe('1.pdf');
  expect(titleOf(anItem(1, { reading: null, metadata: null, sources: [] }))).toBe('');
});

it('is read from the file whose text it has', () => {
  const [pdf] = base.sources;
  const xml = { ...pdf, path: 'letters/1.xml', role: 'text' } as IntakeItem['sources'][number];
  const kept = { ...pdf, role: 'attached' } as IntakeItem['sources'][number];
  expect(readSource(anItem(1, { sources: [kept, xml] }))?.path).toBe('letters/1.xml');
});
