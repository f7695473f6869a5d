import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  auditStream,
  type Cursor,
  coderStream,
  decodeCursor,
  encodeCursor,
  finalStream,
  isAlwaysSeen,
  streamOfLayer,
} from './stream.ts';

const round = '0190a000-0000-7000-8000-000000000001';
const coder = '0190a000-0000-7000-8000-000000000002';

describe('streamOfLayer', () => {
  const cases = [
    [false, coder, 'current', 'shared'],
    [false, coder, 'first_pass', 'shared'],
    [true, coder, 'current', coderStream(round, coder)],
    [true, coder, 'first_pass', coderStream(round, coder)],
    [false, null, 'final', finalStream(round)],
    [true, null, 'final', finalStream(round)],
    // Whichever of the two says it: what is settled is never told in a coder's stream.
    [true, coder, 'final', finalStream(round)],
    [true, null, 'current', finalStream(round)],
  ] as const;
  test.each(cases)('blind %s, coder %s, %s: %s', (blind, memberId, kind, stream) => {
    expect(streamOfLayer({ id: round, blind }, { memberId, kind })).toBe(stream);
  });
});

test.each([
  ['shared', true],
  [coderStream(round, coder), true],
  [coderStream(coder, round), false],
  [finalStream(coder), false],
  ['audit', false],
] as const)('%s is always seen by whoever wrote into it: %s', (stream, seen) => {
  expect(isAlwaysSeen(stream, coder)).toBe(seen);
});

describe('cursor', () => {
  const names = fc.oneof(
    fc.constantFrom('shared', auditStream),
    fc.uuid().map(finalStream),
    fc.tuple(fc.uuid(), fc.uuid()).map(([a, b]) => coderStream(a, b)),
  );
  const cursors: fc.Arbitrary<Cursor> = fc.dictionary(names, fc.nat());

  test('survives its own encoding', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(decodeCursor(encodeCursor(cursor))).toEqual({ ...cursor });
      }),
      { seed: 20261123 },
    );
  });

  test('is one string whatever the order in which its streams were met', () => {
    const one = encodeCursor({ shared: 3, audit: 1, [finalStream(round)]: 2 });
    expect(one).toBe(`audit=1,final:${round}=2,shared=3`);
    expect(encodeCursor({ [finalStream(round)]: 2, audit: 1, shared: 3 })).toBe(one);
  });

  const malformed = [
    'xshared=1',
    ' shared=1',
    'shared',
    'shared=',
    'shared=-1',
    'shared=1.5',
    'shared=1e3',
    'shared=1,',
    'shared=1,shared=2',
    'rev=5',
    'coder:x:y=1',
    `coder:${round}=1`,
    '__proto__=1',
    'shared=9999999999999999',
  ];
  test.each(malformed)('refuses %s', (value) => {
    expect(decodeCursor(value)).toBeNull();
  });
});
