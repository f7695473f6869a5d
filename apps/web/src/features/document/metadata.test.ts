import type { DocumentMetadata } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { changedDetails, fieldsOf, metadataOf, newMetadata } from './metadata.ts';

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
  [{ fields: [{ id: 0, name: '', value: '' }] }, true],
  [{ fields: [{ id: 0, name: '', value: 'left without a name' }] }, false],
])('with %j can be used: %s', (change, usable) => {
  expect(metadataOf({ ...newMetadata('Letter', 'en'), ...change }) !== null).toBe(usable);
});

describe('changedDetails', () => {
  it('has only what differs', () => {
    expect(changedDetails(letter, { ...letter, date: null, fields: { ...letter.fields } })).toEqual({
      date: null,
    });
    expect(changedDetails(letter, { ...letter, fields: {} })).toEqual({ fields: {} });
  });

  it('is null when nothing does', () => {
    expect(changedDetails(letter, { ...letter })).toBeNull();
  });
});
