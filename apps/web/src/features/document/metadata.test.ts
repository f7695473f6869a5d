import type { DocumentMetadata } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { fieldsOf, metadataOf, withOwnField } from './metadata.ts';

const letter: DocumentMetadata = {
  title: 'Nederland koersvast richting Rusland',
  date: '2019-12',
  author: 'Blok',
  addressee: null,
  dossier: null,
  documentNumber: null,
  sourceUrl: 'https://example.org/brief',
  language: 'nl',
  licence: null,
  fields: { ministry: 'Buitenlandse Zaken' },
};

it('goes into fields and back unchanged', () => {
  expect(metadataOf(fieldsOf(letter))).toEqual(letter);
});

it.each<[Parameters<typeof Object.assign>[1], boolean]>([
  [{ title: ' ' }, false],
  [{ date: '2019-13' }, false],
  [{ date: ' 2019 ' }, true],
  [{ sourceUrl: 'javascript:alert(1)' }, false],
  [{ language: 'Dutch' }, false],
  [{ fields: [{ id: '', name: '', value: '' }] }, true],
  [{ fields: [{ id: '', name: '', value: 'left without a name' }] }, false],
])('with %j can be used: %s', (change, usable) => {
  expect(metadataOf({ ...fieldsOf({ ...letter, date: null, fields: {} }), ...change }) !== null).toBe(usable);
});

it('gives each field of its own a name for as long as the form is open', () => {
  const own = withOwnField(withOwnField(fieldsOf(letter).fields));
  expect(new Set(own.map(({ id }) => id)).size).toBe(3);
});
