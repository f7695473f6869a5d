import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it.each([
  ['Els Lubbers', 'EL'],
  ['Jan de Boer', 'JB'],
  ['Jan Pieter van der Meer', 'JM'],
  ['els', 'E'],
  ['Øystein Åse', 'ØÅ'],
  ['', ''],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
