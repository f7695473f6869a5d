import { describe, expect, it } from 'vitest';
import { withOwnNames } from './own-names.ts';
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';
import { codingFields, type FieldNames } from './query.ts';

const fields: FieldNames = {
  codings: codingFields,
  documents: ['date', 'author', 'Datum van ontvangst'],
  also: { datum: 'date', auteur: 'author', afzender: 'author', codeur: 'coder' },
};
const printed = (source: string, of: FieldNames = fields) => {
  const parsed = parseQuery(source, { fields: of });
  return parsed.ok ? printQuery(parsed.query) : [parsed.error.code, parsed.error.start, parsed.error.end];
};

describe('a condition under another name', () => {
  it.each([
    ['datum:2014..2016', 'date:2014..2016', 'date:2014..2016'],
    ['handel DATUM:>=2014', 'handel AND date:>=2014', 'handel date:>=2014'],
    ['[tag:druk codeur:Anna]', '[tag:druk coder:Anna]', '[tag:druk coder:Anna]'],
    [
      'tag:a  WITHIN codeur:b NOT afzender:="M. de V"',
      'tag:a WITHIN coder:b AND NOT author:="M. de V"',
      'tag:a  WITHIN coder:b NOT author:="M. de V"',
    ],
    // What the project calls so is that, and longer.
    ['datum van ontvangst:2014', 'Datum van ontvangst:2014', 'datum van ontvangst:2014'],
    ['"datum:2014" auteur', '"datum:2014" AND auteur', '"datum:2014" auteur'],
    ['DATE:2014 datum:2015', 'date:2014 AND date:2015', 'DATE:2014 date:2015'],
  ])('%s', (typed, tree, own) => {
    expect(printed(typed)).toBe(tree);
    expect(withOwnNames(typed, fields)).toBe(own);
    expect(withOwnNames(own, fields)).toBe(own);
    expect(printed(own)).toBe(tree);
  });
  it('is told of at its place where it is wrong, and stays as it was typed', () => {
    expect(printed('a datum:')).toEqual(['condition_without_value', 2, 8]);
    expect(withOwnNames('a datum:', fields)).toBe('a datum:');
  });
  it('is a phrase where nobody knows it', () => {
    expect(printed('datum:2014', { codings: codingFields, documents: ['date'] })).toBe('"datum:2014"');
  });
});
