import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  auditStream,
  type Cursor,
  decodeCursor,
  encodeCursor,
  finalStream,
  placeOfStream,
  saidStream,
  sharedStream,
  streamOfLayer,
  workStream,
} from './stream.ts';

const roundId = '0190a000-0000-7000-8000-000000000001';
const memberId = '0190a000-0000-7000-8000-000000000002';
const documentId = '0190a000-0000-7000-8000-000000000003';

describe('streamOfLayer', () => {
  const cases = [
    [memberId, 'current', workStream(roundId, documentId, memberId)],
    [memberId, 'first_pass', workStream(roundId, documentId, memberId)],
    [null, 'final', finalStream(roundId, documentId)],
    // Whichever of the two says it: what is settled is never told in a coder's stream.
    [memberId, 'final', finalStream(roundId, documentId)],
  ] as const;
  test.each(cases)('coder %s, %s: %s', (member, kind, stream) => {
    expect(streamOfLayer({ id: roundId }, { documentId, memberId: member, kind })).toBe(stream);
  });

  test('is none for a layer of nobody that is not the final one', () => {
    // Nor does a kind that there is not yet, such as layers that a machine makes, become final by having no coder.
    const kinds = ['current', 'first_pass', 'machine' as 'current'] as const;
    for (const kind of kinds)
      expect(() => streamOfLayer({ id: roundId }, { documentId, memberId: null, kind })).toThrow('no stream');
  });
});

test.each([
  [sharedStream, 'shared', null, null, null],
  [auditStream, 'audit', null, null, null],
  [workStream(roundId, documentId, memberId), 'work', roundId, documentId, memberId],
  [saidStream(roundId, documentId), 'said', roundId, documentId, null],
  [finalStream(roundId, documentId), 'final', roundId, documentId, null],
  // As they were named before each letter had streams of its own.
  [`coder:${roundId}:${memberId}`, 'work', roundId, null, memberId],
  [`final:${roundId}`, 'final', roundId, null, null],
] as const)('%s says of what it tells', (name, kind, round, document, member) => {
  const place = { kind, roundId: round, documentId: document, memberId: member };
  expect(placeOfStream(name)).toEqual(place);
});

describe('cursor', () => {
  const cursors: fc.Arbitrary<Cursor> = fc.record({
    sight: fc.stringMatching(/^[0-9a-z]{1,16}$/),
    seen: fc.nat(),
  });

  test('survives its own encoding', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
      { seed: 20261123 },
    );
    expect(decodeCursor(encodeCursor({ sight: null, seen: 0 }))).toEqual({ sight: null, seen: 0 });
  });

  test.each(['shared=3', `audit=1,coder:${roundId}:${memberId}=2,shared=3`, `final:${roundId}=2`])(
    'is of no sight when it is from before it was a count: %s',
    (value) => {
      expect(decodeCursor(value)).toEqual({ sight: 'former', seen: 0 });
    },
  );

  const malformed = [
    'xshared=1',
    ' shared=1',
    'shared',
    'shared=',
    'shared=-1',
    'shared=1.5',
    'shared=1e3',
    'rev=5',
    '__proto__=1',
    'shared=9999999999999999',
    'sight.',
    '.5',
    'sight.-1',
    'sight.1.5',
    'SIGHT.1',
    'sight.9999999999999999',
    'a-sight-that-is-too-long.1',
  ];
  test.each(malformed)('refuses %s', (value) => {
    expect(decodeCursor(value)).toBeNull();
  });
});
