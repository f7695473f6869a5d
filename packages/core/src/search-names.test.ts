import { expect, it } from 'vitest';
import { nameIn, searchNames } from './search-names.ts';

it('knows each condition under its own name, and by one that Dutch has for it', () => {
  const { also, codings, documents } = searchNames([]);
  for (const name of Object.values(also)) expect([...codings, ...documents]).toContain(name);
  for (const name of Object.keys(also)) expect([...codings, ...documents]).not.toContain(name);
  expect(also).toMatchObject({ datum: 'date', auteur: 'author', afzender: 'author', codeur: 'coder' });
});

it('leaves to a project what it calls a field of its own', () => {
  const names = searchNames([{ name: 'Afzender' }, { name: 'Datum' }]);
  expect(names.documents).toContain('Afzender');
  expect(names.also).not.toHaveProperty('afzender');
  expect([nameIn('nl', 'author', names), nameIn('nl', 'date', names)]).toEqual(['auteur', 'date']);
  expect([nameIn('en', 'author', names), nameIn('nl', 'tag', names)]).toEqual(['author', 'tag']);
});
