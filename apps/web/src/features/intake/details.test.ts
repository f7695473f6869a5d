import { describe, expect, it } from 'vitest';
import { anItem } from '../../testing/intake.ts';
import { acceptance, otherFound, proposalFor, storableOf } from './details.ts';

const found = (value: string) => ({ value, from: 'letter' as const, passage: null });

describe('what was proposed for a detail', () => {
  const { metadata } = anItem(1);
  const item = anItem(1, {
    metadata: metadata && { ...metadata, author: 'De minister', documentNumber: 'kst-1' },
    proposals: {
      subject: found('On Russia'),
      sender: found(' De\nminister '),
      author: found('Template'),
      number: found('12'),
      document_number: found('kst-1'),
      our_reference: found('BZ-1'),
      place: found('The Hague'),
      custom: found('yes'),
    },
  });

  it.each([
    ['author', ' De\nminister '],
    ['documentNumber', 'kst-1'],
    ['title', 'On Russia'],
    ['addressee', undefined],
  ] as const)('%s', (detail, value) => {
    expect(proposalFor(item, detail)?.value).toBe(value);
  });

  it('leaves the rest to be taken as a field', () => {
    expect(otherFound(item).map(({ key }) => key)).toEqual([
      'author',
      'number',
      'our_reference',
      'place',
      'custom',
    ]);
    const taken = anItem(1, { ...item, metadata: metadata && { ...metadata, fields: { custom: 'yes' } } });
    expect(otherFound(taken).map(({ key }) => key)).not.toContain('custom');
  });
});

it.each([
  ['date', '4 februari 2021', '2021-02-04'],
  ['date', ' ', null],
  ['author', ' Els ', 'Els'],
  ['date', 'some day', undefined],
  ['title', '', undefined],
  ['sourceUrl', 'javascript:alert(1)', undefined],
] as const)('%s “%s” is stored as %s', (detail, words, value) => {
  expect(storableOf(detail, words)?.value).toBe(value);
});

it('accepts what nobody has looked at, and leaves what somebody wrote', () => {
  expect(acceptance(anItem(1, { written: ['title'] }))).toEqual({ date: '2021-02-04', language: 'en' });
  expect(acceptance(anItem(1, { written: ['title', 'date', 'language'] }))).toBeNull();
  expect(acceptance(anItem(1, { metadata: null }))).toBeNull();
});
