import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows, unpackRows } from './packed.ts';

test('rows come back as they were, whatever repeats in them', () => {
  const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.boolean());
  const row = fc.record({ one: value, few: fc.constantFrom('a', 'b', null), all: fc.constant('same') });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 600 }), (rows) => {
      const sent = JSON.parse(JSON.stringify(packRows(rows)));
      expect(unpackRows(sent)).toEqual(JSON.parse(JSON.stringify(rows)));
    }),
    { seed: 20261128 },
  );
});

test.each([
  ['nothing', [], { count: 0, fields: {} }],
  ['what all have', [{ a: 1 }, { a: 1 }, { a: 1 }], { count: 3, fields: { a: { all: 1 } } }],
  [
    'what some have',
    [{ a: 'x' }, { a: 'y' }, { a: 'x' }, { a: 'x' }],
    { count: 4, fields: { a: { values: ['x', 'y'], at: [0, 1, 0, 0] } } },
  ],
  ['what each has', [{ a: 1 }, { a: 2 }], { count: 2, fields: { a: { each: [1, 2] } } }],
])('%s is said once', (_what, rows: { a: string | number }[], packed: object) => {
  expect(packRows(rows)).toEqual(packed);
});
