import { expect, test } from 'vitest';
import { draftOf, movedBy, renamedIn, storedOf, valuesIn, withNew } from './fields-draft.ts';

const soort = { name: 'Soort', kind: 'choice', values: ['brief', 'nota'] } as const;
const rows: { fields: Record<string, string> }[] = [
  { fields: { soort: 'brief', thema: 'Rusland' } },
  { fields: { Soort: 'motie' } },
];

test('fields of documents come behind those that are defined, and are stored once they get a kind', () => {
  const draft = draftOf([soort], rows);
  expect(draft.map(({ name, kind, found }) => [name, kind, found])).toEqual([
    ['Soort', 'choice', false],
    ['thema', 'text', true],
  ]);
  expect(storedOf(draft)).toEqual([soort]);
  const changed = draft.map((field) => (field.found ? { ...field, kind: 'date' as const } : field));
  expect(storedOf(changed).map(({ name, kind }) => [name, kind])).toEqual([
    ['Soort', 'choice'],
    ['thema', 'date'],
  ]);
});

test('a new field has a key of its own, and fields change places', () => {
  const draft = withNew(withNew(draftOf([soort], [])));
  expect(draft.map(({ key }) => key)).toEqual(['soort', 'new 1', 'new 2']);
  expect(movedBy(draft, 'new 2', -1).map(({ key }) => key)).toEqual(['soort', 'new 2', 'new 1']);
  expect(movedBy(draft, 'soort', -1)).toBe(draft);
});

test('values are found under whatever spelling', () => {
  expect(valuesIn('Soort', rows)).toEqual(['brief', 'motie']);
});

test('a field that gets another name says so, and is stored then, whatever its kind', () => {
  const draft = draftOf([soort], rows).map((field) => ({ ...field, name: `${field.name} 2 ` }));
  expect(renamedIn(draft)).toEqual([
    { from: 'Soort', to: 'Soort 2' },
    { from: 'thema', to: 'thema 2' },
  ]);
  expect(storedOf(draft).map(({ name }) => name)).toEqual(['Soort 2', 'thema 2']);
  const added = withNew(draftOf([soort], [])).map((field) => ({ ...field, name: field.name || 'Zaal' }));
  expect(renamedIn(added)).toEqual([]);
});
