import { describe, expect, test } from 'vitest';
import { isErased, nextPseudonym, speaksOf } from './erasure.ts';

test.each([
  [[], 1],
  [['Els', 'Former member', 'a Former member 8', 'Former member 8 too'], 1],
  [['Former member 1', 'Els', 'Former member 10', 'Former member 2'], 11],
])('after %j comes number %d', (names, number) => {
  expect(nextPseudonym(names)).toEqual({
    name: `Former member ${number}`,
    email: `former-member-${number}@erased.invalid`,
  });
  expect(isErased(nextPseudonym(names).email)).toBe(true);
});

test('nobody else is taken for erased', () => expect(isErased('els@example.org')).toBe(false));

describe('a text speaks of Zoë de Vries-Bakker', () => {
  const speaks = speaksOf({ name: 'Zoë de Vries-Bakker', email: 'zoe@example.org' });
  test.each([
    'Zoë de Vries-Bakker thinks so',
    'ask zoe',
    'as BAKKER says.',
    'mail zoe@example.org',
    'Zoë’s remark',
    'zoe\u0308',
  ])('%s', (text) => expect(speaks(text)).toBe(true));
  test.each(['', 'de letter', 'Bakkerij', 'zoethout', 'example.org', 'vriest'])('not: %s', (text) =>
    expect(speaks(text)).toBe(false),
  );
});

test('a name without capitals is looked for as a whole', () => {
  const speaks = speaksOf({ name: 'de jong', email: 'j@example.org' });
  expect(speaks('De Jong zei het')).toBe(true);
  expect(speaks('de oude')).toBe(false);
});
