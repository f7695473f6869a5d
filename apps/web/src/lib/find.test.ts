import { describe, expect, it } from 'vitest';
import { findBy, matchOf } from './find.ts';

describe('matchOf', () => {
  it.each([
    ['', 'anything', true],
    ['rus', 'Nederland koersvast richting Rusland', true],
    ['rus kabinet', 'Kabinetsreactie Rusland', true],
    ['reeel', 'Reëel beleid', true],
    ['(a', 'point (a)', true],
    ['xyz', 'Nederland', false],
    ['rus xyz', 'Rusland', false],
  ])('"%s" in "%s": %s', (typed, name, found) => {
    expect(matchOf(typed, name) > 0).toBe(found);
  });
});

it('puts the name that begins with it first, then a word that does, then the middle of a word', () => {
  const names = ['depressie', 'druk en pressie', 'pressure'];
  expect(findBy('press', names, (name) => name)).toEqual(['pressure', 'druk en pressie', 'depressie']);
});
