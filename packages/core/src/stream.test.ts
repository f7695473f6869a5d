import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Cursor,
  coderStream,
  decodeCursor,
  encodeCursor,
  finalStream,
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
  ] as const;
  test.each(cases)('blind %s, coder %s, %s: %s', (blind, memberId, kind, stream) => {
    expect(streamOfLayer({ id: round, blind }, { memberId, kind })).toBe(stream);
  });
});

describe('cursor', () => {
  const names = fc.oneof(
    fc.constant('shared'),
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

  const malformed = [
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
