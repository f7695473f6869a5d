import { expect, test } from 'vitest';
import { findRefusal } from './server-check.ts';

test.each([
  [{ version: '15.0', number: 150_000, encoding: 'UTF8' }, null],
  [{ version: '18.4', number: 180_004, encoding: 'UTF8' }, null],
  [
    { version: '14.23', number: 140_023, encoding: 'UTF8' },
    /PostgreSQL 15 or newer, and this server is 14\.23/,
  ],
  [{ version: '18.4', number: 180_004, encoding: 'LATIN1' }, /encoding UTF8, and this one has LATIN1/],
])('%o', (facts, refusal) => {
  if (refusal) expect(findRefusal(facts)).toMatch(refusal);
  else expect(findRefusal(facts)).toBeNull();
});
