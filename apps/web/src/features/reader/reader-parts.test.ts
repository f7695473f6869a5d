import type { Tag } from '@koersvast/contracts';
import { type AnnotationRow, emptyQueue, enqueue, type PendingOperation, refuse } from '@koersvast/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxState } from '../../lib/outbox/outbox.ts';
import { countBy, findTags, listInTextOrder } from './annotation-list.ts';
import { levelCards } from './level-cards.ts';
import { type Box, placeFloat } from './place-float.ts';
import { savingOf } from './saving.ts';

const box = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const room = box(0, 0, 800, 600);
const size = { width: 240, height: 160 };

describe('placeFloat', () => {
  it.each([
    ['under a word', [box(100, 100, 80, 24)], { left: 100, top: 132 }],
    ['over it at the foot', [box(100, 500, 80, 24)], { left: 100, top: 332 }],
    ['inside the room at the right', [box(700, 100, 80, 24)], { left: 552, top: 132 }],
    [
      'beside lines that fill the height',
      [box(100, 10, 300, 24), box(100, 570, 300, 24)],
      { left: 408, top: 10 },
    ],
  ])('goes %s', (_name, lines, expected) => {
    expect(placeFloat(lines, size, room)).toEqual(expected);
  });

  it('never covers the lines', () => {
    const line = fc.record({
      left: fc.integer({ min: 0, max: 700 }),
      top: fc.integer({ min: 0, max: 2000 }),
      width: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (drawn) => {
        const lines = drawn
          .map(({ left, top, width }) => box(left, top, width, 24))
          .sort((one, other) => one.top - other.top);
        const { left, top } = placeFloat(lines, size, room);
        for (const each of lines) {
          const apart =
            left >= each.right ||
            left + size.width <= each.left ||
            top >= each.bottom ||
            top + size.height <= each.top;
          expect(apart).toBe(true);
        }
      }),
      { seed: 20260103 },
    );
  });
});

describe('levelCards', () => {
  const card = (key: string, top: number, height = 60) => ({ key, top, height });
  it.each([
    ['level where there is room', [card('a', 0), card('b', 100)], null, [0, 100]],
    ['below the one before', [card('a', 0), card('b', 10)], null, [0, 68]],
    [
      'the active one level, the others out of its way',
      [card('a', 100), card('b', 110), card('c', 120)],
      'b',
      [42, 110, 178],
    ],
    ['no room above the active one', [card('a', 0), card('b', 10)], 'b', [0, 68]],
    ['no room', Array.from({ length: 8 }, (_, at) => card(String(at), at)), null, null],
    ['nothing', [], null, []],
  ])('%s', (_name, cards, active, expected) => {
    expect(levelCards(cards, active)).toEqual(expected);
  });

  it('never lays cards over each other, and keeps their order', () => {
    const cards = fc.array(
      fc.record({ top: fc.integer({ min: 0, max: 3000 }), height: fc.integer({ min: 20, max: 200 }) }),
    );
    fc.assert(
      fc.property(cards, fc.nat(), (drawn, pick) => {
        const sorted = drawn
          .sort((one, other) => one.top - other.top)
          .map((each, at) => ({ ...each, key: String(at) }));
        const tops = levelCards(sorted, String(pick % (sorted.length + 1)));
        if (tops === null) return;
        for (const [at, { height }] of sorted.entries()) {
          const next = tops[at + 1];
          if (next !== undefined) expect(next).toBeGreaterThanOrEqual((tops[at] ?? 0) + height + 8);
        }
      }),
      { seed: 20260104 },
    );
  });
});

const operation = (opId: string): PendingOperation => ({
  opId,
  place: { projectId: 'p', documentId: 'd', roundId: 'r' },
  madeAt: '2026-01-01T00:00:00.000Z',
  action: { kind: 'remove', annotationId: opId },
});

describe('savingOf', () => {
  const two = enqueue(enqueue(emptyQueue, operation('1'), {}), operation('2'), {});
  const state = (more: Partial<OutboxState>): OutboxState => ({
    queue: two,
    sending: 'sending',
    durable: true,
    unkept: 0,
    ...more,
  });
  it.each([
    ['saved', state({ queue: emptyQueue, sending: 'idle' }), true, { kind: 'saved' }],
    ['saving', state({}), true, { kind: 'saving', count: 2 }],
    ['no answer', state({ sending: 'unreachable' }), true, { kind: 'offline', count: 2, kept: true }],
    ['no network', state({ queue: emptyQueue }), false, { kind: 'offline', count: 0, kept: true }],
    [
      'not kept',
      state({ sending: 'unreachable', durable: false }),
      true,
      { kind: 'offline', count: 2, kept: false },
    ],
    ['signed out', state({ sending: 'signedOut' }), true, { kind: 'signedOut', count: 2, kept: true }],
    [
      'refused',
      state({ queue: refuse(two, '1', { code: 'tag_archived', details: {} }), sending: 'unreachable' }),
      true,
      { kind: 'conflict', count: 1 },
    ],
  ])('says %s', (_name, given, online, expected) => {
    expect(savingOf(given, online)).toEqual(expected);
  });
});

describe('the list', () => {
  const shown = (id: string, start: number, end: number, tagId: string, createdById: string) =>
    [
      id,
      { row: { id, start, end, tagId, createdById } as AnnotationRow, pending: false, own: true },
    ] as const;
  const list = listInTextOrder(
    new Map([
      shown('c', 5, 9, 't', 'x'),
      shown('b', 0, 4, 's', 'x'),
      shown('a', 0, 4, 't', 'y'),
      shown('d', 0, 9, 't', 'x'),
    ]),
  );

  it('is in text order, what contains first', () => {
    expect(list.map(({ key }) => key)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('counts under the other filter', () => {
    expect([...countBy(list, 'tagId', { coder: 'x' })]).toEqual([
      ['t', 2],
      ['s', 1],
    ]);
    expect([...countBy(list, 'createdById', {})]).toEqual([
      ['x', 3],
      ['y', 1],
    ]);
  });
});

describe('findTags', () => {
  const tags = ['energy', 'pressure', 'éducation', 'press'].map((name) => ({ id: name, name }) as Tag);
  it.each([
    ['', ['energy', 'pressure', 'éducation', 'press']],
    ['press', ['pressure', 'press']],
    ['E', ['energy', 'éducation', 'pressure', 'press']],
    ['educ', ['éducation']],
    ['zzz', []],
  ])('finds %j', (typed, expected) => {
    expect(findTags(tags, typed, (tag) => tag.name).map((tag) => tag.name)).toEqual(expected);
  });
});
