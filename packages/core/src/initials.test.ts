import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it.each([
  ['Anna Bos', 'AB'],
  ['Emma de Lange', 'EDL'],
  ['Jan-Willem de Boer', 'JWB'],
  ['  Els ', 'E'],
  ['Øystein Åse', 'ØÅ'],
  ['👍 van Os', '👍VO'],
  ['', ''],
])('the initials of “%s” are “%s”', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
